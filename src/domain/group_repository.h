#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "domain/caller.h"
#include "domain/group.h"
#include "domain/ids.h"
#include "domain/lock.h"
#include "domain/query.h"
#include "domain/row_stream.h"
#include "domain/user.h"

/// Part of the port to the database; `domain/store.h` says what holds for every call.
namespace jeton::domain {

/// A user who is in a group, by a membership that is not deleted.
/// A member of a group, `as_invited`.
struct GroupMember {
  GroupId group;
  UserId user;
  std::string name;
  std::string email;
  UserStatus status = UserStatus::kInvited;
};

class GroupRepository {
 public:
  virtual ~GroupRepository() = default;
  virtual base::Result<std::optional<Group>> find(const GroupId& id, Lock lock = Lock::kNone) = 0;
  /// The group if it is inside `scope`. One outside costs the same as an unknown one, and is never locked.
  virtual base::Result<std::optional<Group>> find_within(const GroupScope& scope, const GroupId& id,
                                                         Lock lock = Lock::kNone) = 0;
  virtual base::Result<std::optional<Group>> find_default(const AccountId& account,
                                                          Lock lock = Lock::kNone) = 0;
  /// Those of several accounts, in any order; locked in the order of their ids.
  virtual base::Result<std::vector<Group>> find_defaults(const std::vector<AccountId>& accounts,
                                                         Lock lock = Lock::kNone) = 0;
  virtual base::Result<std::vector<Group>> find_many(const std::vector<GroupId>& ids) = 0;
  /// Those of `ids` that are the account's. Others cost the same as unknown ones.
  virtual base::Result<std::vector<Group>> find_many_of(const AccountId& account,
                                                        const std::vector<GroupId>& ids) = 0;
  /// Of one account, by id.
  virtual base::Result<std::vector<Group>> list_of_account(const AccountId& account) = 0;
  /// Of several accounts, by account and id.
  virtual base::Result<std::vector<Group>> list_of_accounts(const std::vector<AccountId>& accounts) = 0;
  /// Who is in those groups, by group and name.
  virtual base::Result<std::vector<GroupMember>> list_members(const std::vector<GroupId>& groups) = 0;
  virtual base::Result<bool> has_members(const GroupId& id) = 0;
  /// Those inside `scope`; `query` is of `group_properties`.
  virtual base::Result<Page<Group>> list(const GroupScope& scope, const Query& query) = 0;
  /// All of them in pieces of at most `batch` rows, whatever the page. A bug in a write unit.
  virtual base::Result<std::unique_ptr<RowStream<Group>>> stream(const GroupScope& scope, const Query& query,
                                                                 std::size_t batch) = 0;
  /// False if the id is taken, or was once. Errors: conflict for a second default group.
  virtual base::Result<bool> insert(const Group& group) = 0;
  virtual base::Result<void> update(const Group& group) = 0;
  /// Deletes the group; its id is never reused (spec R-003). `group.revision` is the one of
  /// its end, for the change feed. Errors: conflict if it is gone; internal while it has members;
  /// check `has_members` first.
  virtual base::Result<void> remove(const Group& group) = 0;
  virtual base::Result<std::int64_t> approximate_count() = 0;
};

}  // namespace jeton::domain
