#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/result.h"
#include "domain/ids.h"
#include "domain/lock.h"
#include "domain/user.h"

/// Part of the port to the database; `domain/store.h` says what holds for every call.
namespace jeton::domain {

class MembershipRepository {
 public:
  virtual ~MembershipRepository() = default;
  /// The one that is not deleted (spec R-070).
  virtual base::Result<std::optional<Membership>> find(const UserId& user, const AccountId& account,
                                                       Lock lock = Lock::kNone) = 0;
  /// By its own id, in any status.
  virtual base::Result<std::optional<Membership>> find_by_id(const MembershipId& id,
                                                             Lock lock = Lock::kNone) = 0;
  /// Of one user, not deleted ones, by account id.
  virtual base::Result<std::vector<Membership>> list_of_user(const UserId& user) = 0;
  /// False if the id is taken. Errors: conflict if the user has a membership in the account already.
  virtual base::Result<bool> insert(const Membership& membership) = 0;
  virtual base::Result<void> update(const Membership& membership) = 0;
  virtual base::Result<std::int64_t> approximate_count() = 0;
};

}  // namespace jeton::domain
