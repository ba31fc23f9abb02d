#include "app/tokens/last_accesses.h"

#include <algorithm>
#include <iterator>

namespace jeton::app {

using base::Result;
using domain::TokenAccess;

void LastAccesses::record(const domain::TokenCredential& token, base::Timestamp at) {
  if (token.last_access && at - *token.last_access < base::kLastAccessInterval) return;
  record({token.id, at});
}

void LastAccesses::record(const TokenAccess& access) {
  const auto& [token, at] = access;
  const std::lock_guard lock{mutex_};
  if (const auto found = by_token_.find(token.str()); found != by_token_.end()) {
    const auto entry = found->second;
    // Two requests may come here in another order than they were made in.
    if (entry->at >= at) return;
    entry->at = at;
    queue_.splice(queue_.end(), queue_, entry);
    return;
  }
  if (queue_.size() >= max_) {
    by_token_.erase(queue_.front().token.str());
    queue_.pop_front();
    ++dropped_;
  }
  queue_.push_back(access);
  by_token_.emplace(token.str(), std::prev(queue_.end()));
}

Result<void> LastAccesses::write(domain::Store& store) {
  std::vector<TokenAccess> all;
  {
    const std::lock_guard lock{mutex_};
    all.assign(queue_.begin(), queue_.end());
  }
  for (auto next = all.begin(); next != all.end();) {
    const auto size = std::min<std::ptrdiff_t>(all.end() - next, base::kLastAccessesWrittenAtOnceMax);
    const std::vector<TokenAccess> some{next, next + size};
    next += size;
    JETON_TRY(const auto unit, store.begin_write(base::kBackgroundLockWait));
    JETON_TRY(const auto settled, unit->tokens().record_accesses(some, base::kLastAccessInterval));
    JETON_CHECK(unit->commit());
    forget(settled);
  }
  return {};
}

void LastAccesses::forget(const std::vector<TokenAccess>& written) {
  const std::lock_guard lock{mutex_};
  for (const auto& access : written) {
    const auto found = by_token_.find(access.token.str());
    // It may have been used again in the meantime.
    if (found == by_token_.end() || found->second->at != access.at) continue;
    queue_.erase(found->second);
    by_token_.erase(found);
  }
}

std::size_t LastAccesses::waiting() const {
  const std::lock_guard lock{mutex_};
  return queue_.size();
}

std::uint64_t LastAccesses::dropped() const {
  const std::lock_guard lock{mutex_};
  return dropped_;
}

}  // namespace jeton::app
