#include "store/sql/lists/token_source.h"

#include <fmt/format.h>

namespace jeton::store::sql {

const std::string_view kTokenColumns =
    "t.id, t.account_id, t.name, t.description, t.icon, t.status, t.extensions, t.last_access, t.revision,"
    " t.created_at, t.created_by_kind, t.created_by_id, t.created_by_name, t.created_of,"
    " t.updated_at, t.updated_by_kind, t.updated_by_id, t.updated_by_name, t.updated_of,"
    " t.enabled_at, t.enabled_by_kind, t.enabled_by_id, t.enabled_by_name, t.enabled_of,"
    " t.disabled_at, t.disabled_by_kind, t.disabled_by_id, t.disabled_by_name, t.disabled_of,"
    " t.deleted_at, t.deleted_by_kind, t.deleted_by_id, t.deleted_by_name, t.deleted_of";

namespace {

constexpr JoinSource kTokenJoinSources[] = {{.alias = "a", .sql = "JOIN accounts a ON a.id = t.account_id"}};

constexpr ColumnSource kTokenColumnSources[] = {
    {.path = "id", .column = "t.id"},
    {.path = "revision", .column = "t.revision"},
    {.path = "name", .column = "t.name", .folded = "t.name_folded"},
    {.path = "description",
     .column = "t.description",
     .folded = "t.description_folded",
     .presence = Presence::kEmptyIsNull},
    {.path = "icon", .column = "t.icon", .folded = "t.icon_folded", .presence = Presence::kEmptyIsNull},
    {.path = "status", .column = "t.status", .counted = true},
    {.path = "token",
     .column = "s.digest",
     .lookup_key = "t.id",
     .lookup = "SELECT s.token_id FROM token_secrets s WHERE"},
    {.path = "account.id", .column = "t.account_id", .counted = true},
    {.path = "account.name", .column = "a.name", .folded = "a.name_folded", .join = "a", .counted = true},
    {.path = "account.type", .column = "a.type", .join = "a", .counted = true},
    {.path = "account.status", .column = "a.status", .join = "a", .counted = true},
    {.path = "lastAccessAt", .column = "t.last_access", .presence = Presence::kNullable},
    {.path = "audit.created.at", .column = "t.created_at"},
    {.path = "audit.created.by.id", .column = "t.created_by_id", .presence = Presence::kEmptyIsNull},
    {.path = "audit.created.by.name",
     .column = "t.created_by_name",
     .folded = "t.created_by_name_folded",
     .presence = Presence::kEmptyIsNull},
    {.path = "audit.updated.at", .column = "t.updated_at", .presence = Presence::kNullable},
    {.path = "audit.updated.by.id", .column = "t.updated_by_id", .presence = Presence::kNullableOrEmpty},
    {.path = "audit.updated.by.name",
     .column = "t.updated_by_name",
     .folded = "t.updated_by_name_folded",
     .presence = Presence::kNullableOrEmpty},
    {.path = "audit.enabled.at", .column = "t.enabled_at", .presence = Presence::kNullable},
    {.path = "audit.enabled.by.id", .column = "t.enabled_by_id", .presence = Presence::kNullableOrEmpty},
    {.path = "audit.enabled.by.name",
     .column = "t.enabled_by_name",
     .folded = "t.enabled_by_name_folded",
     .presence = Presence::kNullableOrEmpty},
    {.path = "audit.disabled.at", .column = "t.disabled_at", .presence = Presence::kNullable},
    {.path = "audit.disabled.by.id", .column = "t.disabled_by_id", .presence = Presence::kNullableOrEmpty},
    {.path = "audit.disabled.by.name",
     .column = "t.disabled_by_name",
     .folded = "t.disabled_by_name_folded",
     .presence = Presence::kNullableOrEmpty},
    {.path = "audit.deleted.at", .column = "t.deleted_at", .presence = Presence::kNullable},
    {.path = "audit.deleted.by.id", .column = "t.deleted_by_id", .presence = Presence::kNullableOrEmpty},
    {.path = "audit.deleted.by.name",
     .column = "t.deleted_by_name",
     .folded = "t.deleted_by_name_folded",
     .presence = Presence::kNullableOrEmpty},
};

constexpr JoinSource kTokenModuleJoinSources[] = {
    {.alias = "m", .sql = "JOIN modules m ON m.id = l.module_id"}};

constexpr ColumnSource kTokenModuleColumnSources[] = {
    {.path = "id", .column = "l.module_id"},
    {.path = "name", .column = "m.name", .folded = "m.name_folded", .join = "m"},
    {.path = "code", .column = "m.code", .join = "m"},
};

constexpr CollectionSource kTokenCollectionSources[] = {
    {.path = "modules",
     .owner = "l.token_id = t.id",
     .elements = {.name = "token_modules",
                  .from = "token_modules l",
                  .key = "l.module_id",
                  .joins = kTokenModuleJoinSources,
                  .columns = kTokenModuleColumnSources}},
};

// PostgreSQL sums up to a type of its own, which is no integer.
constexpr CountSource kCounts{.from = "token_tallies t",
                              .number = "CAST(coalesce(sum(t.tally), 0) AS BIGINT)"};

constexpr QuerySource kTokenSource{.name = "api_tokens",
                                   .from = "api_tokens t",
                                   .key = "t.id",
                                   .joins = kTokenJoinSources,
                                   .columns = kTokenColumnSources,
                                   .collections = kTokenCollectionSources,
                                   .counts = kCounts};

}  // namespace

const QuerySource& token_source() noexcept {
  return kTokenSource;
}

Condition condition_of(const domain::TokenScope& scope) {
  Condition condition;
  const auto both = [&condition](std::string_view text) {
    if (!condition.sql.empty()) condition.sql += " AND ";
    condition.sql += text;
  };
  condition.counted = !scope.self;
  // Not a parameter: the indexes of what is not deleted are for these words.
  if (!scope.deleted) both("t.status <> 'Deleted'");
  if (scope.vendor_and_client_accounts && scope.operations_accounts) return condition;
  std::vector<std::string_view> either;
  if (scope.own_account) {
    either.emplace_back("t.account_id = ?");
    condition.parameters.add(*scope.own_account);
  }
  if (scope.self) {
    either.emplace_back("t.id = ?");
    condition.parameters.add(*scope.self);
  }
  if (scope.vendor_and_client_accounts || scope.operations_accounts) {
    // Not a join, which may be taken the wrong way round: from every account to its tokens, and then sorted.
    // Index: accounts_type.
    either.emplace_back(
        scope.operations_accounts
            ? "t.account_id IN (SELECT o.id FROM accounts o WHERE o.type = 'Operations')"
            : "t.account_id NOT IN (SELECT o.id FROM accounts o WHERE o.type = 'Operations')");
  }
  both(either.empty() ? "1 = 0" : fmt::format("({})", fmt::join(either, " OR ")));
  return condition;
}

}  // namespace jeton::store::sql
