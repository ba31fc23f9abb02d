#include "app/platform/apply_platform.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "app/command/system_caller.h"
#include "app/people/groups.h"
#include "app/people/users.h"
#include "app/platform/platform_application.h"
#include "base/check.h"
#include "base/limits.h"
#include "domain/module_path.h"
#include "domain/permission_set.h"

namespace jeton::app {
namespace {

using base::Error;
using base::Result;
using domain::AccountType;
using domain::Lock;

/// Not the beginning of any id.
constexpr std::string_view kNewId = "new-";

/// Sets `current` to the given value, and notes the field's name if that changes anything.
template <class T>
void assign_if_given(T& current, const std::optional<T>& stated, std::string_view name,
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

/// Brings `module` in line with the entry; the names of the fields that differed.
std::vector<std::string> state_module(const PlatformModule& entry, domain::Module& module) {
  std::vector<std::string> changed;
  assign_if_given(module.name, std::optional{entry.name}, "name", changed);
  assign_if_given(module.description, entry.description, "description", changed);
  if (const auto types = sorted(entry.account_types); types != sorted(module.account_types)) {
    module.account_types = types;
    changed.emplace_back("accountTypes");
  }
  assign_if_given(module.configurable, entry.configurable, "configurable", changed);
  assign_if_given(module.is_default, entry.is_default, "default", changed);
  assign_if_given(module.paid, entry.paid, "paid", changed);
  assign_if_given(module.obsolete, entry.obsolete, "obsolete", changed);
  assign_if_given(module.types, entry.types, "type", changed);
  assign_if_given(module.multi_account, entry.multi_account, "eligibility.multi", changed);
  assign_if_given(module.single_account, entry.single_account, "eligibility.single", changed);
  assign_if_given(module.paths, entry.paths, "paths", changed);
  return changed;
}

bool contains(const std::vector<domain::ModuleId>& modules, const domain::ModuleId& id) {
  return std::find(modules.begin(), modules.end(), id) != modules.end();
}

std::size_t entries_of(const PlatformFile& file) {
  return file.modules.size() + file.accounts.size() + file.groups.size() + file.users.size() +
         file.tokens.size();
}

}  // namespace

Error with_path_prefix(const std::string& prefix, Error error) {
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

PlatformApplication::PlatformApplication(const Services& services, const PlatformFile& file,
                                         const ApplyOptions& options, Run run)
    : services_{services}, file_{file}, options_{options}, run_{run}, system_{system_caller()} {}

Result<std::vector<PlanStep>> PlatformApplication::run() {
  JETON_CHECK(begin_unit());
  JETON_CHECK(load_accounts());
  JETON_CHECK(apply_catalogue());
  for (std::size_t i = 0; i < file_.accounts.size(); ++i) {
    if (file_.accounts[i].type == AccountType::kOperations) continue;
    JETON_CHECK(apply_account(i));
    JETON_CHECK(finish_entries(1));
  }
  for (std::size_t i = 0; i < file_.groups.size(); ++i) {
    JETON_CHECK(apply_group(file_.groups[i], fmt::format("groups[{}]", i)));
    JETON_CHECK(finish_entries(1));
  }
  for (std::size_t i = 0; i < file_.users.size(); ++i) {
    JETON_CHECK(apply_user(file_.users[i], fmt::format("users[{}]", i)));
    JETON_CHECK(finish_entries(1));
  }
  JETON_CHECK(apply_tokens());
  JETON_CHECK(end_unit());
  for (const auto& id : extended_accounts_) {
    account_steps_.push_back({PlanAction::kUpdate, "account", accounts_.at(id).name, id, {"modules"}});
  }
  auto steps = std::move(module_steps_);
  std::move(account_steps_.begin(), account_steps_.end(), std::back_inserter(steps));
  std::move(later_steps_.begin(), later_steps_.end(), std::back_inserter(steps));
  for (auto& step : steps) {
    if (step.id.starts_with(kNewId)) step.id.clear();
  }
  return steps;
}

std::string PlatformApplication::next_new_id() {
  return fmt::format("{}{}", kNewId, ++new_ids_);
}

// --- units of work ---

Result<void> PlatformApplication::begin_unit() {
  if (writes()) {
    JETON_TRY(unit_, services_.store.begin_write());
  } else {
    JETON_TRY(unit_, services_.store.begin_read());
  }
  writer_.emplace(services_, *unit_, system_);
  changed_ = false;
  return {};
}

Result<void> PlatformApplication::end_unit() {
  if (writes() && changed_) JETON_CHECK(unit_->commit());
  writer_.reset();
  unit_.reset();
  entries_done_ += entries_;
  entries_ = 0;
  if (options_.progress) options_.progress({writes(), entries_done_, entries_of(file_)});
  return {};
}

Result<void> PlatformApplication::finish_entries(std::size_t count) {
  entries_ += count;
  if (entries_ < base::kApplyEntriesMax) return {};
  if (!writes()) {
    // A rehearsal stays with its snapshot.
    entries_done_ += std::exchange(entries_, 0);
    if (options_.progress) options_.progress({false, entries_done_, entries_of(file_)});
    return {};
  }
  JETON_CHECK(end_unit());
  if (options_.between_units) options_.between_units();
  return begin_unit();
}

Result<void> PlatformApplication::state_once(const std::string& id, const std::string& path) {
  if (stated_ids_.insert(id).second) return {};
  const auto what = id.starts_with(kNewId) ? std::string_view{"This"} : std::string_view{id};
  return Error::invalid(path, fmt::format("{} is listed twice.", what));
}

// --- accounts ---

Result<void> PlatformApplication::load_accounts() {
  account_steps_.resize(file_.accounts.size());
  created_accounts_.resize(file_.accounts.size());
  JETON_TRY(auto accounts, unit_->accounts().list());
  for (auto& account : accounts) {
    if (account.type == AccountType::kOperations) operations_ = account;
    know_account(std::move(account), false);
  }
  return {};
}

void PlatformApplication::know_account(domain::Account account, bool stated) {
  const auto id = account.id.str();
  if (const auto known = accounts_.find(id); known != accounts_.end()) {
    const auto [first, last] = account_ids_.equal_range(known->second.name);
    const auto named = std::find_if(first, last, [&](const auto& entry) { return entry.second == id; });
    JETON_ASSERT(named != last);
    account_ids_.erase(named);
  }
  // Those of the file come first, so that looking for one ends soon, however many others have its name.
  const auto place = stated ? account_ids_.lower_bound(account.name) : account_ids_.end();
  account_ids_.emplace_hint(place, account.name, id);
  if (stated) stated_accounts_.insert(id);
  accounts_.insert_or_assign(id, std::move(account));
}

/// The operations account first, since every audit record is linked to it; then the modules, with
/// what they do to accounts. All of it in one unit: half of it would break rules.
Result<void> PlatformApplication::apply_catalogue() {
  JETON_TRY(catalogue_, unit_->modules().list());
  for (const auto& module : catalogue_) modules_.emplace(module.code, module);
  JETON_CHECK(apply_operations());
  for (std::size_t i = 0; i < file_.modules.size(); ++i) {
    JETON_CHECK(apply_module(file_.modules[i], fmt::format("modules[{}]", i)));
  }
  catalogue_.clear();
  for (const auto& [code, module] : modules_) catalogue_.push_back(module);
  std::sort(catalogue_.begin(), catalogue_.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
  JETON_CHECK(check_path_owners());
  if (mandatory_modules_moved_) JETON_CHECK(add_mandatory_modules());
  std::size_t entries = file_.modules.size();
  for (std::size_t i = 0; i < file_.accounts.size(); ++i) {
    if (file_.accounts[i].type != AccountType::kOperations) continue;
    JETON_CHECK(apply_default_group(i));
    ++entries;
  }
  return finish_entries(entries);
}

Result<void> PlatformApplication::apply_operations() {
  for (std::size_t i = 0; i < file_.accounts.size(); ++i) {
    if (file_.accounts[i].type == AccountType::kOperations) JETON_CHECK(apply_account_fields(i));
  }
  if (operations_) return {};
  return Error::invalid(
      "accounts",
      "The platform has no operations account yet: add one with type Operations, or run jeton init first.");
}

Result<void> PlatformApplication::apply_account(std::size_t index) {
  JETON_CHECK(apply_account_fields(index));
  return apply_default_group(index);
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
                            fmt::format("The platform already has the operations account {}, which cannot "
                                        "become {}: omit the id, or use {}.",
                                        operations_->id.str(), given->str(), operations_->id.str()));
    }
    if (operations_) given = operations_->id;
  } else if (!given) {
    if (account_ids_.count(entry.name) > 1) {
      return Error::invalid(path + ".name", "Several accounts have this name: give the id.");
    }
    if (const auto named = account_ids_.find(entry.name); named != account_ids_.end()) {
      given = domain::AccountId::from_stored(named->second);
    }
  }
  if (!given) return std::optional<domain::Account>{};
  if (writes()) return unit_->accounts().find(*given, Lock::kExclusive);
  const auto known = accounts_.find(given->str());
  return known == accounts_.end() ? std::optional<domain::Account>{} : known->second;
}

Result<void> PlatformApplication::apply_account_fields(std::size_t index) {
  const auto& entry = file_.accounts[index];
  const auto path = fmt::format("accounts[{}]", index);
  JETON_TRY(auto found, find_account(entry, path));
  const bool created = !found;
  std::vector<std::string> changed;
  if (created) {
    domain::Account draft{.id = domain::AccountId::from_stored({})};
    draft.type = entry.type;
    domain::apply_change(draft, stated_of(entry));
    const auto given = entry.id ? domain::AccountId::parse(*entry.id) : std::nullopt;
    auto made = create(given, std::move(draft), &domain::validate_account,
                       [&](domain::Account row) { return writer_->create_account(given, std::move(row)); });
    if (made.has_error()) return with_path_prefix(path, std::move(made).error());
    found = *std::move(made);
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
      const auto updated = update(*found, &domain::validate_account,
                                  [&](domain::Account& row) { return writer_->update_account(row); });
      if (updated.has_error()) return with_path_prefix(path, updated.error());
    }
  }
  JETON_CHECK(state_once(found->id.str(), path));
  account_steps_[index] = {created ? PlanAction::kCreate : action_for(changed), "account", found->name,
                           found->id.str(), std::move(changed)};
  if (found->type == AccountType::kOperations) operations_ = *found;
  created_accounts_[index] = created;
  know_account(*std::move(found), true);
  return {};
}

