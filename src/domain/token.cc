#include "domain/token.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/limits.h"
#include "base/text.h"
#include "domain/enumeration_names.h"
#include "domain/permission_set.h"
#include "domain/text_rule.h"

namespace jeton::domain {
namespace {

using base::Error;
using base::FieldError;
using base::Result;

std::optional<std::string> broken_icon_rule(std::string_view icon) {
  return broken_picture_address_rule(icon, "icon", base::kTokenIconLengthMax);
}

void check_description(std::string_view description, std::vector<FieldError>& broken) {
  if (auto rule = broken_text_rule(description, {.label = "description",
                                                 .length_max = base::kTokenDescriptionLengthMax,
                                                 .lines = TextRule::Lines::kMany})) {
    broken.push_back({"description", *std::move(rule)});
  }
}

/// A malformed id is reported like one that is not assignable: no look-up is needed to
/// answer, and nothing is said about which ids exist.
std::vector<ModuleId> checked_modules(const std::vector<std::string>& stated,
                                      const std::vector<ModuleId>& assignable,
                                      std::vector<FieldError>& broken) {
  std::vector<ModuleId> modules;
  if (stated.size() > base::kTokenModulesMax) {
    broken.push_back(
        {"modules", fmt::format("A token may have at most {} modules.", base::kTokenModulesMax)});
    return modules;
  }
  for (std::size_t i = 0; i < stated.size(); ++i) {
    // Not parsed: what a rehearsal calls a module that is new has no id's form yet.
    const auto found = std::find_if(assignable.begin(), assignable.end(),
                                    [&](const ModuleId& id) { return id.str() == stated[i]; });
    if (found == assignable.end()) {
      broken.push_back(unavailable_module(i));
      continue;
    }
    modules.push_back(*found);
  }
  return sorted_set(std::move(modules));
}

/// the whole names the token, the property's message does not.
Error status_conflict(const Token& token, std::string_view words) {
  return Error::conflict(FieldError{"status", fmt::format("Token is {}.", words)},
                         fmt::format("Token {} is {}.", token.id.str(), words));
}

void move_to(Token& token, TokenStatus status, std::optional<Stamp> Token::*event, const Stamp& stamp) {
  token.status = status;
  token.*event = stamp;
  token.updated = stamp;
  ++token.revision;
}

/// a module that the account type has lost stays until a save, which is refused until it is taken
/// out.
void recheck_kept_modules(const Token& token, const std::vector<ModuleId>& assignable,
                          std::vector<FieldError>& broken) {
  for (std::size_t i = 0; i < token.modules.size(); ++i) {
    if (std::find(assignable.begin(), assignable.end(), token.modules[i]) != assignable.end()) continue;
    broken.push_back(unavailable_module(i));
  }
}

bool differs(const Token& a, const Token& b) {
  return a.name != b.name || a.description != b.description || a.icon != b.icon || a.modules != b.modules ||
         a.extensions != b.extensions;
}

}  // namespace

std::string_view to_string(TokenStatus status) noexcept {
  return name_of(status);
}

std::optional<TokenStatus> parse_token_status(std::string_view text) noexcept {
  return enumerator_of<TokenStatus>(text);
}

std::optional<std::string> broken_name_rule(std::string_view name) {
  if (base::is_blank(name)) return "The name is required.";
  if (const auto length = base::count_code_points(name); length && *length > base::kTokenNameLengthMax) {
    return fmt::format("The name may have at most {} characters.", base::kTokenNameLengthMax);
  }
  if (!base::has_only_letters_digits_and(name, " -.'\"")) {
    return "The name may contain only letters, digits, spaces and - . ' \"";
  }
  return broken_visibility_rule(name, "name");
}

Result<Token> new_token(TokenId id, const Account& account, const TokenDraft& draft,
                        const std::vector<ModuleId>& assignable, const Stamp& created) {
  std::vector<FieldError> broken;
  auto name = base::normalized(draft.name.value_or(std::string{}));
  auto description = base::normalized(draft.description);
  if (auto rule = broken_name_rule(name)) broken.push_back({"name", *std::move(rule)});
  check_description(description, broken);
  if (auto rule = broken_icon_rule(draft.icon)) broken.push_back({"icon", *std::move(rule)});
  auto modules = checked_modules(draft.modules, assignable, broken);
  auto extensions = checked_extensions(draft.extensions, broken);
  if (!broken.empty()) return Error::invalid(std::move(broken));
  return Token{.id = std::move(id),
               .account = account.id,
               .name = std::move(name),
               .description = std::move(description),
               .icon = draft.icon,
               .status = TokenStatus::kActive,
               .modules = std::move(modules),
               .extensions = std::move(extensions),
               .last_access = std::nullopt,
               .revision = 1,
               .created = created,
               .updated = std::nullopt,
               .enabled = std::nullopt,
               .disabled = std::nullopt,
               .deleted = std::nullopt};
}

std::vector<ModuleId> assignable_modules(const Account& account,
                                         const std::vector<ModuleId>& default_group_modules,
                                         const std::vector<Module>& catalogue) {
  std::vector<ModuleId> assignable;
  for (const auto& module : catalogue) {
    if (!module.available_to(account.type) || module.forbidden()) continue;
    if (std::find(default_group_modules.begin(), default_group_modules.end(), module.id) ==
        default_group_modules.end()) {
      continue;
    }
    assignable.push_back(module.id);
  }
  return sorted_set(std::move(assignable));
}

Result<bool> update_token(Token& token, const TokenChange& change, const std::vector<ModuleId>& assignable,
                          const Stamp& stamp) {
  if (token.status == TokenStatus::kDeleted) return status_conflict(token, "Deleted");
  auto changed = token;
  std::vector<FieldError> broken;
  // a stored name that breaks the rule stays until it is changed.
  if (change.name && *change.name != token.name) {
    changed.name = base::normalized(*change.name);
    if (auto rule = broken_name_rule(changed.name)) broken.push_back({"name", *std::move(rule)});
  }
  if (change.description && *change.description != token.description) {
    changed.description = base::normalized(*change.description);
    check_description(changed.description, broken);
  }
  if (change.icon && *change.icon != token.icon) {
    changed.icon = *change.icon;
    if (auto rule = broken_icon_rule(changed.icon)) broken.push_back({"icon", *std::move(rule)});
  }
  if (change.modules) changed.modules = checked_modules(*change.modules, assignable, broken);
  if (change.extensions) changed.extensions = checked_extensions(*change.extensions, broken);
  const bool any = differs(token, changed);
  if (any && !change.modules) recheck_kept_modules(token, assignable, broken);
  if (!broken.empty()) return Error::invalid(std::move(broken));
  if (!any) return false;
  ++changed.revision;
  changed.updated = stamp;
  token = std::move(changed);
  return true;
}

Result<void> enable_token(Token& token, const Stamp& stamp) {
  if (token.status == TokenStatus::kDeleted) return status_conflict(token, "Deleted");
  if (token.status == TokenStatus::kActive) return status_conflict(token, "already Active");
  move_to(token, TokenStatus::kActive, &Token::enabled, stamp);
  return {};
}

Result<void> disable_token(Token& token, const Stamp& stamp) {
  if (token.status == TokenStatus::kDeleted) return status_conflict(token, "Deleted");
  if (token.status == TokenStatus::kDisabled) return status_conflict(token, "already Disabled");
  move_to(token, TokenStatus::kDisabled, &Token::disabled, stamp);
  return {};
}

Result<void> delete_token(Token& token, const Stamp& stamp) {
  if (token.status == TokenStatus::kDeleted) return status_conflict(token, "Deleted");
  move_to(token, TokenStatus::kDeleted, &Token::deleted, stamp);
  return {};
}

bool strip_module(Token& token, const ModuleId& module, const Stamp& stamp) {
  if (token.status == TokenStatus::kDeleted) return false;
  const auto found = std::find(token.modules.begin(), token.modules.end(), module);
  if (found == token.modules.end()) return false;
  token.modules.erase(found);
  ++token.revision;
  token.updated = stamp;
  return true;
}

}  // namespace jeton::domain
