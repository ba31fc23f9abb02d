#include "app/platform/initialize.h"

#include <string_view>
#include <utility>
#include <vector>

#include "app/audit/row_writer.h"
#include "app/command/system_caller.h"
#include "app/people/users.h"
#include "base/text.h"

namespace jeton::app {
namespace {

using base::Result;
using domain::AccountType;

/// An administration module (spec R-014). Ids of R-055 where it names one.
struct AdministrationModule {
  std::string_view id;
  std::string_view code;
  std::string_view name;
  std::string_view description;
  std::vector<AccountType> account_types;
  bool configurable;
};

std::vector<AdministrationModule> administration_modules() {
  const std::vector<AccountType> everyone{AccountType::kVendor, AccountType::kClient,
                                          AccountType::kOperations};
  return {
      // Mandatory: an account that lost it could never manage its own access again.
      {"MOD-1756", domain::kAccessManagement, "Access Management",
       "Manage who reaches the account: API tokens, users and groups, and read its audit trail.", everyone,
       false},
      {"MOD-9042", domain::kAccountManagement, "Account Management",
       "Manage the account's own page and the objects that belong to it.", everyone, true},
      {"MOD-2604",
       domain::kPlatformAccountManagement,
       "Platform Account Management",
       "Reach the accounts, users, groups and API tokens of the whole platform.",
       {AccountType::kOperations},
       true},
  };
}

Result<std::vector<domain::ModuleId>> create_modules(RowWriter& writer, const domain::Account& operations) {
  std::vector<domain::ModuleId> ids;
  for (auto& known : administration_modules()) {
    domain::Module draft{.id = domain::ModuleId::from_stored({}),
                         .code = std::string{known.code},
                         .name = std::string{known.name},
                         .description = std::string{known.description},
                         .account_types = std::move(known.account_types),
                         .configurable = known.configurable,
                         .is_default = true,
                         .paid = false,
                         .obsolete = false,
                         .paths = {},
                         .revision = 1,
                         .created = writer.stamp(),
                         .updated = std::nullopt};
    JETON_TRY(auto module,
              writer.create_module(domain::ModuleId::parse(known.id), std::move(draft), operations));
    ids.push_back(std::move(module.id));
  }
  return ids;
}

Result<void> create_administrator(RowWriter& writer, const Initialize& command,
                                  const domain::Account& operations, const domain::Group& group) {
  domain::User draft{.id = domain::UserId::from_stored({}),
                     .email = command.administrator_email,
                     .first_name = base::normalized(command.administrator_first_name),
                     .last_name = base::normalized(command.administrator_last_name),
                     .status = domain::UserStatus::kActive,
                     .current_account = operations.id,
                     .last_login = std::nullopt,
                     .revision = 1,
                     .created = writer.stamp(),
                     .updated = std::nullopt};
  JETON_TRY(const auto user, writer.create_user(std::nullopt, std::move(draft), operations));
  domain::Membership membership{.id = domain::MembershipId::from_stored({}),
                                .user = user.id,
                                .account = operations.id,
                                .status = domain::MembershipStatus::kActive,
                                .groups = {group.id},
                                .revision = 1,
                                .created = writer.stamp(),
                                .updated = std::nullopt};
  auto created = writer.create_membership(std::move(membership), user, operations);
  if (created.has_error()) return std::move(created).error();
  return {};
}

}  // namespace

Result<Initialized> initialize(const Services& services, const Initialize& command) {
  JETON_TRY(const auto unit, services.store.begin_write());
  JETON_TRY(auto existing, unit->accounts().find_operations());
  if (existing) return Initialized{false, *std::move(existing)};

  const auto system = system_caller();
  RowWriter writer{services, *unit, system};
  domain::Account draft{.id = domain::AccountId::from_stored({}),
                        .type = AccountType::kOperations,
                        .status = domain::AccountStatus::kActive,
                        .name = base::normalized(command.operations_name),
                        .description = {},
                        .reveal_tokens = true,
                        .revision = 1,
                        .created = writer.stamp(),
                        .updated = std::nullopt};
  JETON_TRY(auto operations, writer.create_account(std::nullopt, std::move(draft)));
  JETON_TRY(auto modules, create_modules(writer, operations));
  JETON_TRY(
      const auto group,
      writer.create_group(std::nullopt, domain::default_group(operations, std::move(modules)), operations));
  JETON_CHECK(create_administrator(writer, command, operations, group));
  JETON_CHECK(unit->commit());
  return Initialized{true, std::move(operations)};
}

}  // namespace jeton::app
