#pragma once

#include <atomic>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/ip.h"
#include "net/header.h"

namespace jeton::net {

/// Who is at the other end, after the proxies that the operator trusts.
struct ClientAddress {
  std::string address;  ///< Without a port; an IPv4-mapped address is shown as IPv4.
  bool is_https = false;
  /// The header that names a client and was ignored, because the peer is not trusted; else empty.
  std::string_view ignored_header{};
};

/// The networks whose `X-Forwarded-For` and `X-Forwarded-Proto` are believed. Others are ignored: a
/// client could put anything there. Copies share the networks. Safe from any thread.
class TrustedProxies {
 public:
  /// Trusts no one.
  TrustedProxies() : TrustedProxies{std::vector<base::IpNetwork>{}} {}
  explicit TrustedProxies(std::vector<base::IpNetwork> networks);

  /// From the next request on, of all copies.
  void replace(std::vector<base::IpNetwork> networks);

  [[nodiscard]] bool contains(const base::IpAddress& address) const noexcept;

  /// The client of a request that `peer` sent. From the right of `X-Forwarded-For`, the first address that
  /// is not a trusted proxy's; anything further left was written by the client. `X-Forwarded-Proto` counts
  /// when the peer is trusted; otherwise `peer_is_https` is used.
  [[nodiscard]] ClientAddress client_of(std::string_view peer, const Headers& headers,
                                        bool peer_is_https) const;

 private:
  using Networks = std::vector<base::IpNetwork>;

  std::shared_ptr<std::atomic<std::shared_ptr<const Networks>>> networks_;
};

}  // namespace jeton::net
