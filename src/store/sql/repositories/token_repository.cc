#include <fmt/format.h>
#include <set>

#include <algorithm>

#include "base/hex.h"
#include "base/text.h"
#include "domain/enumeration_names.h"
#include "domain/token_fields.h"
#include "store/sql/lists/query_sql.h"
#include "store/sql/lists/row_stream.h"
#include "store/sql/lists/token_source.h"
#include "store/sql/repositories/links.h"
#include "store/sql/repositories/repositories.h"
#include "store/sql/repositories/row_fields.h"

namespace jeton::store::sql {
namespace {

using base::Result;
using domain::ModuleId;
using domain::Token;
using domain::TokenAccess;
using domain::TokenCredential;
using domain::TokenId;
using domain::TokenSecret;

constexpr std::string_view kTokenTable = "api_tokens";
constexpr LinkTable kTokenModules{"token_modules", "token_id", "module_id"};
/// The generation of a token's only secret; a later one may exist alongside it.
constexpr int kFirstGeneration = 1;

/// A token without its modules.
Token read_token(RowReader& row) {
  Token token{.id = TokenId::from_stored({}), .account = domain::AccountId::from_stored({})};
  read_fields(row, token, domain::kTokenFields);
  return token;
}

const std::string& token_columns() {
  static const auto kColumns = selected(domain::kTokenFields, "t");
  return kColumns;
}

Assignments columns_of(const Token& token, WrittenFields written) {
  Assignments columns;
  set_fields(columns, token, domain::kTokenFields, written);
  return columns;
}

TokenSecret read_secret(RowReader& row) {
  auto id = row.id<TokenId>();
  const auto digest = row.digest();
  auto sealed = row.text();
  return {std::move(id), digest, std::move(sealed), row.time()};
}

TokenCredential read_credential(RowReader& row) {
  auto token = row.id<TokenId>();
  auto account = row.id<domain::AccountId>();
  const auto status = row.enumerator(domain::parse_token_status);
  auto name = row.text();
  const auto digest = row.digest();
  const auto last_access = row.optional_time();
  const auto revision = row.integer();
  return {std::move(token),
          std::move(account),
          status,
          std::move(name),
          digest,
          {},
          last_access,
          revision,
          row.enumerator(domain::enumerator_of<domain::AccountStatus>)};
}

class SqlTokens final : public domain::TokenRepository {
 public:
  explicit SqlTokens(Transaction& transaction) : transaction_{transaction} {}

  Result<std::optional<Token>> find(const TokenId& id, domain::Lock lock) override {
    // One token. Index: primary key.
    JETON_TRY(auto found, list_tokens({"api_tokens.find",
                                       fmt::format("SELECT {} FROM api_tokens t WHERE t.id = ?{}",
                                                   token_columns(), transaction_.lock_clause(lock, "t")),
                                       Parameters::of(id)}));
    if (found.empty()) return std::optional<Token>{};
    return std::optional<Token>{std::move(found.front())};
  }

  Result<std::optional<Token>> find_within(const domain::TokenScope& scope, const TokenId& id,
                                           domain::Lock lock) override {
    const auto within = condition_of(scope);
    auto parameters = Parameters::of(id);
    parameters.append(within.parameters);
    // One token of the scope. Index: primary key, accounts_type.
    JETON_TRY(auto found, list_tokens({"api_tokens.find_within",
                                       fmt::format("SELECT {} FROM api_tokens t"
                                                   " WHERE t.id = ?{}{}",
                                                   token_columns(), and_within(within),
                                                   transaction_.lock_clause(lock, "t")),
                                       std::move(parameters)}));
    if (found.empty()) return std::optional<Token>{};
    return std::optional<Token>{std::move(found.front())};
  }

  Result<std::vector<Token>> find_many(const std::vector<TokenId>& ids, domain::Lock lock) override {
    std::vector<Token> found;
    for (const auto& chunk : padded_chunks(texts_of(ids))) {
      // Several tokens, by id: two transactions that lock the same ones cannot wait for each other. Index:
      // primary key.
      Statement statement{
          "api_tokens.find_many",
          fmt::format("SELECT {} FROM api_tokens t WHERE t.id IN ({}) ORDER BY t.id{}", token_columns(),
                      placeholders(chunk.size()), transaction_.lock_clause(lock, "t")),
          {}};
      for (const auto& id : chunk) statement.parameters.add(id);
      JETON_TRY(auto tokens, list_tokens(statement));
      std::move(tokens.begin(), tokens.end(), std::back_inserter(found));
    }
    return found;
  }