// --- modules ---

Result<std::optional<domain::Module>> PlatformApplication::find_module(const PlatformModule& entry,
                                                                       const std::string& path) const {
  const auto found = modules_.find(entry.code);
  if (entry.id) {
    const auto given = domain::ModuleId::parse(*entry.id);
    if (!given) return Error::invalid(path + ".id", "A module's id has the form MOD-1234.");
    if (found != modules_.end() && found->second.id != *given) {
      return Error::invalid(path + ".id", fmt::format("The module with the code {} already exists as {}.",
                                                      entry.code, found->second.id.str()));
    }
    const auto other = std::find_if(modules_.begin(), modules_.end(),
                                    [&](const auto& known) { return known.second.id == *given; });
    if (found == modules_.end() && other != modules_.end()) {
      return Error::invalid(path + ".code",
                            fmt::format("{} has the code {}, and the code of a module cannot be changed.",
                                        given->str(), other->second.code));
    }
  }
  return found == modules_.end() ? std::optional<domain::Module>{} : found->second;
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
          fmt::format("The module {} already has this path with one of these methods.", shared->other->code));
    }
  }
  return {};
}

Result<void> PlatformApplication::apply_module(const PlatformModule& entry, const std::string& path) {
  JETON_TRY(auto found, find_module(entry, path));
  const bool created = !found;
  auto module =
      found ? *std::move(found) : domain::Module{.id = domain::ModuleId::from_stored({}), .code = entry.code};
  auto changed = state_module(entry, module);
  if (created) {
    const auto given = entry.id ? domain::ModuleId::parse(*entry.id) : std::nullopt;
    auto made = create(given, std::move(module), &domain::validate_module, [&](domain::Module row) {
      return writer_->create_module(given, std::move(row), *operations_);
    });
    if (made.has_error()) return with_path_prefix(path, std::move(made).error());
    module = *std::move(made);
    changed.clear();
  } else if (!changed.empty()) {
    const auto updated = update(module, &domain::validate_module, [&](domain::Module& row) {
      return writer_->update_module(row, *operations_);
    });
    if (updated.has_error()) return with_path_prefix(path, updated.error());
  }
  JETON_CHECK(state_once(module.id.str(), path));
  if (module.mandatory() && (created || !changed.empty())) mandatory_modules_moved_ = true;
  module_steps_.push_back({created ? PlanAction::kCreate : action_for(changed), "module", module.code,
                           module.id.str(), std::move(changed)});
  modules_.insert_or_assign(module.code, std::move(module));
  return {};
}

