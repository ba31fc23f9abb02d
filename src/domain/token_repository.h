#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "domain/caller.h"
#include "domain/ids.h"
#include "domain/lock.h"
#include "domain/token.h"

/// Part of the port to the database; `domain/store.h` says what holds for every call.
namespace jeton::domain {

/// What token lists can be filtered and ordered by (spec A-105).
enum class TokenField : std::uint8_t {
  kId,
  kName,
  kDescription,
  kStatus,
  kIcon,
  kRevision,
  kLastAccessAt,
  kAccountId,
  kAccountName,
  kAccountType,
  kAccountStatus,
  kCreatedAt,
  kCreatedById,
  kCreatedByName,
  kUpdatedAt,
  kSecretDigest,  ///< Filter only; the value is the digest in hex.
};

enum class FilterOperator : std::uint8_t { kEqual, kNotEqual };

/// One condition; those of a query are all to hold. Integers and instants (ms since the epoch) are
/// `int64_t`, everything else text. A null never equals nor differs (spec Q-053).
struct TokenCondition {
  TokenField field;
  FilterOperator op = FilterOperator::kEqual;
  std::variant<std::string, std::int64_t> value;
};

enum class Direction : std::uint8_t { kAscending, kDescending };

struct TokenOrder {
  TokenField field;
  Direction direction = Direction::kAscending;
};

/// Texts sort without case first, then by code point; nulls and empty texts first when ascending (spec
/// `id` ascending is appended to every order (spec A-045).
struct TokenQuery {
  TokenScope scope;
  std::vector<TokenCondition> conditions;
  std::vector<TokenOrder> order;
  std::int64_t limit = 0;  ///< 0: count only.
  std::int64_t offset = 0;
};

struct TokenPage {
  std::int64_t total = 0;  ///< Matches in the scope, whatever the page (spec A-032).
  std::vector<Token> tokens;
};

/// What a decision needs of one token.
struct TokenCredential {
  TokenId id;
  AccountId account;
  TokenStatus status;
  std::string name;
  Digest digest{};
  std::vector<ModuleId> modules;
  std::optional<base::Timestamp> last_access;
};

class TokenRepository {
 public:
  virtual ~TokenRepository() = default;
  virtual base::Result<std::optional<Token>> find(const TokenId& id, Lock lock = Lock::kNone) = 0;
  virtual base::Result<TokenPage> list(const TokenQuery& query) = 0;
  /// Tokens of `account` in every status but Deleted that have `module`, locked for change (spec R-116).
  virtual base::Result<std::vector<Token>> list_with_module(const AccountId& account,
                                                            const ModuleId& module) = 0;
  /// False if the id is taken.
  virtual base::Result<bool> insert(const Token& token, const TokenSecret& secret) = 0;
  virtual base::Result<void> update(const Token& token) = 0;
  virtual base::Result<std::optional<TokenSecret>> find_secret(const TokenId& id) = 0;
  virtual base::Result<std::vector<TokenSecret>> find_secrets(const std::vector<TokenId>& ids) = 0;
  virtual base::Result<std::optional<TokenCredential>> find_credential(const TokenId& id) = 0;
  /// Moves `lastAccessAt` forward to `at` (spec R-125). Not a revision, not a change entry.
  virtual base::Result<void> record_access(const TokenId& id, base::Timestamp at) = 0;
  virtual base::Result<std::int64_t> approximate_count() = 0;
};

}  // namespace jeton::domain
