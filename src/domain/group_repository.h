#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/result.h"
#include "domain/caller.h"
#include "domain/group.h"
#include "domain/ids.h"
#include "domain/lock.h"
#include "domain/query.h"

/// Part of the port to the database; `domain/store.h` says what holds for every call.
namespace jeton::domain {

class GroupRepository {
 public:
  virtual ~GroupRepository() = default;
  virtual base::Result<std::optional<Group>> find(const GroupId& id, Lock lock = Lock::kNone) = 0;
  virtual base::Result<std::optional<Group>> find_default(const AccountId& account,
                                                          Lock lock = Lock::kNone) = 0;
  virtual base::Result<std::vector<Group>> find_many(const std::vector<GroupId>& ids) = 0;
  /// Of one account, by id.
  virtual base::Result<std::vector<Group>> list_of_account(const AccountId& account) = 0;
  /// Those inside `scope`; `query` is of `group_properties`.
  virtual base::Result<Page<Group>> list(const GroupScope& scope, const Query& query) = 0;
  /// False if the id is taken. Errors: conflict for a second default group.
  virtual base::Result<bool> insert(const Group& group) = 0;
  virtual base::Result<void> update(const Group& group) = 0;
  virtual base::Result<std::int64_t> approximate_count() = 0;
};

}  // namespace jeton::domain