  Result<std::vector<domain::NamedToken>> find_named(const std::vector<domain::TokenName>& names) override {
    std::vector<domain::NamedToken> found;
    for (std::size_t next = 0; next < names.size();) {
      const auto count = rows_at_once(names.size() - next);
      // Tokens by name, one look-up for each. Concatenated, so that neither engine takes the lowest or
      // highest id for the end of another index and reads an account's tokens one by one until a name fits.
      // Index: api_tokens_live_account_name.
      constexpr std::string_view kOfName =
          "FROM api_tokens t WHERE t.account_id = n.column1 AND t.name_folded = n.column2"
          " AND t.name = n.column3 AND t.status <> 'Deleted'";
      Statement statement{"api_tokens.find_named",
                          fmt::format("SELECT * FROM (SELECT n.column1, n.column3,"
                                      " (SELECT min(t.id || n.column4) {0}) AS first_id,"
                                      " (SELECT max(t.id || n.column4) {0}) AS last_id FROM (VALUES",
                                      kOfName),
                          {}};
      for (std::size_t i = 0; i < count; ++i) {
        statement.sql += i == 0 ? " (CAST(? AS text), CAST(? AS text), CAST(? AS text), CAST(? AS text))"
                                : ", (?, ?, ?, ?)";
        const auto& [account, name] = names[next + i];
        statement.parameters.append(Parameters::of(account, base::fold_case(name), name, ""));
      }
      statement.sql += ") AS n) AS named WHERE first_id IS NOT NULL";
      JETON_TRY(const auto rows, transaction_.query(statement));
      JETON_TRY(auto named, read_all(rows, [](RowReader& row) {
                  auto account = row.id<domain::AccountId>();
                  auto name = row.text();
                  auto first = row.id<TokenId>();
                  const bool several = row.id<TokenId>() != first;
                  return domain::NamedToken{{std::move(account), std::move(name)}, std::move(first), several};
                }));
      std::move(named.begin(), named.end(), std::back_inserter(found));
      next += count;
    }
    return found;
  }

  Result<domain::Page<Token>> list(const domain::TokenScope& scope, const domain::Query& query) override {
    // Index: the one of api_tokens_account* or api_tokens_* that has the order; token_secrets_digest for a
    // token by its text.
    JETON_TRY(const auto statements, list_statements(transaction_.dialect(), token_source(),
                                                     condition_of(scope), query, token_columns()));
    JETON_TRY(const auto total, transaction_.count(statements.count));
    domain::Page<Token> page{total, {}};
    if (query.limit == 0) return page;
    JETON_TRY(page.rows, list_tokens(statements.page));
    return page;
  }

  Result<std::unique_ptr<domain::RowStream<Token>>> stream(const domain::TokenScope& scope,
                                                           const domain::Query& query,
                                                           std::size_t batch) override {
    // Index: as `list`.
    JETON_TRY(const auto statements, list_statements(transaction_.dialect(), token_source(),
                                                     condition_of(scope), query, token_columns()));
    return open_row_stream<Token>(transaction_, statements.all, batch,
                                  [this](const Rows& rows) { return tokens_of(rows); });
  }

  Result<std::vector<Token>> list_with_module(const domain::AccountId& account,
                                              const ModuleId& module) override {
    // The tokens that lose a module with their account. Locked in the order of their ids, so that two
    // transactions cannot wait for each other. Index: api_tokens_account, token_modules' primary key.
    return list_tokens(
        {"api_tokens.list_with_module",
         fmt::format("SELECT {} FROM api_tokens t JOIN token_modules m ON m.token_id = t.id"
                     " WHERE t.account_id = ? AND m.module_id = ? AND t.status <> 'Deleted' ORDER BY t.id{}",
                     token_columns(), transaction_.lock_clause(domain::Lock::kExclusive, "t")),
         Parameters::of(account, module)});
  }

  Result<bool> insert(const Token& token, const TokenSecret& secret) override {
    JETON_TRY(const auto taken, insert_many({{token, secret}}));
    return taken.empty();
  }