// --- default groups ---

Result<std::vector<domain::ModuleId>> PlatformApplication::default_modules_of(
    const domain::AccountId& account) {
  if (!writes()) {
    if (const auto known = default_modules_.find(account.str()); known != default_modules_.end()) {
      return known->second;
    }
  }
  JETON_TRY(auto group, unit_->groups().find_default(account, Lock::kShared));
  if (!group) return Error::internal("an account without a default group");
  if (!writes()) default_modules_.emplace(account.str(), group->modules);
  return std::move(group->modules);
}

Result<void> PlatformApplication::apply_default_group(std::size_t index) {
  const auto& path = fmt::format("accounts[{}]", index);
  auto& step = account_steps_[index];
  const auto account = accounts_.at(step.id);
  const auto& stated = file_.accounts[index].modules;
  const bool created = created_accounts_[index];
  bool changed = extended_accounts_.erase(step.id) > 0;
  if (created || stated) {
    JETON_TRY(auto wanted, resolve_modules(stated.value_or(std::vector<std::string>{}), path + ".modules"));
    for (const auto& module : catalogue_) {
      if (module.mandatory() && module.available_to(account.type) && !contains(wanted, module.id)) {
        wanted.push_back(module.id);
      }
    }
    if (created) {
      auto valid = domain::validate_default_group_modules(wanted, account.type, catalogue_);
      if (valid.has_error()) return with_path_prefix(path, std::move(valid).error());
      auto draft = domain::default_group(account, std::move(wanted));
      default_modules_.insert_or_assign(step.id, draft.modules);
      auto made = create(
          std::optional<domain::GroupId>{}, std::move(draft), &domain::validate_group,
          [&](domain::Group row) { return writer_->create_group(std::nullopt, std::move(row), account); });
      if (made.has_error()) return with_path_prefix(path, std::move(made).error());
      if (!writes()) groups_[step.id].put(*std::move(made));
      return {};
    }
    auto moved = change_default_group(account, wanted);
    if (moved.has_error()) return with_path_prefix(path, std::move(moved).error());
    changed = changed || *moved;
  }
  if (!changed) return {};
  if (step.action == PlanAction::kUnchanged) step.action = PlanAction::kUpdate;
  step.changed.emplace_back("modules");
  return {};
}

