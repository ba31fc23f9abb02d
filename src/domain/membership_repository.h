#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "domain/caller.h"
#include "domain/ids.h"
#include "domain/lock.h"
#include "domain/membership.h"
#include "domain/query.h"
#include "domain/row_stream.h"

/// Part of the port to the database; `domain/store.h` says what holds for every call.
namespace jeton::domain {

/// Whether queries use people as they are or, for those who have not accepted yet, what their invitation
/// said (`as_invited`).
enum class SeenPeople : std::uint8_t { kAsTheyAre, kAsInvited };

class MembershipRepository {
 public:
  virtual ~MembershipRepository() = default;
  /// The one that is not deleted (spec R-070).
  virtual base::Result<std::optional<Membership>> find(const UserId& user, const AccountId& account,
                                                       Lock lock = Lock::kNone) = 0;
  /// By its own id, in any status.
  virtual base::Result<std::optional<Membership>> find_by_id(const MembershipId& id,
                                                             Lock lock = Lock::kNone) = 0;
  /// The same if it is inside `scope` and not deleted. One outside costs the same as an unknown one, and is
  /// never locked.
  virtual base::Result<std::optional<Membership>> find_within(const MembershipScope& scope,
                                                              const MembershipId& id,
                                                              Lock lock = Lock::kNone) = 0;
  /// Of one user, not deleted ones, by account id.
  virtual base::Result<std::vector<Membership>> list_of_user(const UserId& user) = 0;
  /// The same of several users, by user and account.
  virtual base::Result<std::vector<Membership>> list_of_users(const std::vector<UserId>& users) = 0;
  /// One page of those in the scope that are not deleted. `query` is about `membership_properties`; it uses
  /// people as they are when the scope has all accounts, otherwise `as_invited`.
  virtual base::Result<Page<Membership>> list(const MembershipScope& scope, const Query& query) = 0;
  /// One page of an account's, by their users: `query` is about `member_properties`, with what `people`
  /// says for those who are invited.
  virtual base::Result<Page<Membership>> list_members(const AccountId& account, SeenPeople people,
                                                      const Query& query) = 0;
  /// All of `list` and of `list_members` in pieces of at most `batch` rows, whatever the page. A bug in a
  /// write unit.
  virtual base::Result<std::unique_ptr<RowStream<Membership>>> stream(const MembershipScope& scope,
                                                                      const Query& query,
                                                                      std::size_t batch) = 0;
  virtual base::Result<std::unique_ptr<RowStream<Membership>>> stream_members(const AccountId& account,
                                                                              SeenPeople people,
                                                                              const Query& query,
                                                                              std::size_t batch) = 0;
  /// The same of a user's, by their accounts: `query` is about `user_account_properties`.
  virtual base::Result<Page<Membership>> list_accounts(const UserId& user, const Query& query) = 0;
  virtual base::Result<std::unique_ptr<RowStream<Membership>>> stream_accounts(const UserId& user,
                                                                               const Query& query,
                                                                               std::size_t batch) = 0;
  /// Up to `limit` whose invitation has expired at `now` and which are still `Invited`, oldest first.
  virtual base::Result<std::vector<Membership>> list_overdue(base::Timestamp now, std::int64_t limit) = 0;
  /// False if the id is taken. Errors: conflict if the user has a membership in the account already.
  virtual base::Result<bool> insert(const Membership& membership) = 0;
  virtual base::Result<void> update(const Membership& membership) = 0;
  /// Updates the last access of the user's membership in the account. No new revision, no change entry.
  virtual base::Result<void> record_access(const UserId& user, const AccountId& account,
                                           base::Timestamp at) = 0;
  /// Adds or replaces the secret of the membership's invitation.
  virtual base::Result<void> put_invitation(const InvitationSecret& secret) = 0;
  virtual base::Result<std::optional<InvitationSecret>> find_invitation(const MembershipId& id) = 0;
  virtual base::Result<std::optional<InvitationSecret>> find_invitation_by_digest(
      std::string_view digest) = 0;
  virtual base::Result<void> remove_invitation(const MembershipId& id) = 0;
  virtual base::Result<std::int64_t> approximate_count() = 0;
};

}  // namespace jeton::domain
