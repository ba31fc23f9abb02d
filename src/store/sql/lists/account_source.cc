#include "store/sql/lists/account_source.h"

#include "domain/account_fields.h"
#include "domain/group_fields.h"
#include "store/sql/lists/source_columns.h"

namespace jeton::store::sql {
namespace {

SourceColumns account_columns() {
  auto columns = columns_of(domain::kAccountFields, "a");
  columns.put({.path = "eligibility.client", .column = "a.eligible_client", .presence = Presence::kNullable});
  columns.put(
      {.path = "eligibility.partner", .column = "a.eligible_partner", .presence = Presence::kNullable});
  return columns;
}

}  // namespace

const QuerySource& account_source() noexcept {
  static const auto kColumns = account_columns();
  static const auto kGroupColumns = columns_of(domain::kGroupReferenceFields, "g");
  static const CollectionSource kCollections[] = {
      {.path = "groups",
       .owner = "g.account_id = a.id",
       .elements =
           {.name = "user_groups", .from = "user_groups g", .key = "g.id", .columns = kGroupColumns.list()}},
  };
  static const QuerySource kSource{.name = "accounts",
                                   .from = "accounts a",
                                   .key = "a.id",
                                   .columns = kColumns.list(),
                                   .collections = kCollections};
  return kSource;
}

Condition condition_of(const domain::AccountScope& scope) {
  Condition condition;
  if (scope.all_accounts) return condition;
  if (!scope.own_account) return {.sql = "1 = 0"};
  condition.sql = "a.id = ?";
  condition.parameters.add(*scope.own_account);
  return condition;
}

}  // namespace jeton::store::sql
