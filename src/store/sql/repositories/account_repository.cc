#include <fmt/format.h>

#include "domain/account_fields.h"
#include "store/sql/lists/account_source.h"
#include "store/sql/lists/row_stream.h"
#include "store/sql/repositories/links.h"
#include "store/sql/repositories/repositories.h"
#include "store/sql/repositories/row_fields.h"

namespace jeton::store::sql {
namespace {

using base::Result;
using domain::Account;
using domain::AccountId;

constexpr std::string_view kAccountTable = "accounts";
const std::string& account_columns() {
  static const auto kColumns =
      selected(domain::kAccountFields, "a") + ", a.eligible_client, a.eligible_partner";
  return kColumns;
}

std::optional<domain::Eligibility> read_eligibility(RowReader& row) {
  const auto client = row.optional_integer();
  const auto partner = row.optional_integer();
  if (!client || !partner) return std::nullopt;
  return domain::Eligibility{*client != 0, *partner != 0};
}

Account read_account(RowReader& row) {
  Account account{.id = AccountId::from_stored({})};
  read_fields(row, account, domain::kAccountFields);
  account.eligibility = read_eligibility(row);
  return account;
}

Assignments columns_of(const Account& account) {
  Assignments columns;
  set_fields(columns, account, domain::kAccountFields, WrittenFields::kOfUpdates);
  std::optional<bool> client;
  std::optional<bool> partner;
  if (account.eligibility) {
    client = account.eligibility->client;
    partner = account.eligibility->partner;
  }
  columns.set("eligible_client", client).set("eligible_partner", partner);
  return columns;
}

class SqlAccounts final : public domain::AccountRepository {
 public:
  explicit SqlAccounts(Transaction& transaction) : transaction_{transaction} {}

  Result<std::optional<Account>> find(const AccountId& id, domain::Lock lock) override {
    // One account. Index: primary key.
    JETON_TRY(const auto rows,
              transaction_.query({"accounts.find",
                                  fmt::format("SELECT {} FROM accounts a WHERE a.id = ?{}", account_columns(),
                                              transaction_.lock_clause(lock, "a")),
                                  Parameters::of(id)}));
    return read_first(rows, read_account);
  }

  Result<std::vector<Account>> find_many(const std::vector<AccountId>& ids) override {
    std::vector<Account> found;
    for (const auto& chunk : padded_chunks(texts_of(ids))) {
      // Several accounts. Index: primary key.
      Statement statement{"accounts.find_many",
                          fmt::format("SELECT {} FROM accounts a WHERE a.id IN ({})", account_columns(),
                                      placeholders(chunk.size())),
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
              transaction_.query({"accounts.list",
                                  fmt::format("SELECT {} FROM accounts a ORDER BY a.id", account_columns()),
                                  {}}));
    return read_all(rows, read_account);
  }

  Result<domain::Page<Account>> list(const domain::AccountScope& scope, const domain::Query& query) override {
    // Index: accounts_name, primary key.
    JETON_TRY(const auto statements, list_statements(transaction_.dialect(), account_source(),
                                                     condition_of(scope), query, account_columns()));
    JETON_TRY(const auto total, transaction_.count(statements.count));
    domain::Page<Account> page{total, {}};
    if (query.limit == 0) return page;
    JETON_TRY(const auto rows, transaction_.query(statements.page));
    JETON_TRY(page.rows, read_all(rows, read_account));
    return page;
  }

  Result<std::unique_ptr<domain::RowStream<Account>>> stream(const domain::AccountScope& scope,
                                                             const domain::Query& query,
                                                             std::size_t batch) override {
    // Index: as `list`.
    JETON_TRY(const auto statements, list_statements(transaction_.dialect(), account_source(),
                                                     condition_of(scope), query, account_columns()));
    return open_row_stream<Account>(transaction_, statements.all, batch,
                                    [](const Rows& rows) { return read_all(rows, read_account); });
  }

  Result<std::optional<Account>> find_operations() override {
    // The operations account. Index: accounts_type.
    JETON_TRY(
        const auto rows,
        transaction_.query({"accounts.find_operations",
                            fmt::format("SELECT {} FROM accounts a WHERE a.type = ? ORDER BY a.id LIMIT 1",
                                        account_columns()),
                            Parameters::of(domain::to_string(domain::AccountType::kOperations))}));
    return read_first(rows, read_account);
  }

  Result<bool> insert(const Account& account) override {
    JETON_TRY(const auto inserted, transaction_.execute(columns_of(account).insert_into(kAccountTable)));
    if (inserted == 0) return false;
    JETON_CHECK(transaction_.add_change(domain::ObjectType::kAccount, account.id.str(), account.revision));
    return true;
  }

  Result<void> update(const Account& account) override {
    return transaction_.update_row(
        columns_of(account).update(kAccountTable, account.id.str(), account.revision),
        domain::ObjectType::kAccount, account.id.str(), account.revision);
  }

  Result<std::int64_t> approximate_count() override { return transaction_.approximate_count(kAccountTable); }

 private:
  Transaction& transaction_;
};

}  // namespace

std::unique_ptr<domain::AccountRepository> make_accounts(Transaction& transaction) {
  return std::make_unique<SqlAccounts>(transaction);
}

}  // namespace jeton::store::sql
