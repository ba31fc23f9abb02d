#include "store/sql/lists/group_source.h"

namespace jeton::store::sql {
namespace {

constexpr JoinSource kGroupJoinSources[] = {{.alias = "a", .sql = "JOIN accounts a ON a.id = g.account_id"}};

constexpr ColumnSource kGroupColumnSources[] = {
    {.path = "id", .column = "g.id"},
    {.path = "revision", .column = "g.revision"},
    {.path = "name", .column = "g.name", .folded = "g.name_folded"},
    {.path = "description",
     .column = "g.description",
     .folded = "g.description_folded",
     .presence = Presence::kEmptyIsNull},
    {.path = "logo", .column = "g.logo", .folded = "g.logo_folded", .presence = Presence::kEmptyIsNull},
    {.path = "isDefault", .column = "g.is_default"},
    {.path = "account.id", .column = "g.account_id"},
    {.path = "account.name", .column = "a.name", .folded = "a.name_folded", .join = "a"},
    {.path = "account.type", .column = "a.type", .join = "a"},
    {.path = "account.status", .column = "a.status", .join = "a"},
    {.path = "audit.created.at", .column = "g.created_at"},
    {.path = "audit.created.by.id", .column = "g.created_by_id", .presence = Presence::kEmptyIsNull},
    {.path = "audit.created.by.name",
     .column = "g.created_by_name",
     .folded = "g.created_by_name_folded",
     .presence = Presence::kEmptyIsNull},
    {.path = "audit.updated.at", .column = "g.updated_at", .presence = Presence::kNullable},
    {.path = "audit.updated.by.id", .column = "g.updated_by_id", .presence = Presence::kNullableOrEmpty},
    {.path = "audit.updated.by.name",
     .column = "g.updated_by_name",
     .folded = "g.updated_by_name_folded",
     .presence = Presence::kNullableOrEmpty},
};

constexpr JoinSource kGroupModuleJoinSources[] = {
    {.alias = "m", .sql = "JOIN modules m ON m.id = l.module_id"}};

constexpr ColumnSource kGroupModuleColumnSources[] = {
    {.path = "id", .column = "l.module_id"},
    {.path = "name", .column = "m.name", .folded = "m.name_folded", .join = "m"},
    {.path = "code", .column = "m.code", .join = "m"},
};

constexpr JoinSource kGroupUserJoinSources[] = {{.alias = "u", .sql = "JOIN users u ON u.id = p.user_id"}};

constexpr ColumnSource kGroupUserColumnSources[] = {
    {.path = "id", .column = "p.user_id"},
    {.path = "email",
     .column = "coalesce(p.invitee_email, u.email)",
     .folded = "coalesce(p.invitee_email_folded, u.email_folded)",
     .join = "u"},
};

// A membership that was deleted is no way into a group any more.
constexpr std::string_view kNoMembership[] = {"Deleted"};

constexpr CollectionSource kGroupCollectionSources[] = {
    {.path = "modules",
     .owner = "l.group_id = g.id",
     .elements = {.name = "group_modules",
                  .from = "group_modules l",
                  .key = "l.module_id",
                  .joins = kGroupModuleJoinSources,
                  .columns = kGroupModuleColumnSources}},
    {.path = "users",
     .owner = "k.group_id = g.id AND p.status <> ?",
     .elements = {.name = "membership_groups",
                  .from = "membership_groups k JOIN memberships p ON p.id = k.membership_id",
                  .key = "p.user_id",
                  .joins = kGroupUserJoinSources,
                  .columns = kGroupUserColumnSources},
     .owner_values = kNoMembership},
};

constexpr QuerySource kGroupSource{.name = "user_groups",
                                   .from = "user_groups g",
                                   .key = "g.id",
                                   .joins = kGroupJoinSources,
                                   .columns = kGroupColumnSources,
                                   .collections = kGroupCollectionSources};

}  // namespace

const QuerySource& group_source() noexcept {
  return kGroupSource;
}

Condition condition_of(const domain::GroupScope& scope) {
  Condition condition;
  if (!scope.all_accounts) {
    if (!scope.own_account) return {.sql = "1 = 0"};
    condition.sql = "g.account_id = ?";
    condition.parameters.add(*scope.own_account);
  } else if (scope.except && scope.except != scope.own_account) {
    condition.sql = "g.account_id <> ?";
    condition.parameters.add(*scope.except);
  }
  if (scope.of_membership) {
    // Index: primary key of membership_groups.
    condition.sql += condition.sql.empty() ? "" : " AND ";
    condition.sql += "g.id IN (SELECT l.group_id FROM membership_groups l WHERE l.membership_id = ?)";
    condition.parameters.add(*scope.of_membership);
  }
  return condition;
}

}  // namespace jeton::store::sql
