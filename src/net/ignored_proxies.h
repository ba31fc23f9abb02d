#pragma once

#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/clock.h"

namespace jeton::net {

/// Whose forwarding headers were ignored, so that each peer is logged once an hour and not once a request.
/// Anyone can send such a header, so no more than `kUntrustedProxiesRememberedMax` peers are logged an hour.
/// Safe from any thread.
class IgnoredProxies {
 public:
  /// Whether `peer` is to be logged at `now`.
  bool is_due(std::string_view peer, base::Timestamp now);

 private:
  std::mutex mutex_;
  std::unordered_map<std::string, base::Timestamp> logged_;
};

}  // namespace jeton::net
