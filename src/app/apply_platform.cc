#include "app/apply_platform.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "app/groups.h"
#include "app/platform_application.h"
#include "app/users.h"
#include "base/check.h"
#include "domain/module_path.h"

namespace jeton::app {
namespace {

using base::Error;
using base::Result;
using domain::AccountType;

/// Sets `current` to what is stated, and notes the field's name if that changes anything.
template <class T>
void state(T& current, const std::optional<T>& stated, std::string_view name,
           std::vector<std::string>& changed) {
  if (!stated || *stated == current) return;
  current = *stated;
  changed.emplace_back(name);
}

std::vector<AccountType> sorted(std::vector<AccountType> types) {
  std::sort(types.begin(), types.end());
  types.erase(std::unique(types.begin(), types.end()), types.end());
  return types;
}

PlanAction action_for(const std::vector<std::string>& changed) {
  return changed.empty() ? PlanAction::kUnchanged : PlanAction::kUpdate;
}

/// What the entry states of an account.
domain::AccountChange stated_of(const PlatformAccount& entry) {
  domain::AccountChange change;
  change.name = entry.name;
  change.description = entry.description;
  change.website = entry.website;
  change.technical_support_email = entry.technical_support_email;
  if (entry.address) change.address.emplace(entry.address);
  change.default_language_code = entry.default_language_code;
  change.external_id = entry.external_id;
  if (entry.eligibility) change.eligibility.emplace(entry.eligibility);
  change.reveal_tokens = entry.reveal_tokens;
  return change;
}

/// The names of the fields that differ.
std::vector<std::string> differences(const domain::Account& a, const domain::Account& b) {
  std::vector<std::string> names;
  const auto note = [&names](bool differs, std::string_view name) {
    if (differs) names.emplace_back(name);
  };
  note(a.name != b.name, "name");
  note(a.description != b.description, "description");
  note(a.website != b.website, "website");
  note(a.technical_support_email != b.technical_support_email, "technicalSupportEmail");
  note(a.address != b.address, "address");
  note(a.default_language_code != b.default_language_code, "defaultLanguageCode");
  note(a.external_id != b.external_id, "externalId");
  note(a.eligibility != b.eligibility, "eligibility");
  note(a.reveal_tokens != b.reveal_tokens, "revealTokens");
  return names;
}

bool contains(const std::vector<domain::ModuleId>& modules, const domain::ModuleId& id) {
  return std::find(modules.begin(), modules.end(), id) != modules.end();
}

}  // namespace

Error below(const std::string& prefix, Error error) {
  const bool about_input =
      error.kind() == base::ErrorKind::kInvalid || error.kind() == base::ErrorKind::kConflict;
  if (!about_input || error.fields().empty()) return error;
  auto fields = error.fields();
  for (auto& field : fields) {
    if (field.path.starts_with("modules[") && field.path.ends_with(".id"))
      field.path.resize(field.path.size() - 3);
    field.path = fmt::format("{}.{}", prefix, field.path);
  }
  return Error::invalid(std::move(fields));
}

PlatformApplication::PlatformApplication(const Services& services, domain::UnitOfWork& unit,
                                         const PlatformFile& file)
    : services_{services},
      unit_{unit},
      file_{file},
      system_{system_caller()},
      writer_{services, unit, system_} {}

Result<std::vector<PlanStep>> PlatformApplication::run() {
  JETON_CHECK(apply_accounts());
  JETON_CHECK(apply_modules());
  JETON_CHECK(apply_default_groups());
  for (std::size_t i = 0; i < file_.groups.size(); ++i) {
    JETON_CHECK(apply_group(file_.groups[i], fmt::format("groups[{}]", i)));
  }
  for (std::size_t i = 0; i < file_.users.size(); ++i) {
    JETON_CHECK(apply_user(file_.users[i], fmt::format("users[{}]", i)));
  }
  for (std::size_t i = 0; i < file_.tokens.size(); ++i) {
    JETON_CHECK(apply_token(file_.tokens[i], fmt::format("tokens[{}]", i)));
  }
  auto steps = std::move(module_steps_);
  std::move(account_steps_.begin(), account_steps_.end(), std::back_inserter(steps));
  std::move(later_steps_.begin(), later_steps_.end(), std::back_inserter(steps));
  return steps;
}

Result<void> PlatformApplication::state_once(const std::string& id, const std::string& path) {
  if (stated_ids_.insert(id).second) return {};
  return Error::invalid(path, fmt::format("{} is stated twice.", id));
}

// --- accounts ---

Result<void> PlatformApplication::apply_accounts() {
  accounts_.resize(file_.accounts.size());
  account_steps_.resize(file_.accounts.size());
  JETON_TRY(operations_, unit_.accounts().find_operations());
  // Every audit record is linked to the operations account: it has to be there first.
  for (const bool operations : {true, false}) {
    for (std::size_t i = 0; i < file_.accounts.size(); ++i) {
      if ((file_.accounts[i].type == AccountType::kOperations) != operations) continue;
      JETON_CHECK(apply_account(i));
    }
    if (!operations_) {
      return Error::invalid("accounts",
                            "The platform has no operations account yet: state one with type Operations, or "
                            "run jeton init first.");
    }
  }
  return {};
}

Result<std::optional<domain::Account>> PlatformApplication::find_account(const PlatformAccount& entry,
                                                                         const std::string& path) {
  std::optional<domain::AccountId> given;
  if (entry.id) {
    given = domain::AccountId::parse(*entry.id);
    if (!given) return Error::invalid(path + ".id", "An account's id has the form ACC-1234-5678.");
  }
  if (entry.type == AccountType::kOperations) {
    if (operations_ && given && operations_->id != *given) {
      return Error::invalid(path + ".id",
                            fmt::format("The platform has the operations account {} already, which cannot "
                                        "become {}: leave the id out, or state {}.",
                                        operations_->id.str(), given->str(), operations_->id.str()));
    }
    return operations_;
  }
  if (given) return unit_.accounts().find(*given, domain::Lock::kExclusive);
  JETON_TRY(auto accounts, unit_.accounts().list());
  std::optional<domain::Account> found;
  for (auto& account : accounts) {
    if (account.name != entry.name) continue;
    if (found) return Error::invalid(path + ".name", "Several accounts have this name: state the id.");
    found = std::move(account);
  }
  return found;
}

Result<void> PlatformApplication::apply_account(std::size_t index) {
  const auto& entry = file_.accounts[index];
  const auto path = fmt::format("accounts[{}]", index);
  JETON_TRY(auto found, find_account(entry, path));
  const bool created = !found;
  std::vector<std::string> changed;
  if (created) {
    domain::Account draft{.id = domain::AccountId::from_stored({})};
    draft.type = entry.type;
    domain::apply_change(draft, stated_of(entry));
    auto inserted = writer_.create_account(entry.id ? domain::AccountId::parse(*entry.id) : std::nullopt,
                                           std::move(draft));
    if (inserted.has_error()) return below(path, std::move(inserted).error());
    found = *std::move(inserted);
  } else {
    if (found->type != entry.type) {
      return Error::invalid(path + ".type",
                            fmt::format("{} is a {} account, and the type of an account cannot be changed.",
                                        found->id.str(), to_string(found->type)));
    }
    auto stated = *found;
    domain::apply_change(stated, stated_of(entry));
    changed = differences(*found, stated);
    if (!changed.empty()) {
      found = std::move(stated);
      if (auto updated = writer_.update_account(*found); updated.has_error()) {
        return below(path, std::move(updated).error());
      }
    }
  }
  JETON_CHECK(state_once(found->id.str(), path));
  account_steps_[index] = {created ? PlanAction::kCreate : action_for(changed), "account", found->name,
                           found->id.str(), std::move(changed)};
  if (found->type == AccountType::kOperations) operations_ = *found;
  accounts_[index] = StatedAccount{*std::move(found), created};
  return {};
}

// --- modules ---

Result<void> PlatformApplication::apply_modules() {
  for (std::size_t i = 0; i < file_.modules.size(); ++i) {
    JETON_CHECK(apply_module(file_.modules[i], fmt::format("modules[{}]", i)));
  }
  JETON_TRY(catalogue_, unit_.modules().list());
  return check_path_owners();
}

Result<void> PlatformApplication::check_path_owners() const {
  for (std::size_t i = 0; i < file_.modules.size(); ++i) {
    if (!file_.modules[i].paths) continue;
    const auto stated = std::find_if(catalogue_.begin(), catalogue_.end(), [&](const domain::Module& module) {
      return module.code == file_.modules[i].code;
    });
    JETON_ASSERT(stated != catalogue_.end());
    if (const auto shared = domain::find_shared_path(*stated, catalogue_)) {
      return Error::invalid(
          fmt::format("modules[{}].paths[{}].prefix", i, shared->path),
          fmt::format("The module {} has this path with one of these methods already.", shared->other->code));
    }
  }
  return {};
}

Result<void> PlatformApplication::apply_module(const PlatformModule& entry, const std::string& path) {
  std::optional<domain::ModuleId> given;
  if (entry.id) {
    given = domain::ModuleId::parse(*entry.id);
    if (!given) return Error::invalid(path + ".id", "A module's id has the form MOD-1234.");
  }
  JETON_TRY(auto found, unit_.modules().find_by_code(entry.code));
  if (given && found && found->id != *given) {
    return Error::invalid(
        path + ".id", fmt::format("The module with the code {} is {} already.", entry.code, found->id.str()));
  }
  if (given && !found) {
    JETON_TRY(const auto other, unit_.modules().find(*given));
    if (other) {
      return Error::invalid(path + ".code",
                            fmt::format("{} has the code {}, and the code of a module cannot be changed.",
                                        given->str(), other->code));
    }
  }

  const bool created = !found;
  auto module = found ? *found : domain::Module{.id = domain::ModuleId::from_stored({}), .code = entry.code};
  std::vector<std::string> changed;
  state(module.name, std::optional{entry.name}, "name", changed);
  state(module.description, entry.description, "description", changed);
  if (const auto types = sorted(entry.account_types); types != sorted(module.account_types)) {
    module.account_types = types;
    changed.emplace_back("accountTypes");
  }
  state(module.configurable, entry.configurable, "configurable", changed);
  state(module.is_default, entry.is_default, "default", changed);
  state(module.paid, entry.paid, "paid", changed);
  state(module.obsolete, entry.obsolete, "obsolete", changed);
  state(module.types, entry.types, "type", changed);
  state(module.multi_account, entry.multi_account, "eligibility.multi", changed);
  state(module.single_account, entry.single_account, "eligibility.single", changed);
  state(module.paths, entry.paths, "paths", changed);

  if (created) {
    auto inserted = writer_.create_module(given, std::move(module), *operations_);
    if (inserted.has_error()) return below(path, std::move(inserted).error());
    module = *std::move(inserted);
    changed.clear();
  } else if (!changed.empty()) {
    if (auto updated = writer_.update_module(module, *operations_); updated.has_error()) {
      return below(path, std::move(updated).error());
    }
  }
  JETON_CHECK(state_once(module.id.str(), path));
  if (module.mandatory() && (created || !changed.empty())) mandatory_modules_moved_ = true;
  module_steps_.push_back({created ? PlanAction::kCreate : action_for(changed), "module", module.code,
                           module.id.str(), std::move(changed)});
  return {};
}

// --- default groups ---

Result<void> PlatformApplication::apply_default_groups() {
  for (std::size_t i = 0; i < accounts_.size(); ++i) JETON_CHECK(apply_default_group(i));
  if (!mandatory_modules_moved_) return {};
  // a mandatory module is part of the default group of every account it applies to.
  JETON_TRY(const auto accounts, unit_.accounts().list());
  for (const auto& account : accounts) JETON_CHECK(add_mandatory_modules(account));
  return {};
}

Result<void> PlatformApplication::apply_default_group(std::size_t index) {
  const auto& [account, created] = *accounts_[index];
  const auto& stated = file_.accounts[index].modules;
  if (!created && !stated) return {};
  const auto path = fmt::format("accounts[{}]", index);
  JETON_TRY(auto wanted, resolve_modules(stated.value_or(std::vector<std::string>{}), path + ".modules"));
  for (const auto& module : catalogue_) {
    if (module.mandatory() && module.available_to(account.type) && !contains(wanted, module.id)) {
      wanted.push_back(module.id);
    }
  }
  if (created) {
    auto valid = domain::validate_default_group_modules(wanted, account.type, catalogue_);
    if (valid.has_error()) return below(path, std::move(valid).error());
    auto group = writer_.create_group(std::nullopt, default_group(account, std::move(wanted)), account);
    if (group.has_error()) return below(path, std::move(group).error());
    return {};
  }
  auto changed = set_default_group_modules(services_, unit_, system_, account.id, wanted);
  if (changed.has_error()) return below(path, std::move(changed).error());
  if (!*changed) return {};
  auto& step = account_steps_[index];
  step.action = PlanAction::kUpdate;
  step.changed.emplace_back("modules");
  return {};
}

Result<void> PlatformApplication::add_mandatory_modules(const domain::Account& account) {
  JETON_TRY(auto group, unit_.groups().find_default(account.id, domain::Lock::kExclusive));
  if (!group) return Error::internal("an account without a default group");
  bool missing = false;
  for (const auto& module : catalogue_) {
    if (!module.mandatory() || !module.available_to(account.type) || contains(group->modules, module.id)) {
      continue;
    }
    group->modules.push_back(module.id);
    missing = true;
  }
  if (!missing) return {};
  std::sort(group->modules.begin(), group->modules.end());
  JETON_CHECK(writer_.update_group(*group, account));
  account_steps_.push_back({PlanAction::kUpdate, "account", account.name, account.id.str(), {"modules"}});
  return {};
}

// --- references ---

Result<domain::Account> PlatformApplication::resolve_account(const std::string& text,
                                                             const std::string& path) {
  if (const auto id = domain::AccountId::parse(text)) {
    JETON_TRY(auto account, unit_.accounts().find(*id));
    if (account) return *std::move(account);
    return Error::invalid(path, fmt::format("There is no account {}.", text));
  }
  // An account of the file is meant before one of the same name that the file does not know.
  const domain::Account* found = nullptr;
  for (const auto& stated : accounts_) {
    if (stated->account.name != text) continue;
    if (found != nullptr) return Error::invalid(path, "Several accounts have this name: state the id.");
    found = &stated->account;
  }
  if (found != nullptr) return *found;
  JETON_TRY(const auto accounts, unit_.accounts().list());
  for (const auto& account : accounts) {
    if (account.name != text) continue;
    if (found != nullptr) return Error::invalid(path, "Several accounts have this name: state the id.");
    found = &account;
  }
  if (found != nullptr) return *found;
  return Error::invalid(path, fmt::format("There is no account named {}.", text));
}

Result<std::vector<domain::ModuleId>> PlatformApplication::resolve_modules(
    const std::vector<std::string>& codes, const std::string& path) const {
  std::vector<domain::ModuleId> ids;
  std::vector<base::FieldError> broken;
  for (std::size_t i = 0; i < codes.size(); ++i) {
    const auto known = std::find_if(catalogue_.begin(), catalogue_.end(),
                                    [&](const auto& module) { return module.code == codes[i]; });
    if (known == catalogue_.end()) {
      broken.push_back(
          {fmt::format("{}[{}]", path, i), fmt::format("There is no module with the code {}.", codes[i])});
      continue;
    }
    ids.push_back(known->id);
  }
  if (!broken.empty()) return Error::invalid(std::move(broken));
  return ids;
}

Result<std::vector<PlanStep>> apply_platform(const Services& services, const PlatformFile& file,
                                             ApplyMode mode) {
  JETON_TRY(const auto unit, services.store.begin_write());
  JETON_TRY(auto steps, PlatformApplication(services, *unit, file).run());
  const bool changes = std::any_of(
      steps.begin(), steps.end(), [](const PlanStep& step) { return step.action != PlanAction::kUnchanged; });
  if (mode == ApplyMode::kApply && changes) JETON_CHECK(unit->commit());
  return steps;
}

}  // namespace jeton::app
