#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "domain/account.h"
#include "domain/ids.h"
#include "domain/stamp.h"

namespace jeton::domain {

/// The codes of the administration modules (spec R-014).
inline constexpr std::string_view kAccessManagement = "access-management";
inline constexpr std::string_view kAccountManagement = "account-management";
inline constexpr std::string_view kPlatformAccountManagement = "platform-account-management";

/// The message for a module outside an account's set, the same as for an unknown one (spec R-110).
inline constexpr std::string_view kModuleUnavailable = "Module is not available to the account.";

/// Which generation of the platform a module is of (spec section 6, `settings.type`).
enum class ModuleType : std::uint8_t { kNew, kLegacy };

/// The names of the wire and the database: `new`, `legacy`.
std::string_view to_string(ModuleType type) noexcept;
std::optional<ModuleType> parse_module_type(std::string_view text) noexcept;

/// Requests that belong to a module: every path that is `prefix` or lies below it at a `/`, with one of
/// `methods` (upper case; empty means every method).
struct ModulePath {
  std::string prefix;
  std::vector<std::string> methods;

  bool operator==(const ModulePath&) const = default;
};

/// A functional area of the platform, the unit of permission (spec section 6).
struct Module {
  ModuleId id;
  std::string code;
  std::string name;
  std::string description;
  std::vector<AccountType> account_types;
  bool configurable = true;
  bool is_default = false;
  bool paid = false;
  bool obsolete = false;
  std::vector<ModuleType> types{ModuleType::kNew};
  bool multi_account = true;   ///< For people who work in several accounts.
  bool single_account = true;  ///< For people who work in one.
  std::vector<ModulePath> paths;
  std::int64_t revision = 1;
  Stamp created;
  std::optional<Stamp> updated;

  /// Part of every applicable default group and not removable (spec R-051).
  [[nodiscard]] bool mandatory() const noexcept { return is_default && !configurable; }
  /// In no permission set (spec R-052).
  [[nodiscard]] bool forbidden() const noexcept { return !is_default && !configurable; }
  /// Whether accounts of `type` may hold it (spec R-054).
  [[nodiscard]] bool available_to(AccountType type) const noexcept;
};

/// The modules that the default group of a new account of `type` holds: the mandatory ones and those that
/// are there by default (spec ). Sorted.
std::vector<ModuleId> initial_modules(AccountType type, const std::vector<Module>& catalogue);

/// Checks code, name, types, account types and paths. Errors: invalid, at the field.
base::Result<void> validate_module(const Module& module);
/// The same for `after`, which was `before`: a stored text that breaks a rule stays until it is
/// changed.
base::Result<void> validate_change(const Module& before, Module after);

/// Whether the request path `path` (no query) is `prefix` or lies below it at a segment boundary.
bool path_has_prefix(std::string_view path, std::string_view prefix) noexcept;

}  // namespace jeton::domain
