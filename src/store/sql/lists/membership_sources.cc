#include "store/sql/lists/membership_sources.h"

#include <fmt/format.h>

#include "base/joined.h"
#include "store/sql/lists/seen_status.h"

namespace jeton::store::sql {
namespace {

constexpr ColumnSource kMembershipGroupColumnSources[] = {
    {.path = "id", .column = "g.id"},
    {.path = "name", .column = "g.name", .folded = "g.name_folded"},
    {.path = "isDefault", .column = "g.is_default"},
};
constexpr ColumnSource kMembershipModuleColumnSources[] = {
    {.path = "id", .column = "d.id"},
    {.path = "name", .column = "d.name", .folded = "d.name_folded"},
    {.path = "code", .column = "d.code"},
};

constexpr CollectionSource kMembershipCollectionSources[] = {
    {.path = "groups",
     .owner = "l.membership_id = m.id",
     .elements = {.name = "memberships.groups",
                  .from = "membership_groups l JOIN user_groups g ON g.id = l.group_id",
                  .key = "g.id",
                  .columns = kMembershipGroupColumnSources}},
    {.path = "modules",
     .owner = "l.membership_id = m.id",
     .elements = {.name = "memberships.modules",
                  .from = "membership_groups l JOIN group_modules n ON n.group_id = l.group_id"
                          " JOIN modules d ON d.id = n.module_id",
                  .key = "d.id",
                  .columns = kMembershipModuleColumnSources}},
};

constexpr JoinSource kMembershipJoinSources[] = {
    {.alias = "u", .sql = "JOIN users u ON u.id = m.user_id"},
    {.alias = "a", .sql = "JOIN accounts a ON a.id = m.account_id"},
};

/// In both views of a membership.
constexpr ColumnSource kSharedColumnSources[] = {
    {.path = "account.id", .column = "m.account_id"},
    {.path = "account.name", .column = "a.name", .folded = "a.name_folded", .join = "a"},
    {.path = "account.type", .column = "a.type", .join = "a"},
    {.path = "account.status", .column = "a.status", .join = "a"},
    {.path = "invitation.status", .column = kSeenMembershipStatus},
    {.path = "audit.created.at", .column = "m.created_at"},
    {.path = "audit.created.by.id", .column = "m.created_by_id", .presence = Presence::kEmptyIsNull},
    {.path = "audit.created.by.name",
     .column = "m.created_by_name",
     .folded = "m.created_by_name_folded",
     .presence = Presence::kEmptyIsNull},
    {.path = "audit.updated.at", .column = "m.updated_at", .presence = Presence::kNullable},
    {.path = "audit.updated.by.id", .column = "m.updated_by_id", .presence = Presence::kNullableOrEmpty},
    {.path = "audit.updated.by.name",
     .column = "m.updated_by_name",
     .folded = "m.updated_by_name_folded",
     .presence = Presence::kNullableOrEmpty},
    {.path = "audit.invited.at", .column = "m.invited_at", .presence = Presence::kNullable},
    {.path = "audit.invited.by.id", .column = "m.invited_by_id", .presence = Presence::kNullableOrEmpty},
    {.path = "audit.invited.by.name",
     .column = "m.invited_by_name",
     .folded = "m.invited_by_name_folded",
     .presence = Presence::kNullableOrEmpty},
    {.path = "audit.joined.at", .column = "m.joined_at", .presence = Presence::kNullable},
    {.path = "audit.joined.by.id", .column = "m.joined_by_id", .presence = Presence::kNullableOrEmpty},
    {.path = "audit.joined.by.name",
     .column = "m.joined_by_name",
     .folded = "m.joined_by_name_folded",
     .presence = Presence::kNullableOrEmpty},
    {.path = "audit.access.at", .column = "m.last_access", .presence = Presence::kNullable},
    {.path = "audit.invitationAcceptedAt.at", .column = "m.accepted_at", .presence = Presence::kNullable},
};

constexpr ColumnSource kOwnMembershipColumnSources[] = {
    {.path = "id", .column = "m.id"},
    {.path = "revision", .column = "m.revision"},
    {.path = "status", .column = kSeenMembershipStatus},
    {.path = "user.id", .column = "m.user_id"},
    {.path = "user.name", .column = "u.name", .folded = "u.name_folded", .join = "u"},
    {.path = "user.firstName", .column = "u.first_name", .folded = "u.first_name_folded", .join = "u"},
    {.path = "user.lastName", .column = "u.last_name", .folded = "u.last_name_folded", .join = "u"},
    {.path = "user.email", .column = "u.email", .folded = "u.email_folded", .join = "u"},
    {.path = "user.status", .column = kSeenUserStatus, .join = "u"},
    {.path = "user.lastLoginAt", .column = "u.last_login", .presence = Presence::kNullable, .join = "u"},
    {.path = "lastLoginAt", .column = "m.last_access", .presence = Presence::kNullable},
};
constexpr auto kMembershipColumnSources = base::joined(kOwnMembershipColumnSources, kSharedColumnSources);

/// The same of people who may not have accepted yet (`domain::as_invited`).
constexpr ColumnSource kInvitedMembershipColumnSources[] = {
    {.path = "id", .column = "m.id"},
    {.path = "revision", .column = "m.revision"},
    {.path = "status", .column = kSeenMembershipStatus},
    {.path = "user.id", .column = "m.user_id"},
    {.path = "user.name",
     .column = "coalesce(m.invitee_name, u.name)",
     .folded = "coalesce(m.invitee_name_folded, u.name_folded)",
     .join = "u"},
    {.path = "user.firstName",
     .column = "coalesce(m.invitee_first_name, u.first_name)",
     .folded = "coalesce(m.invitee_first_name_folded, u.first_name_folded)",
     .join = "u"},
    {.path = "user.lastName",
     .column = "coalesce(m.invitee_last_name, u.last_name)",
     .folded = "coalesce(m.invitee_last_name_folded, u.last_name_folded)",
     .join = "u"},
    {.path = "user.email",
     .column = "coalesce(m.invitee_email, u.email)",
     .folded = "coalesce(m.invitee_email_folded, u.email_folded)",
     .join = "u"},
    {.path = "user.status", .column = kSeenMemberStatus, .join = "u"},
    {.path = "user.lastLoginAt",
     .column = "CASE WHEN m.invitee_email IS NULL THEN u.last_login END",
     .presence = Presence::kNullable,
     .join = "u"},
    {.path = "lastLoginAt", .column = "m.last_access", .presence = Presence::kNullable},
};
constexpr auto kInvitedMemberships = base::joined(kInvitedMembershipColumnSources, kSharedColumnSources);

constexpr ColumnSource kOwnMemberColumnSources[] = {
    {.path = "id", .column = "m.user_id"},
    {.path = "name", .column = "u.name", .folded = "u.name_folded", .join = "u"},
    {.path = "firstName", .column = "u.first_name", .folded = "u.first_name_folded", .join = "u"},
    {.path = "lastName", .column = "u.last_name", .folded = "u.last_name_folded", .join = "u"},
    {.path = "email", .column = "u.email", .folded = "u.email_folded", .join = "u"},
    {.path = "status", .column = kSeenUserStatus, .join = "u"},
    {.path = "lastLoginAt", .column = "u.last_login", .presence = Presence::kNullable, .join = "u"},
    {.path = "phone.prefix", .column = "u.phone_prefix", .presence = Presence::kEmptyIsNull, .join = "u"},
    {.path = "phone.number", .column = "u.phone_number", .presence = Presence::kEmptyIsNull, .join = "u"},
    {.path = "audit.login.at", .column = "u.last_login", .presence = Presence::kNullable, .join = "u"},
};
constexpr auto kMemberColumnSources = base::joined(kOwnMemberColumnSources, kSharedColumnSources);

constexpr ColumnSource kInvitedMemberColumnSources[] = {
    {.path = "id", .column = "m.user_id"},
    {.path = "name",
     .column = "coalesce(m.invitee_name, u.name)",
     .folded = "coalesce(m.invitee_name_folded, u.name_folded)",
     .join = "u"},
    {.path = "firstName",
     .column = "coalesce(m.invitee_first_name, u.first_name)",
     .folded = "coalesce(m.invitee_first_name_folded, u.first_name_folded)",
     .join = "u"},
    {.path = "lastName",
     .column = "coalesce(m.invitee_last_name, u.last_name)",
     .folded = "coalesce(m.invitee_last_name_folded, u.last_name_folded)",
     .join = "u"},
    {.path = "email",
     .column = "coalesce(m.invitee_email, u.email)",
     .folded = "coalesce(m.invitee_email_folded, u.email_folded)",
     .join = "u"},
    {.path = "status", .column = kSeenMemberStatus, .join = "u"},
    {.path = "lastLoginAt",
     .column = "CASE WHEN m.invitee_email IS NULL THEN u.last_login END",
     .presence = Presence::kNullable,
     .join = "u"},
    {.path = "phone.prefix",
     .column = "CASE WHEN m.invitee_email IS NULL THEN u.phone_prefix ELSE '' END",
     .presence = Presence::kEmptyIsNull,
     .join = "u"},
    {.path = "phone.number",
     .column = "CASE WHEN m.invitee_email IS NULL THEN u.phone_number ELSE '' END",
     .presence = Presence::kEmptyIsNull,
     .join = "u"},
    {.path = "audit.login.at",
     .column = "CASE WHEN m.invitee_email IS NULL THEN u.last_login END",
     .presence = Presence::kNullable,
     .join = "u"},
};
constexpr auto kInvitedMembers = base::joined(kInvitedMemberColumnSources, kSharedColumnSources);

constexpr ColumnSource kUserAccountColumnSources[] = {
    {.path = "id", .column = "m.account_id"},
    {.path = "name", .column = "a.name", .folded = "a.name_folded", .join = "a"},
    {.path = "type", .column = "a.type", .join = "a"},
    {.path = "status", .column = "a.status", .join = "a"},
    {.path = "invitation.status", .column = kSeenMembershipStatus},
    {.path = "audit.access.at", .column = "m.last_access", .presence = Presence::kNullable},
};

// Index: memberships_account for one account, memberships_one_per_account for one user, primary key else.
constexpr QuerySource kMembershipSource{.name = "memberships",
                                        .from = "memberships m",
                                        .key = "m.id",
                                        .joins = kMembershipJoinSources,
                                        .columns = kMembershipColumnSources,
                                        .collections = kMembershipCollectionSources};

constexpr QuerySource kInvitedMembershipSource{.name = "memberships",
                                               .from = "memberships m",
                                               .key = "m.id",
                                               .joins = kMembershipJoinSources,
                                               .columns = kInvitedMemberships,
                                               .collections = kMembershipCollectionSources};

constexpr QuerySource kInvitedMemberSource{.name = "memberships.members",
                                           .from = "memberships m",
                                           .key = "m.user_id",
                                           .joins = kMembershipJoinSources,
                                           .columns = kInvitedMembers,
                                           .collections = kMembershipCollectionSources};

constexpr QuerySource kMemberSource{.name = "memberships.members",
                                    .from = "memberships m",
                                    .key = "m.user_id",
                                    .joins = kMembershipJoinSources,
                                    .columns = kMemberColumnSources,
                                    .collections = kMembershipCollectionSources};

constexpr QuerySource kUserAccountSource{.name = "memberships.accounts",
                                         .from = "memberships m",
                                         .key = "m.account_id",
                                         .joins = kMembershipJoinSources,
                                         .columns = kUserAccountColumnSources};

}  // namespace

const QuerySource& membership_source(domain::SeenPeople people) noexcept {
  return people == domain::SeenPeople::kAsInvited ? kInvitedMembershipSource : kMembershipSource;
}

const QuerySource& member_source(domain::SeenPeople people) noexcept {
  return people == domain::SeenPeople::kAsInvited ? kInvitedMemberSource : kMemberSource;
}

const QuerySource& user_account_source() noexcept {
  return kUserAccountSource;
}

Condition condition_of(const domain::MembershipScope& scope) {
  Condition condition{.sql = "m.status <> 'Deleted'"};
  const bool except = scope.except && scope.except != scope.own_account;
  if (scope.all_accounts && !except) return condition;
  const std::string_view within = scope.all_accounts ? "m.account_id <> ?" : "m.account_id = ?";
  // No account is null, which nothing equals.
  condition.sql += fmt::format(" AND ({}{})", within, scope.of_user ? " OR m.user_id = ?" : "");
  condition.parameters.add(scope.all_accounts ? scope.except : scope.own_account);
  if (scope.of_user) condition.parameters.add(*scope.of_user);
  return condition;
}

}  // namespace jeton::store::sql
