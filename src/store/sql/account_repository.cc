#include <fmt/format.h>

#include "base/text.h"
#include "store/sql/links.h"
#include "store/sql/repositories.h"

namespace jeton::store::sql {
namespace {

using base::Result;
using domain::Account;
using domain::AccountId;

constexpr std::string_view kTable = "accounts";
constexpr std::string_view kSelect =
    "SELECT a.id, a.type, a.status, a.name, a.description, a.reveal_tokens, a.revision,"
    " a.created_at, a.created_by_kind, a.created_by_id, a.created_by_name, a.created_of,"
    " a.updated_at, a.updated_by_kind, a.updated_by_id, a.updated_by_name, a.updated_of FROM accounts a";

Account read_account(RowReader& row) {
  const auto id = row.id<AccountId>();
  const auto type = row.enumerator(domain::parse_account_type);
  const auto status = row.enumerator(domain::parse_account_status);
  auto name = row.text();
  auto description = row.text();
  const bool reveal = row.flag();
  const auto revision = row.integer();
  auto created = row.stamp();
  return {id,
          type,
          status,
          std::move(name),
          std::move(description),
          reveal,
          revision,
          std::move(created),
          row.optional_stamp()};
}

Assignments columns_of(const Account& account) {
  Assignments columns;
  columns.set("id", account.id)
      .set("type", domain::to_string(account.type))
      .set("status", domain::to_string(account.status))
      .set("name", account.name)
      .set("name_folded", base::fold_case(account.name))
      .set("description", account.description)
      .set("reveal_tokens", account.reveal_tokens)
      .set("revision", account.revision)
      .set_stamp("created", account.created)
      .set_stamp("updated", account.updated);
  return columns;
}

class SqlAccounts final : public domain::AccountRepository {
 public:
  explicit SqlAccounts(Transaction& transaction) : transaction_{transaction} {}

  Result<std::optional<Account>> find(const AccountId& id, domain::Lock lock) override {
    // One account. Index: primary key.
    JETON_TRY(
        const auto rows,
        transaction_.query({"accounts.find",
                            fmt::format("{} WHERE a.id = ?{}", kSelect, transaction_.lock_clause(lock, "a")),
                            Parameters::of(id)}));
    return read_first(rows, read_account);
  }

  Result<std::vector<Account>> find_many(const std::vector<AccountId>& ids) override {
    std::vector<Account> found;
    for (const auto& chunk : padded_chunks(texts_of(ids))) {
      // Several accounts. Index: primary key.
      Statement statement{"accounts.find_many",
                          fmt::format("{} WHERE a.id IN ({})", kSelect, placeholders(chunk.size())),
                          {}};
      for (const auto& id : chunk) statement.parameters.add(id);
      JETON_TRY(const auto rows, transaction_.query(statement));
      JETON_TRY(auto accounts, read_all(rows, read_account));
      std::move(accounts.begin(), accounts.end(), std::back_inserter(found));
    }
    return found;
  }

  Result<std::vector<Account>> list() override {
    // All accounts. Index: primary key, for the order.
    JETON_TRY(const auto rows,
              transaction_.query({"accounts.list", fmt::format("{} ORDER BY a.id", kSelect), {}}));
    return read_all(rows, read_account);
  }

  Result<std::optional<Account>> find_operations() override {
    // The operations account. Index: accounts_type.
    JETON_TRY(const auto rows,
              transaction_.query({"accounts.find_operations",
                                  fmt::format("{} WHERE a.type = ? ORDER BY a.id LIMIT 1", kSelect),
                                  Parameters::of(domain::to_string(domain::AccountType::kOperations))}));
    return read_first(rows, read_account);
  }

  Result<bool> insert(const Account& account) override {
    JETON_TRY(const auto inserted, transaction_.execute(columns_of(account).insert_into(kTable)));
    if (inserted == 0) return false;
    JETON_CHECK(transaction_.add_change(domain::ObjectType::kAccount, account.id.str(), account.revision));
    return true;
  }

  Result<void> update(const Account& account) override {
    return transaction_.update_row(columns_of(account).update(kTable, account.id.str(), account.revision),
                                   domain::ObjectType::kAccount, account.id.str(), account.revision);
  }

  Result<std::int64_t> approximate_count() override { return transaction_.approximate_count(kTable); }

 private:
  Transaction& transaction_;
};

}  // namespace

std::unique_ptr<domain::AccountRepository> make_accounts(Transaction& transaction) {
  return std::make_unique<SqlAccounts>(transaction);
}

}  // namespace jeton::store::sql
