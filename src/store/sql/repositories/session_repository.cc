#include "store/sql/repositories/repositories.h"

namespace jeton::store::sql {
namespace {

using base::Result;
using domain::Session;
using domain::SignInLink;

Session read_session(RowReader& row) {
  auto digest = row.text();
  auto user = row.id<domain::UserId>();
  auto account = row.optional_id<domain::AccountId>();
  const auto created_at = row.time();
  const auto last_seen_at = row.time();
  return {std::move(digest), std::move(user), std::move(account), created_at, last_seen_at, row.time()};
}

SignInLink read_link(RowReader& row) {
  auto digest = row.text();
  auto user = row.id<domain::UserId>();
  const auto created_at = row.time();
  return {std::move(digest), std::move(user), created_at, row.time()};
}

class SqlSessions final : public domain::SessionRepository {
 public:
  explicit SqlSessions(Transaction& transaction) : transaction_{transaction} {}

  Result<std::optional<Session>> find(std::string_view digest) override {
    // One session. Index: primary key.
    JETON_TRY(const auto rows,
              transaction_.query({"sessions.find",
                                  "SELECT digest, user_id, account_id, created_at, last_seen_at, expires_at"
                                  " FROM sessions WHERE digest = ?",
                                  Parameters::of(digest)}));
    return read_first(rows, read_session);
  }

  Result<void> insert(const Session& session) override {
    // Adds a session. Index: primary key.
    return write({"sessions.insert",
                  "INSERT INTO sessions (digest, user_id, account_id, created_at, last_seen_at, expires_at)"
                  " VALUES (?, ?, ?, ?, ?, ?)",
                  Parameters::of(session.digest, session.user, session.account, session.created_at,
                                 session.last_seen_at, session.expires_at)});
  }

  Result<void> touch(std::string_view digest, base::Timestamp at) override {
    // Index: primary key.
    return write({"sessions.touch", "UPDATE sessions SET last_seen_at = ? WHERE digest = ?",
                  Parameters::of(at, digest)});
  }

  Result<void> remove(std::string_view digest) override {
    // Index: primary key.
    return write({"sessions.remove", "DELETE FROM sessions WHERE digest = ?", Parameters::of(digest)});
  }

  using domain::SessionRepository::remove_of_user;
  Result<void> remove_of_user(const domain::UserId& user, std::string_view kept) override {
    // Index: sessions_user.
    return write({"sessions.remove_of_user", "DELETE FROM sessions WHERE user_id = ? AND digest <> ?",
                  Parameters::of(user, kept)});
  }

  Result<void> move(std::string_view digest, const domain::AccountId& account) override {
    // Index: primary key.
    return write({"sessions.move", "UPDATE sessions SET account_id = ? WHERE digest = ?",
                  Parameters::of(account, digest)});
  }

  Result<void> remove_expired(base::Timestamp now) override {
    // Index: sessions_expiry.
    JETON_CHECK(write(
        {"sessions.remove_expired", "DELETE FROM sessions WHERE expires_at <= ?", Parameters::of(now)}));
    // Index: sign_in_links_expiry.
    return write({"sign_in_links.remove_expired", "DELETE FROM sign_in_links WHERE expires_at <= ?",
                  Parameters::of(now)});
  }

  Result<void> insert_link(const SignInLink& link) override {
    // Adds a link. Index: primary key.
    return write({"sign_in_links.insert",
                  "INSERT INTO sign_in_links (digest, user_id, created_at, expires_at) VALUES (?, ?, ?, ?)",
                  Parameters::of(link.digest, link.user, link.created_at, link.expires_at)});
  }

  Result<std::optional<SignInLink>> find_link(std::string_view digest) override {
    // One link. Index: primary key.
    JETON_TRY(const auto rows,
              transaction_.query({"sign_in_links.find",
                                  "SELECT digest, user_id, created_at, expires_at FROM sign_in_links"
                                  " WHERE digest = ?",
                                  Parameters::of(digest)}));
    return read_first(rows, read_link);
  }

  Result<std::optional<SignInLink>> take_link(std::string_view digest) override {
    // Reads and removes in one statement: of two transactions the second waits and then finds nothing.
    // Index: primary key.
    JETON_TRY(const auto rows, transaction_.modify({"sign_in_links.take",
                                                    "DELETE FROM sign_in_links WHERE digest = ?"
                                                    " RETURNING digest, user_id, created_at, expires_at",
                                                    Parameters::of(digest)}));
    return read_first(rows, read_link);
  }

  Result<void> remove_links_of_user(const domain::UserId& user) override {
    // Index: sign_in_links_user.
    return write({"sign_in_links.remove_of_user", "DELETE FROM sign_in_links WHERE user_id = ?",
                  Parameters::of(user)});
  }

 private:
  Result<void> write(const Statement& statement) {
    JETON_CHECK(transaction_.execute(statement));
    return {};
  }

  Transaction& transaction_;
};

}  // namespace

std::unique_ptr<domain::SessionRepository> make_sessions(Transaction& transaction) {
  return std::make_unique<SqlSessions>(transaction);
}

}  // namespace jeton::store::sql
