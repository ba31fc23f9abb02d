#include <fmt/format.h>

#include "base/text.h"
#include "domain/user_fields.h"
#include "store/sql/lists/row_stream.h"
#include "store/sql/lists/seen_status.h"
#include "store/sql/lists/user_source.h"
#include "store/sql/repositories/links.h"
#include "store/sql/repositories/repositories.h"
#include "store/sql/repositories/row_fields.h"

namespace jeton::store::sql {
namespace {

using base::Result;
using domain::User;
using domain::UserId;

constexpr std::string_view kUserTable = "users";
const std::string& user_columns() {
  static const auto kColumns = selected(domain::kUserFields, "u", {"status", std::string{kSeenUserStatus}});
  return kColumns;
}

User read_user(RowReader& row) {
  User user{.id = UserId::from_stored({})};
  read_fields(row, user, domain::kUserFields);
  return user;
}

Assignments columns_of(const User& user, WrittenFields written) {
  Assignments columns;
  set_fields(columns, user, domain::kUserFields, written);
  columns.set("name", user.name()).set("name_folded", base::fold_case(user.name()));
  return columns;
}

class SqlUsers final : public domain::UserRepository {
 public:
  explicit SqlUsers(Transaction& transaction) : transaction_{transaction} {}

  Result<std::optional<User>> find(const UserId& id, domain::Lock lock) override {
    // One user. Index: primary key.
    return find_one("users.find", "u.id = ?", id.str(), lock, {});
  }

  Result<std::optional<User>> find_by_email(std::string_view email, domain::Lock lock) override {
    // One user. Index: unique email_folded.
    if (!is_storable(email)) return std::optional<User>{};
    return find_one("users.find_by_email", "u.email_folded = ?", base::fold_case(email), lock, {});
  }

  Result<std::optional<User>> find_within(const domain::UserScope& scope, const UserId& id,
                                          domain::Lock lock) override {
    // One user of the scope. Index: primary key, memberships_one_per_account.
    return find_one("users.find_within", "u.id = ?", id.str(), lock, single_condition_of(scope));
  }

  Result<std::optional<User>> find_by_email_within(const domain::UserScope& scope, std::string_view email,
                                                   domain::Lock lock) override {
    // The same. Index: unique email_folded, memberships_one_per_account.
    if (!is_storable(email)) return std::optional<User>{};
    return find_one("users.find_by_email_within", "u.email_folded = ?", base::fold_case(email), lock,
                    single_condition_of(scope));
  }

  Result<std::vector<User>> find_many(const std::vector<UserId>& ids) override {
    std::vector<User> found;
    for (const auto& chunk : padded_chunks(texts_of(ids))) {
      // Several users. Index: primary key.
      Statement statement{"users.find_many",
                          fmt::format("SELECT {} FROM users u WHERE u.id IN ({})", user_columns(),
                                      placeholders(chunk.size())),
                          {}};
      for (const auto& id : chunk) statement.parameters.add(id);
      JETON_TRY(const auto rows, transaction_.query(statement));
      JETON_TRY(auto users, read_all(rows, read_user));
      std::move(users.begin(), users.end(), std::back_inserter(found));
    }
    return found;
  }

  Result<domain::Page<User>> list(const domain::UserScope& scope, const domain::Query& query) override {
    JETON_TRY(const auto statements, list_statements(transaction_.dialect(), user_source(scope),
                                                     condition_of(scope), query, user_columns()));
    domain::Page<User> page;
    JETON_TRY(page.total, transaction_.count(statements.count));
    if (query.limit == 0) return page;
    JETON_TRY(const auto rows, transaction_.query(statements.page));
    JETON_TRY(page.rows, read_all(rows, read_user));
    return page;
  }

  Result<std::unique_ptr<domain::RowStream<User>>> stream(const domain::UserScope& scope,
                                                          const domain::Query& query,
                                                          std::size_t batch) override {
    JETON_TRY(const auto statements, list_statements(transaction_.dialect(), user_source(scope),
                                                     condition_of(scope), query, user_columns()));
    return open_row_stream<User>(transaction_, statements.all, batch,
                                 [](const Rows& rows) { return read_all(rows, read_user); });
  }

  Result<bool> insert(const User& user) override {
    JETON_TRY(const auto inserted,
              transaction_.execute(columns_of(user, WrittenFields::kOfInserts).insert_into(kUserTable)));
    if (inserted == 0) return false;
    JETON_CHECK(transaction_.add_change(domain::ObjectType::kUser, user.id.str(), user.revision));
    return true;
  }

  Result<void> update(const User& user) override {
    return transaction_.update_row(
        columns_of(user, WrittenFields::kOfUpdates).update(kUserTable, user.id.str(), user.revision),
        domain::ObjectType::kUser, user.id.str(), user.revision);
  }

  Result<std::optional<std::string>> find_password_hash(const UserId& id) override {
    // The hash alone, which no other statement reads. Index: primary key.
    JETON_TRY(const auto rows,
              transaction_.query({"users.find_password_hash", "SELECT password_hash FROM users WHERE id = ?",
                                  Parameters::of(id)}));
    JETON_TRY(auto hash, read_first(rows, [](RowReader& row) { return row.optional_text(); }));
    return std::move(hash).value_or(std::nullopt);
  }

  Result<void> set_password_hash(const UserId& id, const std::string& encoded) override {
    // Index: primary key.
    return expect_one(id, {"users.set_password_hash", "UPDATE users SET password_hash = ? WHERE id = ?",
                           Parameters::of(encoded, id)});
  }

  Result<void> record_login(const UserId& id, base::Timestamp at,
                            const std::optional<domain::AccountId>& account) override {
    // Index: primary key.
    JETON_CHECK(expect_one(
        id, {"users.record_login", "UPDATE users SET last_login = ?, current_account_id = ? WHERE id = ?",
             Parameters::of(at, account, id)}));
    if (!account) return {};
    // Index: memberships_one_per_account.
    JETON_CHECK(transaction_.execute({"memberships.record_access",
                                      "UPDATE memberships SET last_access = ? WHERE user_id = ?"
                                      " AND account_id = ? AND status <> 'Deleted'",
                                      Parameters::of(at, id, account)}));
    return {};
  }

  Result<std::int64_t> approximate_count() override { return transaction_.approximate_count(kUserTable); }

 private:
  Result<std::optional<User>> find_one(std::string name, std::string_view condition, const std::string& value,
                                       domain::Lock lock, const Condition& within) {
    auto parameters = Parameters::of(value);
    parameters.append(within.parameters);
    JETON_TRY(const auto rows, transaction_.query({std::move(name),
                                                   fmt::format("SELECT {} FROM users u WHERE {}{}{}",
                                                               user_columns(), condition, and_within(within),
                                                               transaction_.lock_clause(lock, "u")),
                                                   std::move(parameters)}));
    return read_first(rows, read_user);
  }

  Result<void> expect_one(const UserId& id, const Statement& statement) {
    JETON_TRY(const auto affected, transaction_.execute(statement));
    if (affected == 0) {
      return transaction_.refuse(
          base::Error::internal(fmt::format("{}: there is no user {}", statement.name, id.str())));
    }
    return {};
  }

  Transaction& transaction_;
};

}  // namespace

std::unique_ptr<domain::UserRepository> make_users(Transaction& transaction) {
  return std::make_unique<SqlUsers>(transaction);
}

}  // namespace jeton::store::sql
