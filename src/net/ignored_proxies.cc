#include "net/ignored_proxies.h"

#include "base/limits.h"

namespace jeton::net {

bool IgnoredProxies::is_due(std::string_view peer, base::Timestamp now) {
  const auto is_past = [now](base::Timestamp logged) {
    return now - logged >= base::kUntrustedProxyLogInterval;
  };
  const std::lock_guard lock{mutex_};
  const std::string key{peer};
  if (const auto found = logged_.find(key); found != logged_.end()) {
    if (!is_past(found->second)) return false;
    found->second = now;
    return true;
  }
  if (logged_.size() >= base::kUntrustedProxiesRememberedMax) {
    std::erase_if(logged_, [&is_past](const auto& entry) { return is_past(entry.second); });
    if (logged_.size() >= base::kUntrustedProxiesRememberedMax) return false;
  }
  logged_.emplace(key, now);
  return true;
}

}  // namespace jeton::net
