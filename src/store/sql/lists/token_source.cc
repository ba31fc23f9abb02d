#include "store/sql/lists/token_source.h"

#include <fmt/format.h>

#include "domain/token_fields.h"
#include "store/sql/lists/module_source.h"
#include "store/sql/lists/source_columns.h"

namespace jeton::store::sql {

namespace {

constexpr JoinSource kTokenJoins[] = {{.alias = "a", .sql = "JOIN accounts a ON a.id = t.account_id"}};

// PostgreSQL sums up to a type of its own, which is no integer.
constexpr CountSource kCounts{.from = "token_tallies t",
                              .number = "CAST(coalesce(sum(t.tally), 0) AS BIGINT)"};

SourceColumns token_columns() {
  SourceColumns columns;
  columns.add(domain::kTokenFields, {.alias = "t", .referred = "a"});
  columns.put({.path = "token",
               .column = "s.digest",
               .lookup_key = "t.id",
               .lookup = "SELECT s.token_id FROM token_secrets s WHERE"});
  columns.set_counted({"status", "account.id", "account.name", "account.type", "account.status"});
  return columns;
}

}  // namespace

const QuerySource& token_source() noexcept {
  static const auto kColumns = token_columns();
  static const CollectionSource kCollections[] = {
      {.path = "modules",
       .owner = "l.token_id = t.id",
       .elements = linked_modules("token_modules", "token_modules l")}};
  static const QuerySource kSource{.name = "api_tokens",
                                   .from = "api_tokens t",
                                   .key = "t.id",
                                   .joins = kTokenJoins,
                                   .columns = kColumns.list(),
                                   .collections = kCollections,
                                   .counts = kCounts};
  return kSource;
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
