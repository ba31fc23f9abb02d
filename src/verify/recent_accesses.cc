#include "verify/recent_accesses.h"

namespace jeton::verify {
namespace {

using replica::PackedId;

std::size_t place_of(const PackedId& token) noexcept {
  const auto mixed = (token.head() ^ token.tail()) * 0x9e37'79b9'7f4a'7c15;  // 2^64 over the golden ratio
  return static_cast<std::size_t>(mixed >> 32) % base::kAccessesRemembered;
}

}  // namespace

void RecentAccesses::note(const PackedId& token, base::Timestamp at) noexcept {
  auto& last = remembered_[place_of(token)];
  // A clock that was set back makes an access that is ahead of it count for nothing.
  if (last.token == token && at >= last.at && at - last.at < base::kLastAccessInterval) return;
  const auto written = written_.load(std::memory_order_relaxed);
  if (written - taken_.load(std::memory_order_acquire) == noted_.size()) {
    dropped_.store(dropped_.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
    return;
  }
  last = {token, at};
  noted_[written % noted_.size()] = last;
  written_.store(written + 1, std::memory_order_release);
}

void RecentAccesses::prefetch(const PackedId& token) const noexcept {
  __builtin_prefetch(&remembered_[place_of(token)], 1);
}

void RecentAccesses::take(std::vector<domain::TokenAccess>& accesses) {
  const auto written = written_.load(std::memory_order_acquire);
  auto taken = taken_.load(std::memory_order_relaxed);
  for (; taken != written; ++taken) {
    const auto& access = noted_[taken % noted_.size()];
    // Only a damaged file has what is no id.
    if (auto id = access.token.id<domain::TokenTag>()) accesses.push_back({*std::move(id), access.at});
  }
  taken_.store(taken, std::memory_order_release);
}

}  // namespace jeton::verify
