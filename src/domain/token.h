#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "domain/account.h"
#include "domain/ids.h"
#include "domain/module.h"
#include "domain/stamp.h"

namespace jeton::domain {

enum class TokenStatus : std::uint8_t { kActive, kDisabled, kDeleted };

std::string_view to_string(TokenStatus status) noexcept;
std::optional<TokenStatus> parse_token_status(std::string_view text) noexcept;

/// The non-human credential of one account, without its secret (spec section 10).
struct Token {
  TokenId id;
  AccountId account;
  std::string name;
  std::string description;  ///< Empty when unset.
  std::string icon;         ///< Relative path or https address; empty when unset.
  TokenStatus status = TokenStatus::kActive;
  std::vector<ModuleId> modules;  ///< Sorted, without repetition (spec R-112).
  /// Nothing: all extensions. Empty: none. Otherwise only these (spec R-180).
  std::optional<std::vector<std::string>> extensions;
  std::optional<base::Timestamp> last_access;
  std::int64_t revision = 1;
  Stamp created;
  std::optional<Stamp> updated;
  std::optional<Stamp> enabled;
  std::optional<Stamp> disabled;
  std::optional<Stamp> deleted;
};

/// SHA-256 of the opaque part of a token's text.
using Digest = std::array<std::byte, 32>;

/// What is kept of a token's secret. Stands in a table of its own.
struct TokenSecret {
  TokenId token;
  Digest digest{};
  /// The opaque part, sealed (`crypto/sealer.h`); empty when the account had reveal off (spec R-122).
  std::string sealed;
  base::Timestamp created_at;
};

/// What a caller states about a new token. Modules are ids as text: an unknown or foreign one is a
/// validation error at `modules[i].id`, the same for both.
struct TokenDraft {
  std::optional<std::string> name{};
  std::string description{};
  std::string icon{};
  std::vector<std::string> modules{};
  std::optional<std::vector<std::string>> extensions{};
};

/// A delta (spec R-025): absent fields stay as they are. Clearing a text is an empty one.
struct TokenChange {
  std::optional<std::string> name{};
  std::optional<std::string> description{};
  std::optional<std::string> icon{};
  std::optional<std::vector<std::string>> modules{};
  /// Outer: given at all. Inner: as `Token::extensions`.
  std::optional<std::optional<std::vector<std::string>>> extensions{};
};

/// Checks a name (spec ). Nothing when it is fine, else the rule in words.
std::optional<std::string> broken_name_rule(std::string_view name);

/// The token that `draft` describes, `Active` (spec R-102). `assignable` is R-110's set for the owning
/// account. Errors: invalid, with every broken field (`name`, `description`, `icon`, `modules[i].id`).
base::Result<Token> new_token(TokenId id, const Account& account, const TokenDraft& draft,
                              const std::vector<ModuleId>& assignable, const Stamp& created);

/// The modules a token of `account` may have (spec R-110): of the default group, those available to the
/// account's type now (spec R-054). Sorted.
std::vector<ModuleId> assignable_modules(const Account& account,
                                         const std::vector<ModuleId>& default_group_modules,
                                         const std::vector<Module>& catalogue);

/// Applies `change` to `token`. True if anything changed; then revision and `updated` moved. A no-op
/// leaves the token untouched (spec R-021). Errors: conflict for a deleted token (spec section 10.4),
/// invalid as in `new_token`; the token is then unchanged.
base::Result<bool> update_token(Token& token, const TokenChange& change,
                                const std::vector<ModuleId>& assignable, const Stamp& stamp);

/// The state machine of spec section 10.4. Errors: conflict at `status`; the token is then unchanged.
base::Result<void> enable_token(Token& token, const Stamp& stamp);
base::Result<void> disable_token(Token& token, const Stamp& stamp);
base::Result<void> delete_token(Token& token, const Stamp& stamp);

/// Takes `module` from a token that has it and is not deleted (spec R-116). True if it had it.
bool strip_module(Token& token, const ModuleId& module, const Stamp& stamp);

}  // namespace jeton::domain