  Result<std::vector<TokenId>> insert_many(const std::vector<domain::NewToken>& tokens) override {
    std::vector<Assignments> rows;
    std::vector<std::string> ids;
    for (const auto& [token, secret] : tokens) {
      rows.push_back(columns_of(token, WrittenFields::kOfInserts));
      ids.push_back(token.id.str());
    }
    JETON_TRY(const auto taken, insert_free_rows(transaction_, kTokenTable, rows, ids));
    std::vector<Parameters> modules;
    std::vector<Parameters> secrets;
    std::vector<domain::ChangeEntry> changes;
    for (const auto& [token, secret] : tokens) {
      if (std::find(taken.begin(), taken.end(), token.id.str()) != taken.end()) continue;
      for (const auto& module : token.modules) modules.push_back(Parameters::of(token.id, module));
      secrets.push_back(Parameters::of(token.id, kFirstGeneration, base::to_hex(secret.digest), secret.sealed,
                                       secret.created_at));
      changes.push_back({0, domain::ObjectType::kApiToken, token.id.str(), token.revision});
    }
    JETON_CHECK(
        insert_rows(transaction_, kTokenModules.table, {kTokenModules.owner, kTokenModules.item}, modules));
    JETON_CHECK(insert_rows(transaction_, "token_secrets",
                            {"token_id", "generation", "digest", "sealed", "created_at"}, secrets));
    JETON_CHECK(transaction_.add_changes(changes));
    std::vector<TokenId> taken_ids;
    for (const auto& id : taken) taken_ids.push_back(TokenId::from_stored(id));
    return taken_ids;
  }

  Result<void> update(const Token& token) override {
    const auto& id = token.id.str();
    JETON_CHECK(transaction_.update_row(
        columns_of(token, WrittenFields::kOfUpdates).update(kTokenTable, id, token.revision),
        domain::ObjectType::kApiToken, id, token.revision));
    return replace_links(transaction_, kTokenModules, id, texts_of(token.modules));
  }

  Result<std::optional<TokenSecret>> find_secret(const TokenId& id) override {
    // The newest secret. Index: primary key.
    JETON_TRY(const auto rows,
              transaction_.query({"token_secrets.find",
                                  "SELECT token_id, digest, sealed, created_at FROM token_secrets"
                                  " WHERE token_id = ? ORDER BY generation DESC LIMIT 1",
                                  Parameters::of(id)}));
    return read_first(rows, read_secret);
  }

  Result<std::vector<TokenSecret>> find_secrets(const std::vector<TokenId>& ids) override {
    std::vector<TokenSecret> found;
    for (const auto& chunk : padded_chunks(texts_of(ids))) {
      // The newest secret of each. Index: primary key.
      Statement statement{
          "token_secrets.find_many",
          fmt::format("SELECT s.token_id, s.digest, s.sealed, s.created_at FROM token_secrets s"
                      " WHERE s.token_id IN ({}) AND s.generation = (SELECT max(n.generation)"
                      " FROM token_secrets n WHERE n.token_id = s.token_id)",
                      placeholders(chunk.size())),
          {}};
      for (const auto& id : chunk) statement.parameters.add(id);
      JETON_TRY(const auto rows, transaction_.query(statement));
      JETON_TRY(auto secrets, read_all(rows, read_secret));
      std::move(secrets.begin(), secrets.end(), std::back_inserter(found));
    }
    return found;
  }

  Result<std::optional<domain::TokenCredential>> find_credential(const TokenId& id) override {
    // What a decision needs. Index: primary keys.
    JETON_TRY(auto found, read_credentials({"api_tokens.find_credential", credentials_where("t.id = ?"),
                                            Parameters::of(id)}));
    if (found.empty()) return std::optional<TokenCredential>{};
    return std::optional<TokenCredential>{std::move(found.front())};
  }

  Result<std::vector<TokenCredential>> find_credentials(const std::vector<TokenId>& ids) override {
    std::vector<TokenCredential> found;
    for (const auto& chunk : padded_chunks(texts_of(ids))) {
      // What decisions need of several tokens. Index: primary keys.
      Statement statement{"api_tokens.find_credentials",
                          credentials_where(fmt::format("t.id IN ({})", placeholders(chunk.size()))),
                          {}};
      for (const auto& id : chunk) statement.parameters.add(id);
      JETON_TRY(auto credentials, read_credentials(statement));
      std::move(credentials.begin(), credentials.end(), std::back_inserter(found));
    }
    return found;
  }

