#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/memberships.h"
#include "app/row_writer.h"

/// What the commands on memberships share.
namespace jeton::app {

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

/// The ids of groups of `account` that `stated` names. Errors: invalid at `prefix[i].id` for each that the
/// account does not have.
base::Result<std::vector<domain::GroupId>> groups_of_account(domain::UnitOfWork& unit,
                                                             const domain::AccountId& account,
                                                             const std::vector<std::string>& stated,
                                                             std::string_view prefix);

/// The view without the invitation's secret.
base::Result<MembershipView> view_of(domain::UnitOfWork& unit, FoundMembership found);
base::Result<std::vector<MembershipView>> views_of(domain::UnitOfWork& unit,
                                                   std::vector<domain::Membership> memberships);

}  // namespace jeton::app
