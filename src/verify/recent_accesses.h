#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/clock.h"
#include "base/limits.h"
#include "domain/token_repository.h"
#include "replica/packed_id.h"

namespace jeton::verify {

/// The accesses that one thread has seen lately, for `lastAccessAt` (spec R-125). Nobody waits for anybody:
/// what there is no room for is dropped and counted.
class RecentAccesses {
 public:
  RecentAccesses() : remembered_(base::kAccessesRemembered), noted_(base::kAccessesNotedMax) {}

  /// By the thread that decides. Leaves out a token that it noted less than `kLastAccessInterval` ago, as far
  /// as it remembers. Allocates nothing.
  void note(const replica::PackedId& token, base::Timestamp at) noexcept;

  /// Has the memory fetched that `note` takes.
  void prefetch(const replica::PackedId& token) const noexcept;

  /// Moves what was noted to the end of `accesses`. By one other thread at a time.
  void take(std::vector<domain::TokenAccess>& accesses);

  /// Safe from any thread.
  [[nodiscard]] std::uint64_t dropped() const noexcept { return dropped_.load(std::memory_order_relaxed); }

 private:
  struct Access {
    replica::PackedId token;
    base::Timestamp at;
  };

  std::vector<Access> remembered_;  ///< By the token's id; a token may push out another.
  std::vector<Access> noted_;       ///< A ring.
  std::atomic<std::uint64_t> written_{0};
  std::atomic<std::uint64_t> taken_{0};
  std::atomic<std::uint64_t> dropped_{0};
};

}  // namespace jeton::verify
