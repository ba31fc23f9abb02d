#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/result.h"

/// Part of the port to the database; `domain/store.h` says what holds for every call.
namespace jeton::domain {

/// The answer to a create, kept for a repeat of the same request (`Idempotency-Key`).
struct IdempotencyEntry {
  std::string owner;           ///< Whose key it is: keys of different callers are independent.
  std::string key_digest;      ///< Unique among the owner's.
  std::string request_digest;  ///< What was asked for.
  /// What the create was answered with, sealed, because it may hold what only the caller may see. Empty while
  /// the create is under way.
  std::string sealed_answer;
  base::Timestamp expires_at;
};

class IdempotencyRepository {
 public:
  virtual ~IdempotencyRepository() = default;
  /// Claims the key in the transaction of its create: `entry` has no answer yet. False if the key is
  /// taken and not expired at `now`. While another transaction holds the key this waits for its end, so of
  /// two requests with one key the second sees the answer of the first, or claims a key that was released.
  virtual base::Result<bool> claim(const IdempotencyEntry& entry, base::Timestamp now) = 0;
  /// Writes the answer of a claimed entry.
  virtual base::Result<void> complete(const IdempotencyEntry& entry) = 0;
  virtual base::Result<std::optional<IdempotencyEntry>> find(std::string_view owner,
                                                             std::string_view key_digest) = 0;
  /// Removes at most `count_max` entries that have expired at `now`, the earliest first. Does not wait
  /// for locks.
  virtual base::Result<void> remove_expired(base::Timestamp now, std::size_t count_max) = 0;
};

}  // namespace jeton::domain
