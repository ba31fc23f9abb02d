#include "domain/module.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/limits.h"
#include "domain/module_path.h"
#include "domain/text_rule.h"

namespace jeton::domain {
namespace {

bool is_code(std::string_view text) {
  const auto allowed = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; };
  return !text.empty() && text.front() >= 'a' && text.front() <= 'z' && text.back() != '-' &&
         std::all_of(text.begin(), text.end(), allowed);
}

}  // namespace

std::string_view to_string(ModuleType type) noexcept {
  switch (type) {
    case ModuleType::kNew: return "new";
    case ModuleType::kLegacy: return "legacy";
  }
  return {};
}

std::optional<ModuleType> parse_module_type(std::string_view text) noexcept {
  for (const auto type : {ModuleType::kNew, ModuleType::kLegacy}) {
    if (text == to_string(type)) return type;
  }
  return std::nullopt;
}

std::vector<ModuleId> initial_modules(AccountType type, const std::vector<Module>& catalogue) {
  std::vector<ModuleId> initial;
  for (const auto& module : catalogue) {
    if (module.is_default && module.available_to(type)) initial.push_back(module.id);
  }
  std::sort(initial.begin(), initial.end());
  return initial;
}

bool Module::available_to(AccountType type) const noexcept {
  return std::find(account_types.begin(), account_types.end(), type) != account_types.end();
}

base::Result<void> validate_module(const Module& module) {
  std::vector<base::FieldError> broken;
  if (module.code.size() > base::kModuleCodeLengthMax) {
    broken.push_back(
        {"code", fmt::format("The code may have at most {} characters.", base::kModuleCodeLengthMax)});
  } else if (!is_code(module.code)) {
    broken.push_back({"code",
                      "The code may contain only a-z, 0-9 and -, must start with a letter and may not end "
                      "with -."});
  }
  if (auto rule = broken_text_rule(module.name, {.label = "name",
                                                 .length_max = base::kModuleNameLengthMax,
                                                 .presence = TextRule::Presence::kRequired})) {
    broken.push_back({"name", *std::move(rule)});
  }
  if (auto rule = broken_text_rule(module.description, {.label = "description",
                                                        .length_max = base::kModuleDescriptionLengthMax,
                                                        .lines = TextRule::Lines::kMany})) {
    broken.push_back({"description", *std::move(rule)});
  }
  if (module.account_types.empty()) {
    broken.push_back({"accountTypes", "At least one account type is required."});
  }
  if (module.types.empty()) broken.push_back({"type", "At least one type is required."});
  for (auto& rule : broken_path_rules(module.paths)) broken.push_back(std::move(rule));
  if (!broken.empty()) return base::Error::invalid(std::move(broken));
  return {};
}

base::Result<void> validate_change(const Module& before, Module after) {
  if (after.name == before.name) after.name = "kept";
  if (after.description == before.description) after.description.clear();
  return validate_module(after);
}

bool path_has_prefix(std::string_view path, std::string_view prefix) noexcept {
  if (prefix.empty() || !path.starts_with(prefix)) return false;
  return path.size() == prefix.size() || prefix.back() == '/' || path[prefix.size()] == '/';
}

}  // namespace jeton::domain
