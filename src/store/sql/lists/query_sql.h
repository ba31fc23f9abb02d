#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "domain/query.h"
#include "store/sql/engine/dialect.h"
#include "store/sql/engine/statement.h"

/// Conditions, orders and pages of `domain/query.h` as SQL, for every resource alike. A repository describes
/// where each property lives; only names from static tables ever become part of a statement: of
/// columns, and of enumerators, which partial indexes and a planner's statistics have to see.
namespace jeton::store::sql {

/// How a column represents the absence of a value.
enum class Presence : std::uint8_t {
  kAlways,           ///< There always is one.
  kEmptyIsNull,      ///< By an empty text (spec R-020).
  kNullable,         ///< By NULL.
  kNullableOrEmpty,  ///< By either: the texts of a stamp that may be missing.
};

/// Where a property lives.
struct ColumnSource {
  std::string_view path;    ///< Of the property.
  std::string_view column;  ///< `t.name`
  /// The text without case (`base::fold_case`): sorts first, serves `ilike`. Empty for integers, truths, and
  /// texts of ASCII ids and enumerators.
  std::string_view folded{};
  Presence presence = Presence::kAlways;
  std::string_view join{};  ///< The alias of the join that provides the column; empty: the table itself.
  /// For a column of another table that is found by its value: `lookup_key IN (lookup condition)`, with
  /// `lookup` like `SELECT s.token_id FROM token_secrets s WHERE`.
  std::string_view lookup_key{};
  std::string_view lookup{};
  bool counted = false;  ///< `QuerySource::counts` has it too, under the same name.
};

/// A table that is joined when a query uses a column of it, and not otherwise. Must neither drop nor
/// duplicate rows.
struct JoinSource {
  std::string_view alias;
  std::string_view sql;      ///< `JOIN accounts a ON a.id = t.account_id`
  std::string_view needs{};  ///< The alias of a join that must come before it.
};

/// A faster way to count, for conditions on only `counted` columns.
struct CountSource {
  std::string_view from;      ///< `token_tallies t`; empty: there is none.
  std::string_view number{};  ///< `sum(t.tally)`
};

struct CollectionSource;

/// Where a resource, or the elements of a collection, live.
struct QuerySource {
  std::string_view name;  ///< Of the statements: `api_tokens`.
  std::string_view from;  ///< `api_tokens t`
  std::string_view key;   ///< What makes every order total (spec A-045): `t.id`.
  std::span<const JoinSource> joins{};
  std::span<const ColumnSource> columns{};
  std::span<const CollectionSource> collections{};
  CountSource counts{};
};

/// Where the elements of a collection live: found by `owner`, which ties them to the row outside.
struct CollectionSource {
  std::string_view path;   ///< Of the property.
  std::string_view owner;  ///< `l.token_id = t.id`; with a `?` for each of `owner_values`.
  QuerySource elements;
  std::span<const std::string_view> owner_values{};
};

/// A condition beside the query's: the caller's scope.
struct Condition {
  std::string sql{};  ///< Empty: none.
  Parameters parameters{};
  Parameters from_parameters{};           ///< Of question marks in `QuerySource::from`.
  std::vector<std::string_view> joins{};  ///< The aliases it uses.
  bool counted = false;                   ///< It uses nothing but what `QuerySource::counts` has.
};

/// ` AND (…)`, or nothing: to follow the condition that finds a row.
std::string and_within(const Condition& scope);

/// The statements of one list.
struct ListStatements {
  Statement count;  ///< Answers one number.
  Statement page;   ///< Answers `columns`, of one page. Far down the list it skips only keys.
  Statement all;    ///< Answers `columns`, of everything, in order: for streams.
};

/// `columns` is what the statements select, of the table itself. Errors: internal for a query that does not
/// fit `source`, which is a bug.
base::Result<ListStatements> list_statements(const Dialect& dialect, const QuerySource& source,
                                             const Condition& scope, const domain::Query& query,
                                             std::string_view columns);

}  // namespace jeton::store::sql