Result<bool> PlatformApplication::change_default_group(const domain::Account& account,
                                                       const std::vector<domain::ModuleId>& wanted) {
  if (writes()) {
    JETON_TRY(const bool moved, set_default_group_modules(services_, *unit_, system_, account.id, wanted));
    changed_ = changed_ || moved;
    return moved;
  }
  JETON_TRY(const auto current, default_modules_of(account.id));
  JETON_CHECK(domain::validate_default_group_modules(wanted, account.type, catalogue_));
  auto sorted_wanted = domain::sorted_set(wanted);
  const bool moves = sorted_wanted != current;
  default_modules_.insert_or_assign(account.id.str(), std::move(sorted_wanted));
  return moves;
}

/// a mandatory module is part of the default group of every account it applies to. Accounts that the
/// file states say so in their own step.
Result<void> PlatformApplication::add_mandatory_modules() {
  std::map<std::string, const domain::Account*> by_id;
  for (const auto& [id, account] : accounts_) by_id.emplace(id, &account);
  // A new one, which can be the operations account alone at this point, gets them with its group.
  for (std::size_t i = 0; i < file_.accounts.size(); ++i) {
    if (created_accounts_[i]) by_id.erase(account_steps_[i].id);
  }
  for (const auto& [id, account] : by_id) JETON_CHECK(add_mandatory_modules_to(*account));
  return {};
}

