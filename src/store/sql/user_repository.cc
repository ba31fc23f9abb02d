#include <fmt/format.h>

#include "base/text.h"
#include "store/sql/repositories.h"

namespace jeton::store::sql {
namespace {

using base::Result;
using domain::User;
using domain::UserId;

constexpr std::string_view kTable = "users";
constexpr std::string_view kSelect =
    "SELECT u.id, u.email, u.first_name, u.last_name, u.status, u.current_account_id, u.last_login, "
    "u.revision,"
    " u.created_at, u.created_by_kind, u.created_by_id, u.created_by_name, u.created_of,"
    " u.updated_at, u.updated_by_kind, u.updated_by_id, u.updated_by_name, u.updated_of FROM users u";

User read_user(RowReader& row) {
  auto id = row.id<UserId>();
  auto email = row.text();
  auto first_name = row.text();
  auto last_name = row.text();
  const auto status = row.enumerator(domain::parse_user_status);
  auto account = row.optional_id<domain::AccountId>();
  const auto last_login = row.optional_time();
  const auto revision = row.integer();
  auto created = row.stamp();
  auto updated = row.optional_stamp();
  return {std::move(id),        std::move(email), std::move(first_name),
          std::move(last_name), status,           std::move(account),
          last_login,           revision,         std::move(created),
          std::move(updated)};
}

/// The columns that an update writes. The last sign-in moves by itself (`record_login`), so an update must
/// not write back what it read before.
Assignments columns_of(const User& user) {
  Assignments columns;
  columns.set("id", user.id)
      .set("email", user.email)
      .set("email_folded", base::fold_case(user.email))
      .set("first_name", user.first_name)
      .set("last_name", user.last_name)
      .set("status", domain::to_string(user.status))
      .set("current_account_id", user.current_account)
      .set("revision", user.revision)
      .set_stamp("created", user.created)
      .set_stamp("updated", user.updated);
  return columns;
}

class SqlUsers final : public domain::UserRepository {
 public:
  explicit SqlUsers(Transaction& transaction) : transaction_{transaction} {}

  Result<std::optional<User>> find(const UserId& id, domain::Lock lock) override {
    // One user. Index: primary key.
    return find_one("users.find", "u.id = ?", id.str(), lock);
  }

  Result<std::optional<User>> find_by_email(std::string_view email, domain::Lock lock) override {
    // One user. Index: unique email_folded.
    return find_one("users.find_by_email", "u.email_folded = ?", base::fold_case(email), lock);
  }

  Result<bool> insert(const User& user) override {
    auto columns = columns_of(user);
    columns.set("last_login", user.last_login);
    JETON_TRY(const auto inserted, transaction_.execute(columns.insert_into(kTable)));
    if (inserted == 0) return false;
    JETON_CHECK(transaction_.add_change(domain::ObjectType::kUser, user.id.str(), user.revision));
    return true;
  }

  Result<void> update(const User& user) override {
    return transaction_.update_row(columns_of(user).update(kTable, user.id.str(), user.revision),
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
    return expect_one(
        id, {"users.record_login", "UPDATE users SET last_login = ?, current_account_id = ? WHERE id = ?",
             Parameters::of(at, account, id)});
  }

  Result<std::int64_t> approximate_count() override { return transaction_.approximate_count(kTable); }

 private:
  Result<std::optional<User>> find_one(std::string name, std::string_view condition, const std::string& value,
                                       domain::Lock lock) {
    JETON_TRY(const auto rows, transaction_.query({std::move(name),
                                                   fmt::format("{} WHERE {}{}", kSelect, condition,
                                                               transaction_.lock_clause(lock, "u")),
                                                   Parameters::of(value)}));
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
