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

/// A postal address (spec section 5). Every part may be empty.
struct Address {
  std::string address_line1;
  std::string address_line2;
  std::string post_code;
  std::string city;
  std::string state;
  std::string country;  ///< ISO 3166-1: two or three upper-case letters.

  bool operator==(const Address&) const = default;
  [[nodiscard]] bool empty() const { return *this == Address{}; }
};

/// What a client account may be party to.
struct Eligibility {
  bool client = false;
  bool partner = false;

  bool operator==(const Eligibility&) const = default;
};

/// A customer organisation (spec section 5). Texts are empty when unset.
struct Account {
  AccountId id;
  AccountType type = AccountType::kClient;
  AccountStatus status = AccountStatus::kEnabled;
  std::string name;
  std::string description;
  std::string website;
  std::string technical_support_email;
  Address address;
  std::string default_language_code;  ///< BCP 47, such as `en-US`.
  std::string external_id;
  std::optional<Eligibility> eligibility;  ///< Only of client accounts.
  /// False: tokens created from now on keep only their digest (spec R-122).
  bool reveal_tokens = true;
  /// While `Disabled`: the status that enabling restores (spec R-042).
  std::optional<AccountStatus> status_before_disabled;
  std::int64_t revision = 1;
  Stamp created;
  std::optional<Stamp> updated;
  std::optional<Stamp> enabled;
  std::optional<Stamp> disabled;
  std::optional<Stamp> activated;
};

/// A delta of an address: absent parts stay as they are, an empty text clears.
struct AddressChange {
  std::optional<std::string> address_line1{};
  std::optional<std::string> address_line2{};
  std::optional<std::string> post_code{};
  std::optional<std::string> city{};
  std::optional<std::string> state{};
  std::optional<std::string> country{};
};

struct EligibilityChange {
  std::optional<bool> client{};
  std::optional<bool> partner{};
};

/// A delta (spec R-025): absent fields stay as they are. Clearing a text is an empty one. Of `address` and
/// `eligibility` the outer says whether they are stated at all, the inner is nothing to clear them.
struct AccountChange {
  std::optional<std::string> name{};
  std::optional<std::string> description{};
  std::optional<std::string> website{};
  std::optional<std::string> technical_support_email{};
  std::optional<std::optional<AddressChange>> address{};
  std::optional<std::string> default_language_code{};
  std::optional<std::string> external_id{};
  std::optional<std::optional<EligibilityChange>> eligibility{};
  std::optional<bool> reveal_tokens{};
};

/// The status an account of `type` is created in (spec R-040).
AccountStatus initial_status(AccountType type) noexcept;

/// Checks every text, and that only a client account has an eligibility (spec section 5, R-045). Errors:
/// invalid, at each broken field: `name`, `address.country`, `eligibility` and so on.
base::Result<void> validate_account(const Account& account);
/// The same for `after`, which was `before`: a stored text that breaks a rule stays until it is
/// changed.
base::Result<void> validate_change(const Account& before, Account after);

/// Sets what `change` contains, unchecked: `validate_account` checks the outcome.
void apply_change(Account& account, const AccountChange& change);

/// Whether `change` would alter fields that only Operations may set: `externalId` and `eligibility` (spec
/// section 5).
bool changes_operations_fields(const Account& account, const AccountChange& change);

/// Applies `change` to `account`. True if anything changed; then revision and `updated` moved. A no-op leaves
/// the account untouched (spec R-021). Errors: as `validate_account`; the account is then unchanged.
base::Result<bool> update_account(Account& account, const AccountChange& change, const Stamp& stamp);

/// The transitions (spec R-042). Errors: conflict at `status`, or at `externalId` when activating needs one;
/// the account is then unchanged.
base::Result<void> activate_account(Account& account, const Stamp& stamp);
base::Result<void> deactivate_account(Account& account, const Stamp& stamp);
base::Result<void> disable_account(Account& account, const Stamp& stamp);
base::Result<void> enable_account(Account& account, const Stamp& stamp);

}  // namespace jeton::domain