Result<void> PlatformApplication::add_mandatory_modules_to(const domain::Account& account) {
  JETON_TRY(auto group, unit_->groups().find_default(account.id, Lock::kExclusive));
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
  JETON_CHECK(update(*group, &domain::validate_group,
                     [&](domain::Group& row) { return writer_->update_group(row, account); }));
  default_modules_.insert_or_assign(account.id.str(), group->modules);
  extended_accounts_.insert(account.id.str());
  return {};
}

// --- references ---

Result<domain::Account> PlatformApplication::resolve_account(const std::string& text,
                                                             const std::string& path) const {
  if (domain::AccountId::parse(text)) {
    const auto known = accounts_.find(text);
    if (known != accounts_.end()) return known->second;
    return Error::invalid(path, fmt::format("There is no account {}.", text));
  }
  const auto [first, last] = account_ids_.equal_range(text);
  std::vector<const std::string*> stated;
  std::vector<const std::string*> others;
  for (auto at = first; at != last && others.size() < 2 && stated.size() < 2; ++at) {
    (stated_accounts_.contains(at->second) ? stated : others).push_back(&at->second);
  }
  // An account of the file is meant before one of the same name that the file does not know.
  const auto& meant = stated.empty() ? others : stated;
  if (meant.empty()) return Error::invalid(path, fmt::format("There is no account named {}.", text));
  if (meant.size() > 1) return Error::invalid(path, "Several accounts have this name: give the id.");
  return accounts_.at(*meant.front());
}

Result<std::vector<domain::ModuleId>> PlatformApplication::resolve_modules(
    const std::vector<std::string>& codes, const std::string& path) const {
  std::vector<domain::ModuleId> ids;
  std::vector<base::FieldError> broken;
  for (std::size_t i = 0; i < codes.size(); ++i) {
    const auto known = modules_.find(codes[i]);
    if (known == modules_.end()) {
      broken.push_back(
          {fmt::format("{}[{}]", path, i), fmt::format("There is no module with the code {}.", codes[i])});
      continue;
    }
    ids.push_back(known->second.id);
  }
  if (!broken.empty()) return Error::invalid(std::move(broken));
  return ids;
}

Result<std::vector<PlanStep>> apply_platform(const Services& services, const PlatformFile& file,
                                             const ApplyOptions& options) {
  using Run = PlatformApplication::Run;
  JETON_TRY(auto plan, PlatformApplication(services, file, options, Run::kRehearse).run());
  const bool changes = std::any_of(
      plan.begin(), plan.end(), [](const PlanStep& step) { return step.action != PlanAction::kUnchanged; });
  if (options.mode == ApplyMode::kDryRun || !changes) return plan;
  return PlatformApplication(services, file, options, Run::kWrite).run();
}

Result<std::vector<PlanStep>> apply_platform(const Services& services, const PlatformFile& file,
                                             ApplyMode mode) {
  return apply_platform(services, file, ApplyOptions{.mode = mode});
}

}  // namespace jeton::app
