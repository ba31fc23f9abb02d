#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "domain/audit_record.h"

/// Part of the port to the database; `domain/store.h` says what holds for every call.
namespace jeton::domain {

/// One entry of the change feed: the object is to be read again. A reader follows the feed by the position of
/// the last entry that it has read. It starts with all objects of a unit and that unit's `position`.
struct ChangeEntry {
  std::int64_t position = 0;
  ObjectType object_type = ObjectType::kApiToken;
  std::string object_id;
  std::int64_t revision = 0;
};

class ChangeFeed {
 public:
  virtual ~ChangeFeed() = default;
  /// Up to `limit` committed entries after `position`, in commit order, none skipped.
  virtual base::Result<std::vector<ChangeEntry>> read_after(std::int64_t position, std::int64_t limit) = 0;
  /// Up to `limit` committed entries after `position` that `read_after` holds back, because a change that is
  /// still being made may come before them. They come again. A bug in a write unit.
  virtual base::Result<std::vector<ChangeEntry>> read_held_back(std::int64_t position,
                                                                std::int64_t limit) = 0;
  /// What this unit has added, in its order. Their positions are not known.
  [[nodiscard]] virtual const std::vector<ChangeEntry>& added() const noexcept = 0;
  /// Where a reader goes on who has seen everything that this unit sees. Some of that may come again.
  virtual base::Result<std::int64_t> position() = 0;
  /// A number, never 0, for the changes up to `position`, as far as a reader may have come. It stays what it
  /// is until they are pruned, and differs (but for an accident) once the database was replaced by another,
  /// or by an older copy of itself that went on from there.
  virtual base::Result<std::uint64_t> history(std::int64_t position) = 0;
  /// The position of the last entry that was removed; 0 before. A reader that has not come as far has missed
  /// entries and starts again.
  virtual base::Result<std::int64_t> pruned_to() = 0;
  /// The newest entry that has `kept` newer ones; 0 when there is none.
  virtual base::Result<std::int64_t> position_behind(std::int64_t kept) = 0;
  /// Removes at most `count_max` entries up to `position`, the oldest first; answers how many.
  virtual base::Result<std::int64_t> prune(std::int64_t position, std::int64_t count_max) = 0;
};

}  // namespace jeton::domain
