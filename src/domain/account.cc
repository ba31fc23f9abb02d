#include "domain/account.h"

#include <utility>
#include <vector>

#include "base/limits.h"
#include "domain/text_rule.h"

namespace jeton::domain {

std::string_view to_string(AccountType type) noexcept {
  switch (type) {
    case AccountType::kVendor: return "Vendor";
    case AccountType::kClient: return "Client";
    case AccountType::kOperations: return "Operations";
  }
  return {};
}

std::string_view to_string(AccountStatus status) noexcept {
  switch (status) {
    case AccountStatus::kEnabled: return "Enabled";
    case AccountStatus::kActive: return "Active";
    case AccountStatus::kDisabled: return "Disabled";
  }
  return {};
}

std::optional<AccountType> parse_account_type(std::string_view text) noexcept {
  for (const auto type : {AccountType::kVendor, AccountType::kClient, AccountType::kOperations}) {
    if (text == to_string(type)) return type;
  }
  return std::nullopt;
}

std::optional<AccountStatus> parse_account_status(std::string_view text) noexcept {
  for (const auto status : {AccountStatus::kEnabled, AccountStatus::kActive, AccountStatus::kDisabled}) {
    if (text == to_string(status)) return status;
  }
  return std::nullopt;
}

AccountStatus initial_status(AccountType type) noexcept {
  return type == AccountType::kClient ? AccountStatus::kEnabled : AccountStatus::kActive;
}

base::Result<void> validate_account(const Account& account) {
  std::vector<base::FieldError> broken;
  if (auto rule = broken_text_rule(account.name, {.label = "name",
                                                  .length_max = base::kAccountNameLengthMax,
                                                  .presence = TextRule::Presence::kRequired})) {
    broken.push_back({"name", *std::move(rule)});
  }
  if (auto rule = broken_text_rule(account.description, {.label = "description",
                                                         .length_max = base::kAccountDescriptionLengthMax,
                                                         .lines = TextRule::Lines::kMany})) {
    broken.push_back({"description", *std::move(rule)});
  }
  if (!broken.empty()) return base::Error::invalid(std::move(broken));
  return {};
}

}  // namespace jeton::domain
