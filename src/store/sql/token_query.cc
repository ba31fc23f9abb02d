#include "store/sql/token_query.h"

#include <fmt/format.h>

#include <utility>

#include "base/check.h"

namespace jeton::store::sql {

const std::string_view kTokenColumns =
    "t.id, t.account_id, t.name, t.description, t.icon, t.status, t.extensions, t.last_access, t.revision,"
    " t.created_at, t.created_by_kind, t.created_by_id, t.created_by_name, t.created_of,"
    " t.updated_at, t.updated_by_kind, t.updated_by_id, t.updated_by_name, t.updated_of,"
    " t.enabled_at, t.enabled_by_kind, t.enabled_by_id, t.enabled_by_name, t.enabled_of,"
    " t.disabled_at, t.disabled_by_kind, t.disabled_by_id, t.disabled_by_name, t.disabled_of,"
    " t.deleted_at, t.deleted_by_kind, t.deleted_by_id, t.deleted_by_name, t.deleted_of";

namespace {

using base::Error;
using base::Result;
using domain::Direction;
using domain::TokenField;

/// What a field is in the database.
struct Column {
  enum class Presence : std::uint8_t {
    kAlways,
    kEmptyIsNull,  ///< An empty text stands for an unset one, which neither equals nor differs (Q-053).
    kNullable,
  };

  std::string_view name;
  std::string_view folded;  ///< Sorts first; empty where case makes no difference.
  bool integer = false;
  Presence presence = Presence::kAlways;
  bool of_account = false;
};

Column column_of(TokenField field) {
  using Presence = Column::Presence;
  switch (field) {
    case TokenField::kId: return {"t.id", {}};
    case TokenField::kName: return {"t.name", "t.name_folded"};
    case TokenField::kDescription:
      return {"t.description", "t.description_folded", false, Presence::kEmptyIsNull};
    case TokenField::kStatus: return {"t.status", {}};
    case TokenField::kIcon: return {"t.icon", "t.icon_folded", false, Presence::kEmptyIsNull};
    case TokenField::kRevision: return {"t.revision", {}, true};
    case TokenField::kLastAccessAt: return {"t.last_access", {}, true, Presence::kNullable};
    case TokenField::kAccountId: return {"t.account_id", {}};
    case TokenField::kAccountName: return {"a.name", "a.name_folded", false, Presence::kAlways, true};
    case TokenField::kAccountType: return {"a.type", {}, false, Presence::kAlways, true};
    case TokenField::kAccountStatus: return {"a.status", {}, false, Presence::kAlways, true};
    case TokenField::kCreatedAt: return {"t.created_at", {}, true};
    case TokenField::kCreatedById: return {"t.created_by_id", {}, false, Presence::kEmptyIsNull};
    case TokenField::kCreatedByName:
      return {"t.created_by_name", "t.created_by_name_folded", false, Presence::kEmptyIsNull};
    case TokenField::kUpdatedAt: return {"t.updated_at", {}, true, Presence::kNullable};
    case TokenField::kSecretDigest: break;
  }
  // Filtered by a statement of its own, sorted by never: an order would tell digests apart bit by bit.
  JETON_ASSERT(field != TokenField::kSecretDigest);
  return {};
}

/// Collects the WHERE part while it notes whether the account's row is needed.
class TokenFilter {
 public:
  void add_scope(const domain::TokenScope& scope) {
    if (!scope.deleted) both("t.status <> 'Deleted'");
    if (scope.vendor_and_client_accounts && scope.operations_accounts) return;
    std::vector<std::string> either;
    if (scope.own_account) {
      either.emplace_back("t.account_id = ?");
      parameters_.add(*scope.own_account);
    }
    if (scope.self) {
      either.emplace_back("t.id = ?");
      parameters_.add(*scope.self);
    }
    if (scope.vendor_and_client_accounts) either.emplace_back("a.type <> 'Operations'");
    if (scope.operations_accounts) either.emplace_back("a.type = 'Operations'");
    needs_account_ = scope.vendor_and_client_accounts || scope.operations_accounts;
    both(either.empty() ? "1 = 0" : fmt::format("({})", fmt::join(either, " OR ")));
  }

  Result<void> add(const domain::TokenCondition& condition) {
    const bool equal = condition.op == domain::FilterOperator::kEqual;
    if (condition.field == TokenField::kSecretDigest) {
      const auto* digest = std::get_if<std::string>(&condition.value);
      if (digest == nullptr) return Error::internal("a digest is compared with a number");
      both(fmt::format("{} (SELECT 1 FROM token_secrets s WHERE s.token_id = t.id AND s.digest = ?)",
                       equal ? "EXISTS" : "NOT EXISTS"));
      parameters_.add(*digest);
      return {};
    }
    const auto column = column_of(condition.field);
    if (column.integer != std::holds_alternative<std::int64_t>(condition.value)) {
      return Error::internal(fmt::format("{} is compared with a value of another type", column.name));
    }
    needs_account_ = needs_account_ || column.of_account;
    both(fmt::format("{} {} ?", column.name, equal ? "=" : "<>"));
    std::visit([this](const auto& value) { parameters_.add(value); }, condition.value);
    if (column.presence == Column::Presence::kEmptyIsNull) both(fmt::format("{} <> ''", column.name));
    return {};
  }

  void need_account() { needs_account_ = true; }

  [[nodiscard]] std::string from_where() const {
    return fmt::format(" FROM api_tokens t{}{}",
                       needs_account_ ? " JOIN accounts a ON a.id = t.account_id" : "", where_);
  }
  [[nodiscard]] const Parameters& parameters() const noexcept { return parameters_; }

 private:
  void both(std::string_view condition) {
    where_ += where_.empty() ? " WHERE " : " AND ";
    where_ += condition;
  }

  std::string where_;
  Parameters parameters_;
  bool needs_account_ = false;
};

std::string order_by(const std::vector<domain::TokenOrder>& orders, TokenFilter& filter) {
  std::string text = " ORDER BY ";
  for (const auto& order : orders) {
    const auto column = column_of(order.field);
    if (column.of_account) filter.need_account();
    const bool ascending = order.direction == Direction::kAscending;
    std::string suffix = ascending ? " ASC" : " DESC";
    // Only where there are nulls: PostgreSQL leaves an index aside for an order that it was not built for.
    if (column.presence == Column::Presence::kNullable) suffix += ascending ? " NULLS FIRST" : " NULLS LAST";
    if (!column.folded.empty()) text += fmt::format("{}{}, ", column.folded, suffix);
    text += fmt::format("{}{}, ", column.name, suffix);
  }
  return text + "t.id ASC";
}

}  // namespace

Result<TokenList> token_list(const domain::TokenQuery& query) {
  TokenFilter filter;
  filter.add_scope(query.scope);
  for (const auto& condition : query.conditions) JETON_CHECK(filter.add(condition));
  const auto order = order_by(query.order, filter);
  TokenList list;
  // How many there are. Index: api_tokens_account for the tokens of one account; the whole table otherwise.
  list.count = {"api_tokens.count", "SELECT count(*)" + filter.from_where(), filter.parameters()};
  // One page of them. Index: the one of api_tokens_account_* or api_tokens_* that has the order.
  list.page = {"api_tokens.list",
               fmt::format("SELECT {}{}{} LIMIT ? OFFSET ?", kTokenColumns, filter.from_where(), order),
               filter.parameters()};
  list.page.parameters.add(query.limit);
  list.page.parameters.add(query.offset);
  return list;
}

}  // namespace jeton::store::sql
