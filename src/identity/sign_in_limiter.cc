#include "identity/sign_in_limiter.h"

#include "base/limits.h"

namespace jeton::identity {

bool SignInLimiter::is_exhausted(std::string_view key, int failures_max, base::Timestamp now) const {
  const std::lock_guard lock{mutex_};
  const auto found = by_key_.find(std::string{key});
  if (found == by_key_.end()) return false;
  const auto& window = *found->second;
  return now - window.started_at < base::kSignInFailureWindow && window.failures >= failures_max;
}

void SignInLimiter::record_failure(std::string_view key, base::Timestamp now) {
  const std::lock_guard lock{mutex_};
  const std::string text{key};
  if (const auto found = by_key_.find(text); found != by_key_.end()) {
    if (now - found->second->started_at < base::kSignInFailureWindow) {
      ++found->second->failures;
      return;
    }
    erase(found->second);
  }
  if (windows_.size() >= base::kSignInLimiterEntriesMax) erase(windows_.begin());
  windows_.push_back({text, now, 1});
  by_key_.emplace(text, std::prev(windows_.end()));
}

void SignInLimiter::clear(std::string_view key) {
  const std::lock_guard lock{mutex_};
  if (const auto found = by_key_.find(std::string{key}); found != by_key_.end()) erase(found->second);
}

void SignInLimiter::erase(std::list<Window>::iterator window) {
  by_key_.erase(window->key);
  windows_.erase(window);
}

}  // namespace jeton::identity
