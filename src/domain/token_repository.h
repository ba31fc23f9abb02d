#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "domain/caller.h"
#include "domain/ids.h"
#include "domain/lock.h"
#include "domain/query.h"
#include "domain/row_stream.h"
#include "domain/token.h"

/// Part of the port to the database; `domain/store.h` says what holds for every call.
namespace jeton::domain {

/// What a decision needs of one token.
struct TokenCredential {
  TokenId id;
  AccountId account;
  TokenStatus status;
  std::string name;
  Digest digest{};
  std::vector<ModuleId> modules;
  std::optional<base::Timestamp> last_access;
  std::int64_t revision = 1;
  AccountStatus account_status = AccountStatus::kActive;  ///< It decides nothing (spec R-043).
};

/// A token that was used.
struct TokenAccess {
  TokenId token;
  base::Timestamp at;
};

/// A token as it is inserted.
struct NewToken {
  Token token;
  TokenSecret secret;
};

/// What tokens are called by people. Not unique.
struct TokenName {
  AccountId account;
  std::string name;
};

/// A name and the tokens that have it.
struct NamedToken {
  TokenName name;
  TokenId first;         ///< The one with the lowest id.
  bool several = false;  ///< There are others.
};

class TokenRepository {
 public:
  virtual ~TokenRepository() = default;
  virtual base::Result<std::optional<Token>> find(const TokenId& id, Lock lock = Lock::kNone) = 0;
  /// The token if it is inside `scope`. One outside costs the same as an unknown one, and is never locked.
  virtual base::Result<std::optional<Token>> find_within(const TokenScope& scope, const TokenId& id,
                                                         Lock lock = Lock::kNone) = 0;
  /// Those of `ids` that exist, in any order; locked in the order of their ids.
  virtual base::Result<std::vector<Token>> find_many(const std::vector<TokenId>& ids,
                                                     Lock lock = Lock::kNone) = 0;
  /// Those of `names` that a token in any status but Deleted has, in any order.
  virtual base::Result<std::vector<NamedToken>> find_named(const std::vector<TokenName>& names) = 0;
  /// Those inside `scope`; `query` is of `token_properties`.
  virtual base::Result<Page<Token>> list(const TokenScope& scope, const Query& query) = 0;
  /// All of them in pieces of at most `batch` rows, whatever the page. A bug in a write unit.
  virtual base::Result<std::unique_ptr<RowStream<Token>>> stream(const TokenScope& scope, const Query& query,
                                                                 std::size_t batch) = 0;
  /// Tokens of `account` in every status but Deleted that have `module`, locked for change (spec R-116).
  virtual base::Result<std::vector<Token>> list_with_module(const AccountId& account,
                                                            const ModuleId& module) = 0;
  /// False if the id is taken.
  virtual base::Result<bool> insert(const Token& token, const TokenSecret& secret) = 0;
  /// The same for many, whose ids differ, in a number of statements that hardly grows with the number of
  /// records. Returns the ids that are taken: those are not written.
  virtual base::Result<std::vector<TokenId>> insert_many(const std::vector<NewToken>& tokens) = 0;
  virtual base::Result<void> update(const Token& token) = 0;
  virtual base::Result<std::optional<TokenSecret>> find_secret(const TokenId& id) = 0;
  virtual base::Result<std::vector<TokenSecret>> find_secrets(const std::vector<TokenId>& ids) = 0;
  virtual base::Result<std::optional<TokenCredential>> find_credential(const TokenId& id) = 0;
  /// Those of `ids` that exist, in any order.
  virtual base::Result<std::vector<TokenCredential>> find_credentials(const std::vector<TokenId>& ids) = 0;
  /// The first `limit` of all tokens whose ids follow `after`, by id; none: from the first id on.
  virtual base::Result<std::vector<TokenCredential>> list_credentials(const std::optional<TokenId>& after,
                                                                      std::int64_t limit) = 0;
  /// Moves each `lastAccessAt` forward, unless that is less than `apart` (spec R-125). Not a revision, not a
  /// change entry. Never waits for a locked row. Returns those that are settled: all but
  /// the tokens that are held, or unknown.
  virtual base::Result<std::vector<TokenAccess>> record_accesses(const std::vector<TokenAccess>& accesses,
                                                                 std::chrono::milliseconds apart) = 0;
  virtual base::Result<std::int64_t> approximate_count() = 0;
};

}  // namespace jeton::domain
