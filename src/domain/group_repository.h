#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "domain/caller.h"
#include "domain/group.h"
#include "domain/ids.h"
#include "domain/lock.h"

/// Part of the port to the database; `domain/store.h` says what holds for every call.
namespace jeton::domain {

struct GroupQuery {
  GroupScope scope;
  std::optional<GroupId> id;
  std::optional<AccountId> account;
  std::optional<bool> is_default;
  std::optional<std::string> name;
  std::int64_t limit = 0;  ///< 0: count only.
  std::int64_t offset = 0;
};

struct GroupPage {
  std::int64_t total = 0;
  std::vector<Group> groups;  ///< By id.
};

class GroupRepository {
 public:
  virtual ~GroupRepository() = default;
  virtual base::Result<std::optional<Group>> find(const GroupId& id, Lock lock = Lock::kNone) = 0;
  virtual base::Result<std::optional<Group>> find_default(const AccountId& account,
                                                          Lock lock = Lock::kNone) = 0;
  virtual base::Result<std::vector<Group>> find_many(const std::vector<GroupId>& ids) = 0;
  /// Of one account, by id.
  virtual base::Result<std::vector<Group>> list_of_account(const AccountId& account) = 0;
  virtual base::Result<GroupPage> list(const GroupQuery& query) = 0;
  /// False if the id is taken. Errors: conflict for a second default group.
  virtual base::Result<bool> insert(const Group& group) = 0;
  virtual base::Result<void> update(const Group& group) = 0;
  virtual base::Result<std::int64_t> approximate_count() = 0;
};

}  // namespace jeton::domain
