#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "net/header.h"

namespace jeton::net {

/// Who is at the other end, after the proxies that the operator trusts.
struct ClientAddress {
  std::string address;  ///< Without a port; an IPv4 address in IPv6 clothes is shown as IPv4.
  bool is_https = false;
};

/// The networks whose `X-Forwarded-For` and `X-Forwarded-Proto` are believed. Anybody else's are ignored: a
/// client could write there what it likes. Safe from any thread.
class TrustedProxies {
 public:
  /// Trusts nobody.
  TrustedProxies();
  /// `networks` are `10.0.0.0/8`, `fd00::/8` or single addresses. Errors: invalid at `trusted_proxies`.
  static base::Result<TrustedProxies> parse(const std::vector<std::string>& networks);

  [[nodiscard]] bool contains(std::string_view address) const;

  /// The client of a request that `peer` sent. From the right of `X-Forwarded-For`, the first address that
  /// is not a trusted proxy's; what is left of it was written by the client. `X-Forwarded-Proto` counts
  /// when the peer is trusted; otherwise `peer_is_https` stands.
  [[nodiscard]] ClientAddress client_of(std::string_view peer, const Headers& headers,
                                        bool peer_is_https) const;

 private:
  struct Networks;
  std::shared_ptr<const Networks> networks_;
};

}  // namespace jeton::net
