#pragma once

#include <gmock/gmock.h>

#include <algorithm>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "app/platform/apply_platform.h"
#include "app/platform/fresh_platform_test.h"

/// A file with each kind of entry, and what tests of applying one ask of it.
namespace jeton::app {

inline constexpr std::string_view kValue = "idt:TKN-8857-1729:zqxjkvbp0123456789abcdef";
inline constexpr std::string_view kOtherValue = "idt:TKN-8857-1729:wvutsrqp0123456789abcdef";

inline auto acts(PlanAction action) {
  return ::testing::Field(&PlanStep::action, action);
}

/// A platform with each kind of entry.
inline PlatformFile sample() {
  using domain::AccountType;
  PlatformFile file;
  const std::vector<AccountType> everyone{AccountType::kVendor, AccountType::kClient,
                                          AccountType::kOperations};
  file.modules.push_back({.id = "MOD-1756",
                          .code = "access-management",
                          .name = "Access Management",
                          .description = std::nullopt,
                          .account_types = everyone,
                          .configurable = false,
                          .is_default = true,
                          .paid = std::nullopt,
                          .paths = std::nullopt});
  const auto add_module = [&](const char* code, std::vector<AccountType> types) {
    file.modules.push_back({.id = std::nullopt,
                            .code = code,
                            .name = code,
                            .description = std::nullopt,
                            .account_types = std::move(types),
                            .configurable = std::nullopt,
                            .is_default = std::nullopt,
                            .paid = std::nullopt,
                            .paths = std::vector<domain::ModulePath>{{std::string{"/"} + code, {}}}});
  };
  add_module("billing", everyone);
  add_module("catalog", {AccountType::kVendor});
  add_module("orders", everyone);
  const auto add_account = [&](std::optional<std::string> id, AccountType type, const char* name,
                               std::vector<std::string> modules) {
    file.accounts.push_back({.id = std::move(id),
                             .type = type,
                             .name = name,
                             .description = std::nullopt,
                             .reveal_tokens = std::nullopt,
                             .modules = std::move(modules)});
  };
  add_account("ACC-3010-4421", AccountType::kClient, "Alder Freight", {"billing", "orders"});
  add_account(std::nullopt, AccountType::kOperations, "Platform Operations", {});
  file.groups.push_back({.id = "UGR-3010-0001",
                         .account = "Alder Freight",
                         .name = "Dispatchers",
                         .description = std::nullopt,
                         .modules = std::vector<std::string>{"orders"}});
  file.users.push_back({.id = "USR-2201-7788",
                        .email = "ada@alder-freight.example",
                        .first_name = "Ada",
                        .last_name = "Alder",
                        .memberships = {{"ACC-3010-4421", {"Dispatchers"}}, {"Platform Operations", {}}}});
  file.tokens.push_back({.id = "TKN-8857-1729",
                         .account = "Alder Freight",
                         .name = "Invoice export",
                         .description = std::nullopt,
                         .modules = std::vector<std::string>{"billing", "orders"},
                         .status = std::nullopt,
                         .value = base::Secret{kValue},
                         .value_sha256 = std::nullopt});
  return file;
}

inline PlatformToken token(const char* name) {
  PlatformToken entry;
  entry.account = "Alder Freight";
  entry.name = name;
  return entry;
}

class Applying : public FreshPlatform {
 protected:
  base::Result<std::vector<PlanStep>> apply(const PlatformFile& file, ApplyMode mode = ApplyMode::kApply) {
    return apply_platform(services(), file, mode);
  }

  void apply_sample() {
    const auto applied = apply(sample());
    ASSERT_TRUE(applied.has_value()) << applied.error().fields().front().path << ": "
                                     << applied.error().fields().front().message;
  }

  /// The one error of the sample changed by `change`, and that nothing was written.
  base::FieldError error_of(const std::function<void(PlatformFile&)>& change) {
    auto file = sample();
    change(file);
    const auto before = read()->changes().read_after(0, 10'000)->size();
    const auto applied = apply(file);
    EXPECT_EQ(read()->changes().read_after(0, 10'000)->size(), before);
    if (applied.has_value() || applied.error().fields().empty()) return {};
    return applied.error().fields().front();
  }

  /// `kind.field` of every field that an update changes, in the order of the plan.
  std::vector<std::string> updates_of(const PlatformFile& file) {
    const auto steps = apply(file);
    EXPECT_TRUE(steps.has_value()) << steps.error().fields().front().path << ": "
                                   << steps.error().fields().front().message;
    std::vector<std::string> names;
    if (steps.has_error()) return names;
    for (const auto& step : *steps) {
      EXPECT_EQ(step.action == PlanAction::kUpdate, !step.changed.empty()) << step.kind << " " << step.name;
      for (const auto& field : step.changed) names.push_back(step.kind + "." + field);
    }
    return names;
  }

  domain::Token stored(const char* id) { return **read()->tokens().find(*domain::TokenId::parse(id)); }
  domain::AccountId alder() { return *domain::AccountId::parse("ACC-3010-4421"); }
  std::vector<std::string> codes(const std::vector<domain::ModuleId>& ids) {
    const auto unit = read();
    std::vector<std::string> found;
    for (const auto& id : ids) found.push_back((*unit->modules().find(id))->code);
    std::sort(found.begin(), found.end());
    return found;
  }
};

}  // namespace jeton::app