  Result<std::vector<TokenCredential>> list_credentials(const std::optional<TokenId>& after,
                                                        std::int64_t limit) override {
    // What decisions need of all tokens, page by page. Index: primary keys.
    return read_credentials({"api_tokens.list_credentials",
                             credentials_where("t.id > ?") + " ORDER BY t.id LIMIT ?",
                             Parameters::of(after ? after->str() : std::string{}, limit)});
  }

  Result<std::vector<TokenAccess>> record_accesses(const std::vector<TokenAccess>& accesses,
                                                   std::chrono::milliseconds apart) override {
    std::vector<std::string> ids;
    ids.reserve(accesses.size());
    for (const auto& access : accesses) ids.push_back(access.token.str());
    std::set<std::string> held;
    for (const auto& chunk : padded_chunks(std::move(ids))) {
      // Those that are not locked, in one order for all. Index: primary key.
      Statement statement{
          "api_tokens.hold_if_free",
          fmt::format("SELECT t.id FROM api_tokens t WHERE t.id IN ({}) ORDER BY t.id{}",
                      placeholders(chunk.size()), transaction_.lock_clause(domain::Lock::kIfFree, "t")),
          {}};
      for (const auto& id : chunk) statement.parameters.add(id);
      JETON_TRY(const auto rows, transaction_.query(statement));
      JETON_TRY(const auto found, read_all(rows, [](RowReader& row) { return row.text(); }));
      held.insert(found.begin(), found.end());
    }
    std::vector<TokenAccess> settled;
    for (const auto& access : accesses) {
      if (held.find(access.token.str()) == held.end()) continue;
      // Never backwards: servers may come in any order. Index: primary key.
      JETON_CHECK(
          transaction_.execute({"api_tokens.record_access",
                                "UPDATE api_tokens SET last_access = ? WHERE id = ?"
                                " AND (last_access IS NULL OR (last_access < ? AND last_access <= ?))",
                                Parameters::of(access.at, access.token, access.at, access.at - apart)}));
      settled.push_back(access);
    }
    return settled;
  }

  Result<std::int64_t> approximate_count() override { return transaction_.approximate_count(kTokenTable); }

 private:
  /// The newest secret of each counts.
  static std::string credentials_where(std::string_view condition) {
    return fmt::format(
        "SELECT t.id, t.account_id, t.status, t.name, s.digest, t.last_access, t.revision, a.status"
        " FROM api_tokens t JOIN accounts a ON a.id = t.account_id"
        " JOIN token_secrets s ON s.token_id = t.id AND s.generation = (SELECT max(n.generation)"
        " FROM token_secrets n WHERE n.token_id = t.id) WHERE {}",
        condition);
  }

  Result<std::vector<TokenCredential>> read_credentials(const Statement& statement) {
    JETON_TRY(const auto rows, transaction_.query(statement));
    JETON_TRY(auto credentials, read_all(rows, read_credential));
    std::vector<std::string> ids;
    ids.reserve(credentials.size());
    for (const auto& credential : credentials) ids.push_back(credential.id.str());
    JETON_TRY(const auto links, read_links(transaction_, kTokenModules, std::move(ids)));
    for (auto& credential : credentials) credential.modules = ids_of<ModuleId>(links, credential.id.str());
    return credentials;
  }

  Result<std::vector<Token>> list_tokens(const Statement& statement) {
    JETON_TRY(const auto rows, transaction_.query(statement));
    return tokens_of(rows);
  }

  Result<std::vector<Token>> tokens_of(const Rows& rows) {
    JETON_TRY(auto tokens, read_all(rows, read_token));
    std::vector<std::string> ids;
    for (const auto& token : tokens) ids.push_back(token.id.str());
    JETON_TRY(const auto links, read_links(transaction_, kTokenModules, std::move(ids)));
    for (auto& token : tokens) token.modules = ids_of<ModuleId>(links, token.id.str());
    return tokens;
  }

  Transaction& transaction_;
};

}  // namespace

std::unique_ptr<domain::TokenRepository> make_tokens(Transaction& transaction) {
  return std::make_unique<SqlTokens>(transaction);
}

}  // namespace jeton::store::sql
