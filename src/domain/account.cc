#include "domain/account.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "base/limits.h"
#include "base/text.h"
#include "domain/enumeration_names.h"
#include "domain/text_rule.h"

namespace jeton::domain {
namespace {

using base::Error;
using base::FieldError;
using base::Result;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_country_code(std::string_view text) {
  return (text.size() == 2 || text.size() == 3) &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

/// Whatever shows the website makes a link of it, so a scheme that runs code in the reader's browser is none.
bool has_only_web_scheme(std::string_view text) {
  const auto colon = text.find(':');
  if (colon == text.npos || text.find_first_of("/?#") < colon) return true;
  const auto scheme = text.substr(0, colon);
  const auto is = [scheme](std::string_view expected) {
    return std::equal(scheme.begin(), scheme.end(), expected.begin(), expected.end(),
                      [](char c, char lower) { return (c | 0x20) == lower; });
  };
  if (is("http") || is("https")) return true;
  // `example.com:8080` has a port there.
  return colon + 1 < text.size() && is_digit(text[colon + 1]) && scheme.find('.') != scheme.npos;
}

/// Collects what is wrong with an account.
class AccountCheck {
 public:
  bool text(std::string_view path, std::string_view value, const TextRule& rule) {
    auto broken = broken_text_rule(value, rule);
    if (!broken) return true;
    add(path, *std::move(broken));
    return false;
  }
  /// `keeps` is asked about a value that is not empty and not too long.
  template <class Keeps>
  void form(std::string_view path, std::string_view value, const TextRule& rule, Keeps keeps,
            std::string_view words) {
    if (text(path, value, rule) && !value.empty() && !keeps(value)) add(path, std::string{words});
  }
  void add(std::string_view path, std::string message) {
    broken_.push_back({std::string{path}, std::move(message)});
  }
  Result<void> result() && {
    if (!broken_.empty()) return Error::invalid(std::move(broken_));
    return {};
  }

 private:
  std::vector<FieldError> broken_;
};

void check_address(const Address& address, AccountCheck& check) {
  const auto part = [](std::string_view label) {
    return TextRule{.label = label, .length_max = base::kAddressPartLengthMax};
  };
  check.text("address.addressLine1", address.address_line1, part("first address line"));
  check.text("address.addressLine2", address.address_line2, part("second address line"));
  check.text("address.postCode", address.post_code, part("post code"));
  check.text("address.city", address.city, part("city"));
  check.text("address.state", address.state, part("state"));
  check.form("address.country", address.country, part("country"), is_country_code,
             "The country must be a code of ISO 3166-1 such as GB.");
}

void set_if_stated(std::string& current, const std::optional<std::string>& stated) {
  if (stated) current = base::normalized(*stated);
}

template <class T>
void set_if_stated(T& current, const std::optional<T>& stated) {
  if (stated) current = *stated;
}

/// Puts `valid` in place of an unchanged text.
void set_if_kept(std::string& after, const std::string& before, std::string_view valid) {
  if (after == before) after = valid;
}

void apply_address(Address& address, const std::optional<AddressChange>& change) {
  if (!change) {
    address = {};
    return;
  }
  set_if_stated(address.address_line1, change->address_line1);
  set_if_stated(address.address_line2, change->address_line2);
  set_if_stated(address.post_code, change->post_code);
  set_if_stated(address.city, change->city);
  set_if_stated(address.state, change->state);
  set_if_stated(address.country, change->country);
}

void apply_eligibility(std::optional<Eligibility>& eligibility,
                       const std::optional<EligibilityChange>& change) {
  if (!change) {
    eligibility.reset();
    return;
  }
  if (!eligibility) eligibility.emplace();
  set_if_stated(eligibility->client, change->client);
  set_if_stated(eligibility->partner, change->partner);
}

bool differs(const Account& a, const Account& b) {
  return a.name != b.name || a.description != b.description || a.website != b.website ||
         a.technical_support_email != b.technical_support_email || a.address != b.address ||
         a.default_language_code != b.default_language_code || a.external_id != b.external_id ||
         a.eligibility != b.eligibility || a.reveal_tokens != b.reveal_tokens;
}

/// A-062: the whole names the account, the property's message does not.
Error status_conflict(const Account& account, std::string_view words) {
  return Error::conflict(FieldError{"status", fmt::format("Account is {}.", words)},
                         fmt::format("Account {} is {}.", account.id.str(), words));
}

/// Activating and deactivating are about clients alone.
Result<void> check_is_client(const Account& account) {
  if (account.type == AccountType::kClient) return {};
  return status_conflict(account, "not a Client account");
}

void move_to(Account& account, AccountStatus status, const Stamp& stamp) {
  account.status = status;
  account.updated = stamp;  // R-024
  ++account.revision;
}

}  // namespace

std::string_view to_string(AccountType type) noexcept {
  return name_of(type);
}

std::string_view to_string(AccountStatus status) noexcept {
  return name_of(status);
}

std::optional<AccountType> parse_account_type(std::string_view text) noexcept {
  return enumerator_of<AccountType>(text);
}

AccountStatus initial_status(AccountType type) noexcept {
  return type == AccountType::kClient ? AccountStatus::kEnabled : AccountStatus::kActive;
}

Result<void> validate_account(const Account& account) {
  AccountCheck check;
  check.text("name", account.name,
             {.label = "name",
              .length_max = base::kAccountNameLengthMax,
              .presence = TextRule::Presence::kRequired});
  check.text("description", account.description,
             {.label = "description",
              .length_max = base::kAccountDescriptionLengthMax,
              .lines = TextRule::Lines::kMany});
  check.form("website", account.website, {.label = "website", .length_max = base::kAccountWebsiteLengthMax},
             has_only_web_scheme, "The website must be an http or https address.");
  check.form("technicalSupportEmail", account.technical_support_email,
             {.label = "e-mail address", .length_max = base::kEmailLengthMax}, is_email,
             "The e-mail address must have the form name@domain.");
  check_address(account.address, check);
  check.form("defaultLanguageCode", account.default_language_code,
             {.label = "language code", .length_max = base::kLanguageCodeLengthMax}, is_language_code,
             "The language code must be one of BCP 47 such as en-US.");
  check.text("externalId", account.external_id,
             {.label = "external id", .length_max = base::kAccountExternalIdLengthMax});
  if (account.eligibility && account.type != AccountType::kClient) {
    check.add("eligibility", "Only client accounts have an eligibility.");
  }
  return std::move(check).result();
}

Result<void> validate_change(const Account& before, Account after) {
  set_if_kept(after.name, before.name, "kept");
  set_if_kept(after.description, before.description, {});
  set_if_kept(after.external_id, before.external_id, {});
  for (const auto part : {&Address::address_line1, &Address::address_line2, &Address::post_code,
                          &Address::city, &Address::state, &Address::country}) {
    set_if_kept(after.address.*part, before.address.*part, {});
  }
  return validate_account(after);
}

void apply_change(Account& account, const AccountChange& change) {
  set_if_stated(account.name, change.name);
  set_if_stated(account.description, change.description);
  set_if_stated(account.website, change.website);
  set_if_stated(account.technical_support_email, change.technical_support_email);
  if (change.address) apply_address(account.address, *change.address);
  set_if_stated(account.default_language_code, change.default_language_code);
  set_if_stated(account.external_id, change.external_id);
  if (change.eligibility) apply_eligibility(account.eligibility, *change.eligibility);
  set_if_stated(account.reveal_tokens, change.reveal_tokens);
}

bool changes_operations_fields(const Account& account, const AccountChange& change) {
  auto changed = account;
  apply_change(changed, change);
  return changed.external_id != account.external_id || changed.eligibility != account.eligibility;
}

Result<bool> update_account(Account& account, const AccountChange& change, const Stamp& stamp) {
  auto changed = account;
  apply_change(changed, change);
  if (!differs(account, changed)) return false;
  JETON_CHECK(validate_change(account, changed));
  ++changed.revision;
  changed.updated = stamp;
  account = std::move(changed);
  return true;
}

Result<void> activate_account(Account& account, const Stamp& stamp) {
  JETON_CHECK(check_is_client(account));
  if (account.status == AccountStatus::kActive) return status_conflict(account, "already Active");
  if (account.status == AccountStatus::kDisabled) return status_conflict(account, "Disabled");
  if (account.external_id.empty()) {
    return Error::conflict("externalId", "An account needs an external id before it can be activated.");
  }
  move_to(account, AccountStatus::kActive, stamp);
  account.activated = stamp;
  return {};
}

Result<void> deactivate_account(Account& account, const Stamp& stamp) {
  JETON_CHECK(check_is_client(account));
  if (account.status != AccountStatus::kActive) return status_conflict(account, to_string(account.status));
  move_to(account, AccountStatus::kEnabled, stamp);
  return {};
}

Result<void> disable_account(Account& account, const Stamp& stamp) {
  if (account.type == AccountType::kOperations) return status_conflict(account, "an Operations account");
  if (account.status == AccountStatus::kDisabled) return status_conflict(account, "already Disabled");
  account.status_before_disabled = account.status;
  move_to(account, AccountStatus::kDisabled, stamp);
  account.disabled = stamp;
  return {};
}

Result<void> enable_account(Account& account, const Stamp& stamp) {
  if (account.status != AccountStatus::kDisabled) {
    return status_conflict(account, fmt::format("already {}", to_string(account.status)));
  }
  move_to(account, account.status_before_disabled.value_or(initial_status(account.type)), stamp);
  account.status_before_disabled.reset();
  account.enabled = stamp;
  return {};
}

}  // namespace jeton::domain
