#include "domain/module.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/limits.h"
#include "domain/text_rule.h"

namespace jeton::domain {
namespace {

constexpr std::size_t kMethodLengthMax = 20;

bool is_code(std::string_view text) {
  const auto allowed = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; };
  return !text.empty() && text.front() >= 'a' && text.front() <= 'z' && text.back() != '-' &&
         std::all_of(text.begin(), text.end(), allowed);
}

/// RFC 3986 `pchar` without percent-encoding: requests are compared after they have been decoded.
bool is_path_character(char c) {
  constexpr std::string_view kMarks = "-._~!$&'()*+,;=:@";
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         kMarks.find(c) != kMarks.npos;
}

std::optional<std::string> broken_prefix_rule(std::string_view prefix) {
  if (!prefix.starts_with('/')) return "The path must start with /.";
  if (prefix.size() > base::kModulePathLengthMax) {
    return fmt::format("The path may have at most {} characters.", base::kModulePathLengthMax);
  }
  if (prefix == "/") return std::nullopt;
  for (std::size_t start = 1; start <= prefix.size();) {
    const auto end = std::min(prefix.find('/', start), prefix.size());
    const auto segment = prefix.substr(start, end - start);
    if (segment.empty()) return "The path may not have empty segments.";
    if (segment == "." || segment == "..") return "The path may not have the segments . or ..";
    if (!std::all_of(segment.begin(), segment.end(), is_path_character)) {
      return "The path may contain only letters, digits and - . _ ~ ! $ & ' ( ) * + , ; = : @ between /.";
    }
    start = end + 1;
  }
  return std::nullopt;
}

bool is_method(std::string_view text) {
  return !text.empty() && text.size() <= kMethodLengthMax && text.front() != '-' && text.back() != '-' &&
         std::all_of(text.begin(), text.end(), [](char c) { return (c >= 'A' && c <= 'Z') || c == '-'; });
}

void check_paths(const std::vector<ModulePath>& paths, std::vector<base::FieldError>& broken) {
  if (paths.size() > base::kModulePathsMax) {
    broken.push_back({"paths", fmt::format("A module may have at most {} paths.", base::kModulePathsMax)});
    return;
  }
  for (std::size_t i = 0; i < paths.size(); ++i) {
    if (auto rule = broken_prefix_rule(paths[i].prefix)) {
      broken.push_back({fmt::format("paths[{}].prefix", i), *std::move(rule)});
    }
    for (std::size_t j = 0; j < paths[i].methods.size(); ++j) {
      if (is_method(paths[i].methods[j])) continue;
      broken.push_back(
          {fmt::format("paths[{}].methods[{}]", i, j), "A method is an upper-case word such as GET."});
    }
  }
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
  check_paths(module.paths, broken);
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
