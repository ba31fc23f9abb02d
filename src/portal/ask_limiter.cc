#include "portal/ask_limiter.h"

#include "base/client_network.h"
#include "base/docs_limits.h"

namespace jeton::portal {

bool AskLimiter::admit(const std::string& address) {
  const auto client = base::networks_of(address).own;
  const auto minute = std::chrono::floor<std::chrono::minutes>(clock_.now());
  const std::scoped_lock lock{mutex_};
  if (minute != minute_) {
    minute_ = minute;
    asked_.clear();
  }
  const auto found = asked_.find(client);
  if (found == asked_.end()) {
    // Somebody with that many addresses would fill the memory instead.
    if (asked_.size() >= base::kDocsAskingClientsMax) return false;
    asked_[client] = 1;
    return true;
  }
  if (found->second >= base::kDocsAsksPerMinuteMax) return false;
  ++found->second;
  return true;
}

}  // namespace jeton::portal
