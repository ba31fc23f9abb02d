#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "domain/lock.h"

/// Part of the port to the database; `domain/store.h` says what holds for every call.
namespace jeton::domain {

/// A key that values in this database are sealed under. The key itself is never stored.
struct SealingKey {
  std::string id;
  /// A known text sealed under the key: what tells it from another key of the same id. Empty for one that was
  /// lost before it was recorded.
  std::string check_value;
  base::Timestamp recorded_at;
  std::optional<base::Timestamp> abandoned_at;  ///< Since then it is no longer required.

  bool operator==(const SealingKey&) const = default;
};

/// A stored value, and what it is bound to.
struct SealedSample {
  std::string sealed;
  std::string context;
};

class SealingKeyRepository {
 public:
  virtual ~SealingKeyRepository() = default;
  /// By id. `kExclusive` keeps other transactions from doing the same until this one ends.
  virtual base::Result<std::vector<SealingKey>> list(Lock lock) = 0;
  /// Adds the key, or replaces the one with its id.
  virtual base::Result<void> put(const SealingKey& key) = 0;
  /// The ids that values of tokens and invitations name, recorded or not. Reads all of them.
  virtual base::Result<std::vector<std::string>> list_used_ids() = 0;
  /// Some value of a token that names the key; nothing when there is none. May read all of them.
  virtual base::Result<std::optional<SealedSample>> find_sample(std::string_view key_id) = 0;
};

}  // namespace jeton::domain
