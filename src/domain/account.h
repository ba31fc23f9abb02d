#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "domain/ids.h"
#include "domain/stamp.h"

namespace jeton::domain {

enum class AccountType : std::uint8_t { kVendor, kClient, kOperations };
enum class AccountStatus : std::uint8_t { kEnabled, kActive, kDisabled };

/// The names of the wire and the database: `Vendor`, `Client`, `Operations` and so on.
std::string_view to_string(AccountType type) noexcept;
std::string_view to_string(AccountStatus status) noexcept;
std::optional<AccountType> parse_account_type(std::string_view text) noexcept;
std::optional<AccountStatus> parse_account_status(std::string_view text) noexcept;

/// A customer organisation (spec section 5).
struct Account {
  AccountId id;
  AccountType type = AccountType::kClient;
  AccountStatus status = AccountStatus::kEnabled;
  std::string name;
  std::string description;
  /// False: tokens created from now on keep only their digest (spec R-122).
  bool reveal_tokens = true;
  std::int64_t revision = 1;
  Stamp created;
  std::optional<Stamp> updated;
};

/// The status an account of `type` is created in (spec R-040).
AccountStatus initial_status(AccountType type) noexcept;

/// Checks name and description (spec section 5, R-045). Errors: invalid, at `name` or `description`.
base::Result<void> validate_account(const Account& account);

}  // namespace jeton::domain
