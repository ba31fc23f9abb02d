#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "domain/caller.h"
#include "domain/ids.h"
#include "domain/lock.h"
#include "domain/query.h"
#include "domain/row_stream.h"
#include "domain/user.h"

/// Part of the port to the database; `domain/store.h` says what holds for every call.
namespace jeton::domain {

class UserRepository {
 public:
  virtual ~UserRepository() = default;
  virtual base::Result<std::optional<User>> find(const UserId& id, Lock lock = Lock::kNone) = 0;
  /// E-mail addresses are compared without case.
  virtual base::Result<std::optional<User>> find_by_email(std::string_view email,
                                                          Lock lock = Lock::kNone) = 0;
  /// The user if inside `scope`. One outside costs the same as an unknown one, and is never locked.
  virtual base::Result<std::optional<User>> find_within(const UserScope& scope, const UserId& id,
                                                        Lock lock = Lock::kNone) = 0;
  virtual base::Result<std::optional<User>> find_by_email_within(const UserScope& scope,
                                                                 std::string_view email,
                                                                 Lock lock = Lock::kNone) = 0;
  /// Those of `ids` that exist, in any order.
  virtual base::Result<std::vector<User>> find_many(const std::vector<UserId>& ids) = 0;
  /// One page of those in the scope. `query` is about `user_properties`; of people who have not accepted the
  /// invitation of the scope's account it goes by what that said (`as_invited`), unless the scope has all.
  virtual base::Result<Page<User>> list(const UserScope& scope, const Query& query) = 0;
  /// All of them in pieces of at most `batch` rows, whatever the page. A bug in a write unit.
  virtual base::Result<std::unique_ptr<RowStream<User>>> stream(const UserScope& scope, const Query& query,
                                                                std::size_t batch) = 0;
  /// False if the id or the e-mail address is taken.
  virtual base::Result<bool> insert(const User& user) = 0;
  virtual base::Result<void> update(const User& user) = 0;
  /// The encoded Argon2id hash; nothing while no password is set.
  virtual base::Result<std::optional<std::string>> find_password_hash(const UserId& id) = 0;
  virtual base::Result<void> set_password_hash(const UserId& id, const std::string& encoded) = 0;
  /// Moves `lastLoginAt`, the current account, and the last access of the membership there. Not a revision,
  /// not a change entry.
  virtual base::Result<void> record_login(const UserId& id, base::Timestamp at,
                                          const std::optional<AccountId>& account) = 0;
  virtual base::Result<std::int64_t> approximate_count() = 0;
};

}  // namespace jeton::domain
