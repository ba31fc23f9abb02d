#include <fmt/format.h>

#include "base/text.h"
#include "store/sql/lists/account_source.h"
#include "store/sql/lists/row_stream.h"
#include "store/sql/repositories/links.h"
#include "store/sql/repositories/repositories.h"

namespace jeton::store::sql {
namespace {

using base::Result;
using domain::Account;
using domain::AccountId;

constexpr std::string_view kAccountTable = "accounts";
constexpr std::string_view kAccountColumns =
    "a.id, a.type, a.status, a.name, a.description, a.website, a.technical_support_email,"
    " a.address_line1, a.address_line2, a.address_post_code, a.address_city, a.address_state,"
    " a.address_country, a.default_language_code, a.external_id, a.eligible_client, a.eligible_partner,"
    " a.reveal_tokens, a.status_before_disabled, a.revision,"
    " a.created_at, a.created_by_kind, a.created_by_id, a.created_by_name, a.created_of,"
    " a.updated_at, a.updated_by_kind, a.updated_by_id, a.updated_by_name, a.updated_of,"
    " a.enabled_at, a.enabled_by_kind, a.enabled_by_id, a.enabled_by_name, a.enabled_of,"
    " a.disabled_at, a.disabled_by_kind, a.disabled_by_id, a.disabled_by_name, a.disabled_of,"
    " a.activated_at, a.activated_by_kind, a.activated_by_id, a.activated_by_name, a.activated_of";

domain::Address read_address(RowReader& row) {
  domain::Address address;
  address.address_line1 = row.text();
  address.address_line2 = row.text();
  address.post_code = row.text();
  address.city = row.text();
  address.state = row.text();
  address.country = row.text();
  return address;
}

std::optional<domain::Eligibility> read_eligibility(RowReader& row) {
  const auto client = row.optional_integer();
  const auto partner = row.optional_integer();
  if (!client || !partner) return std::nullopt;
  return domain::Eligibility{*client != 0, *partner != 0};
}

std::optional<domain::AccountStatus> read_earlier_status(RowReader& row) {
  const auto text = row.optional_text();
  return text ? domain::parse_account_status(*text) : std::nullopt;
}

Account read_account(RowReader& row) {
  Account account{.id = row.id<AccountId>()};
  account.type = row.enumerator(domain::parse_account_type);
  account.status = row.enumerator(domain::parse_account_status);
  account.name = row.text();
  account.description = row.text();
  account.website = row.text();
  account.technical_support_email = row.text();
  account.address = read_address(row);
  account.default_language_code = row.text();
  account.external_id = row.text();
  account.eligibility = read_eligibility(row);
  account.reveal_tokens = row.flag();
  account.status_before_disabled = read_earlier_status(row);
  account.revision = row.integer();
  account.created = row.stamp();
  account.updated = row.optional_stamp();
  account.enabled = row.optional_stamp();
  account.disabled = row.optional_stamp();
  account.activated = row.optional_stamp();
  return account;
}

void set_folded(Assignments& columns, const std::string& column, const std::string& text) {
  columns.set(column, text).set(column + "_folded", base::fold_case(text));
}

Assignments columns_of(const Account& account) {
  Assignments columns;
  columns.set("id", account.id)
      .set("type", domain::to_string(account.type))
      .set("status", domain::to_string(account.status));
  set_folded(columns, "name", account.name);
  set_folded(columns, "description", account.description);
  set_folded(columns, "website", account.website);
  set_folded(columns, "technical_support_email", account.technical_support_email);
  set_folded(columns, "address_line1", account.address.address_line1);
  set_folded(columns, "address_line2", account.address.address_line2);
  set_folded(columns, "address_post_code", account.address.post_code);
  set_folded(columns, "address_city", account.address.city);
  set_folded(columns, "address_state", account.address.state);
  set_folded(columns, "address_country", account.address.country);
  set_folded(columns, "default_language_code", account.default_language_code);
  set_folded(columns, "external_id", account.external_id);
  std::optional<bool> client;
  std::optional<bool> partner;
  if (account.eligibility) {
    client = account.eligibility->client;
    partner = account.eligibility->partner;
  }
  std::optional<std::string> earlier_status;
  if (account.status_before_disabled) earlier_status = domain::to_string(*account.status_before_disabled);
  columns.set("eligible_client", client)
      .set("eligible_partner", partner)
      .set("reveal_tokens", account.reveal_tokens)
      .set("status_before_disabled", earlier_status)
      .set("revision", account.revision)
      .set_listed_stamp("created", account.created)
      .set_listed_stamp("updated", account.updated)
      .set_listed_stamp("enabled", account.enabled)
      .set_listed_stamp("disabled", account.disabled)
      .set_listed_stamp("activated", account.activated);
  return columns;
}

class SqlAccounts final : public domain::AccountRepository {
 public:
  explicit SqlAccounts(Transaction& transaction) : transaction_{transaction} {}

  Result<std::optional<Account>> find(const AccountId& id, domain::Lock lock) override {
    // One account. Index: primary key.
    JETON_TRY(const auto rows,
              transaction_.query({"accounts.find",
                                  fmt::format("SELECT {} FROM accounts a WHERE a.id = ?{}", kAccountColumns,
                                              transaction_.lock_clause(lock, "a")),
                                  Parameters::of(id)}));
    return read_first(rows, read_account);
  }

  Result<std::vector<Account>> find_many(const std::vector<AccountId>& ids) override {
    std::vector<Account> found;
    for (const auto& chunk : padded_chunks(texts_of(ids))) {
      // Several accounts. Index: primary key.
      Statement statement{"accounts.find_many",
                          fmt::format("SELECT {} FROM accounts a WHERE a.id IN ({})", kAccountColumns,
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
    JETON_TRY(
        const auto rows,
        transaction_.query(
            {"accounts.list", fmt::format("SELECT {} FROM accounts a ORDER BY a.id", kAccountColumns), {}}));
    return read_all(rows, read_account);
  }

  Result<domain::Page<Account>> list(const domain::AccountScope& scope, const domain::Query& query) override {
    // Index: accounts_name, primary key.
    JETON_TRY(const auto statements, list_statements(transaction_.dialect(), account_source(),
                                                     condition_of(scope), query, kAccountColumns));
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
                                                     condition_of(scope), query, kAccountColumns));
    return open_row_stream<Account>(transaction_, statements.all, batch,
                                    [](const Rows& rows) { return read_all(rows, read_account); });
  }

  Result<std::optional<Account>> find_operations() override {
    // The operations account. Index: accounts_type.
    JETON_TRY(
        const auto rows,
        transaction_.query(
            {"accounts.find_operations",
             fmt::format("SELECT {} FROM accounts a WHERE a.type = ? ORDER BY a.id LIMIT 1", kAccountColumns),
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
