#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/audit/row_writer.h"
#include "app/people/memberships.h"

/// What the commands on memberships share.
namespace jeton::app {

inline constexpr std::string_view kGroupNotGivable =
    "The group has a module that you do not hold yourself, so you cannot grant it in the operations account.";

struct FoundMembership {
  domain::Membership membership;
  domain::User user;
  domain::Account account;
};

/// The membership that `target` names, if it is inside `scope`, or `or_of` is its user. Everything else is
/// the same "not found". Locks the user, then the membership.
base::Result<FoundMembership> find_membership(domain::UnitOfWork& unit, const domain::MembershipScope& scope,
                                              const MembershipTarget& target, domain::Lock lock,
                                              const std::optional<domain::UserId>& or_of = std::nullopt);

/// Anyone who may read the memberships of `account` may also change them, except those of the operations
/// account. Errors: denied.
base::Result<void> check_may_change(const domain::Caller& caller, const domain::AccountId& account);

/// Whether `user` asks about itself, in a session of its own.
bool is_self(const domain::Caller& caller, const domain::User& user);

/// Spec 3.2, "AM in the account": who somebody is, name and picture, is changed by the accounts that they are
/// an active member of. An account that has invited them does it for those who never were a member of any.
/// Errors: denied.
base::Result<void> check_may_describe(domain::UnitOfWork& unit, const domain::Caller& caller,
                                      const domain::User& user);

/// The ids of groups of `account` that `stated` names. Errors: invalid at `prefix[i].id` for each that the
/// account does not have, or that is not among `kept` and has a module that the caller may not grant
/// (`domain/granting.h`).
base::Result<std::vector<domain::GroupId>> groups_of_account(domain::UnitOfWork& unit,
                                                             const domain::Caller& caller,
                                                             const domain::Account& account,
                                                             const std::vector<std::string>& stated,
                                                             const std::vector<domain::GroupId>& kept,
                                                             std::string_view prefix);

/// The person of `membership` as `caller` sees them (spec R-071).
domain::User seen_by(const domain::Caller& caller, const domain::User& user,
                     const domain::Membership& membership);
/// Whether that is `as_invited`.
bool is_seen_as_invited(const domain::Caller& caller, const domain::User& user,
                        const domain::Membership& membership);

/// What the account says of someone who has not accepted its invitation: the names of `change`, which go to
/// the invitation, and to the person if no other account knows them yet. Errors: denied for anything but
/// names; invalid.
base::Result<void> describe_invitee(RowWriter& writer, domain::Membership& membership, domain::User& user,
                                    const domain::Account& account, const domain::UserChange& change);

/// The view without the invitation's secret.
base::Result<MembershipView> view_of(domain::UnitOfWork& unit, FoundMembership found);
base::Result<std::vector<MembershipView>> views_of(domain::UnitOfWork& unit,
                                                   std::vector<domain::Membership> memberships);

}  // namespace jeton::app
