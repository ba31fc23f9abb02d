#include "domain/group.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/limits.h"
#include "base/text.h"
#include "domain/permission_set.h"
#include "domain/text_rule.h"
#include "domain/token.h"

namespace jeton::domain {
namespace {

using base::Error;
using base::FieldError;
using base::Result;

bool contains(const std::vector<ModuleId>& modules, const ModuleId& module) {
  return std::find(modules.begin(), modules.end(), module) != modules.end();
}

void check_texts(const Group& group, std::vector<FieldError>& broken) {
  if (auto rule = broken_text_rule(group.name, {.label = "name",
                                                .length_max = base::kGroupNameLengthMax,
                                                .presence = TextRule::Presence::kRequired})) {
    broken.push_back({"name", *std::move(rule)});
  }
  if (auto rule = broken_text_rule(group.description, {.label = "description",
                                                       .length_max = base::kGroupDescriptionLengthMax,
                                                       .lines = TextRule::Lines::kMany})) {
    broken.push_back({"description", *std::move(rule)});
  }
  if (auto rule = broken_picture_address_rule(group.logo, "logo", base::kGroupLogoLengthMax)) {
    broken.push_back({"logo", *std::move(rule)});
  }
}

/// A malformed id is reported like one that is not available, so that nothing reveals which ids exist.
std::vector<ModuleId> checked_modules(const std::vector<std::string>& stated, bool of_default_group,
                                      const GroupModuleRules& rules, std::vector<FieldError>& broken) {
  std::vector<ModuleId> modules;
  modules.reserve(stated.size());
  for (const auto& id : stated) modules.push_back(ModuleId::from_stored(id));
  const auto checked =
      of_default_group
          ? validate_default_group_modules(modules, rules.account.type, rules.catalogue)
          : validate_group_modules(
                modules, assignable_modules(rules.account, rules.default_group_modules, rules.catalogue));
  if (checked.has_error()) {
    const auto fields = checked.error().fields();
    broken.insert(broken.end(), fields.begin(), fields.end());
  }
  return sorted_set(std::move(modules));
}

bool differs(const Group& a, const Group& b) {
  return a.name != b.name || a.description != b.description || a.logo != b.logo || a.modules != b.modules ||
         a.extensions != b.extensions;
}

}  // namespace

Group default_group(const Account& account, std::vector<ModuleId> modules) {
  std::sort(modules.begin(), modules.end());
  modules.erase(std::unique(modules.begin(), modules.end()), modules.end());
  return {.id = GroupId::from_stored({}),
          .account = account.id,
          .name = std::string{kDefaultGroupName},
          .description = {},
          .is_default = true,
          .modules = std::move(modules),
          .revision = 1,
          .created = account.created,
          .updated = std::nullopt};
}

Result<void> validate_group(const Group& group) {
  std::vector<FieldError> broken;
  check_texts(group, broken);
  if (!broken.empty()) return Error::invalid(std::move(broken));
  return {};
}

Result<void> validate_change(const Group& before, Group after) {
  if (after.name == before.name) after.name = "kept";
  if (after.description == before.description) after.description.clear();
  return validate_group(after);
}

Result<Group> new_group(GroupId id, const GroupDraft& draft, const GroupModuleRules& rules,
                        const Stamp& created) {
  std::vector<FieldError> broken;
  Group group{.id = std::move(id),
              .account = rules.account.id,
              .name = base::normalized(draft.name.value_or(std::string{})),
              .description = base::normalized(draft.description),
              .logo = draft.logo,
              .is_default = false,
              .modules = {},
              .extensions = std::nullopt,
              .revision = 1,
              .created = created,
              .updated = std::nullopt};
  check_texts(group, broken);
  group.modules = checked_modules(draft.modules, false, rules, broken);
  group.extensions = checked_extensions(draft.extensions, broken);
  if (!broken.empty()) return Error::invalid(std::move(broken));
  return group;
}

Result<bool> update_group(Group& group, const GroupChange& change, const GroupModuleRules& rules,
                          const Stamp& stamp) {
  auto changed = group;
  std::vector<FieldError> broken;
  if (change.name) changed.name = base::normalized(*change.name);
  if (change.description) changed.description = base::normalized(*change.description);
  if (change.logo) changed.logo = *change.logo;
  if (const auto texts = validate_change(group, changed); texts.has_error()) {
    broken = texts.error().fields();
  }
  if (change.modules) changed.modules = checked_modules(*change.modules, group.is_default, rules, broken);
  if (change.extensions) {
    changed.extensions = checked_extensions(*change.extensions, broken);
    if (group.is_default && *change.extensions) {
      broken.push_back({"extensions", "The default group always has all extensions."});
    }
  }
  if (!broken.empty()) return Error::invalid(std::move(broken));
  if (!differs(group, changed)) return false;
  ++changed.revision;
  changed.updated = stamp;
  group = std::move(changed);
  return true;
}

Result<void> validate_default_group_modules(const std::vector<ModuleId>& modules, AccountType type,
                                            const std::vector<Module>& catalogue) {
  std::vector<FieldError> broken;
  for (std::size_t i = 0; i < modules.size(); ++i) {
    const auto known = std::find_if(catalogue.begin(), catalogue.end(),
                                    [&](const Module& module) { return module.id == modules[i]; });
    if (known == catalogue.end() || !known->available_to(type) || known->forbidden()) {
      broken.push_back(unavailable_module(i));
    }
  }
  for (const auto& module : catalogue) {
    if (!module.mandatory() || !module.available_to(type) || contains(modules, module.id)) continue;
    broken.push_back({"modules", fmt::format("Module {} is mandatory.", module.id.str())});
  }
  if (!broken.empty()) return Error::invalid(std::move(broken));
  return {};
}

Result<void> validate_group_modules(const std::vector<ModuleId>& modules,
                                    const std::vector<ModuleId>& default_group_modules) {
  std::vector<FieldError> broken;
  for (std::size_t i = 0; i < modules.size(); ++i) {
    if (!contains(default_group_modules, modules[i])) broken.push_back(unavailable_module(i));
  }
  if (!broken.empty()) return Error::invalid(std::move(broken));
  return {};
}

}  // namespace jeton::domain
