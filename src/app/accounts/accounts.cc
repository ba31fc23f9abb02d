#include "app/accounts/accounts.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "app/audit/audit.h"
#include "app/audit/row_writer.h"
#include "base/limits.h"
#include "picture/initials.h"

namespace jeton::app {
namespace {

using base::Error;
using base::Result;
using domain::Account;
using domain::AuditAction;
using domain::Caller;
using domain::Lock;
using domain::UnitOfWork;

/// The account, if it is inside `scope`. Everything else is the same "not found".
Result<Account> find_within(UnitOfWork& unit, const domain::AccountScope& scope, std::string_view id_text,
                            Lock lock) {
  const auto id = domain::AccountId::parse(id_text);
  if (!id || !scope.contains(*id)) return Error::not_found();
  JETON_TRY(auto account, unit.accounts().find(*id, lock));
  if (!account) return Error::not_found();
  return *std::move(account);
}

/// Groups are shown to those who may read them (spec 3.2): reading one's own account requires less.
Result<AccountView> view_of(UnitOfWork& unit, const Caller& caller, Account account, GroupsInAnswer wanted) {
  AccountView view{std::move(account), {}};
  if (wanted == GroupsInAnswer::kInclude && domain::readable_groups(caller).contains(view.account.id)) {
    JETON_TRY(view.groups, unit.groups().list_of_account(view.account.id));
  }
  return view;
}

/// The shape that all changes of one account share: find it, change it, write row and record, commit, answer.
/// `change` returns whether anything changed.
template <class Change>
Result<AccountView> change_account(const Services& services, const Caller& caller, std::string_view id,
                                   AuditAction action, GroupsInAnswer wanted,
                                   const ExpectedRevision& expected, Change change) {
  JETON_TRY(const auto unit, services.store.begin_write());
  // Whoever changes some accounts reads those and no others, so what is beyond is not found, not denied.
  JETON_TRY(auto account, find_within(*unit, domain::changeable_accounts(caller), id, Lock::kExclusive));
  JETON_CHECK(check_revision(expected, account.revision));
  const auto now = services.clock.now();
  JETON_TRY(const bool changed, change(*unit, account, caller.stamp(now)));
  if (changed) {
    JETON_CHECK(unit->accounts().update(account));
    JETON_CHECK(write_audit(services, *unit, caller, now, audit_entry(action, account)));
  }
  JETON_TRY(auto view, view_of(*unit, caller, std::move(account), wanted));
  JETON_CHECK(unit->commit());
  return view;
}

using Transition = Result<void> (*)(Account& account, const domain::Stamp& stamp);

Result<AccountView> move_account(const Services& services, const Caller& caller, std::string_view id,
                                 GroupsInAnswer wanted, const ExpectedRevision& expected,
                                 Transition transition) {
  if (!domain::manages_platform(caller)) return Error::denied();
  return change_account(
      services, caller, id, AuditAction::kStatusChanged, wanted, expected,
      [transition](UnitOfWork&, Account& account, const domain::Stamp& stamp) -> Result<bool> {
        JETON_CHECK(transition(account, stamp));
        return true;
      });
}

/// What `command` says about the picture. True if that changes anything: the path is the same, the picture
/// is not.
Result<bool> apply_logo(UnitOfWork& unit, const domain::AccountId& id, const UpdateAccount& command) {
  if (command.logo) {
    JETON_CHECK(unit.icons().put(id.str(), *command.logo));
    return true;
  }
  if (!command.clears_logo) return false;
  JETON_TRY(const auto current, unit.icons().find(id.str()));
  if (!current) return false;
  JETON_CHECK(unit.icons().remove(id.str()));
  return true;
}

/// The row that `command` asks for. Errors: invalid, with every broken field.
Result<Account> drafted(const CreateAccount& command) {
  Account account{.id = domain::AccountId::from_stored({})};
  const auto type = command.type ? domain::parse_account_type(*command.type) : std::nullopt;
  account.type = type.value_or(domain::AccountType::kClient);
  domain::apply_change(account, command.change);
  std::vector<base::FieldError> broken;
  if (!type || *type == domain::AccountType::kOperations) {
    broken.push_back({"type", command.type ? "The type must be Vendor or Client." : "The type is required."});
  }
  if (const auto valid = domain::validate_account(account); valid.has_error()) {
    const auto fields = valid.error().fields();
    broken.insert(broken.end(), fields.begin(), fields.end());
  }
  if (!broken.empty()) return Error::invalid(std::move(broken));
  return account;
}

/// The accounts of a list, with those of their groups that `readable` has.
Result<std::vector<AccountView>> views_of(UnitOfWork& unit, const domain::GroupScope& readable,
                                          std::vector<Account> accounts, GroupsInAnswer wanted) {
  std::vector<AccountView> views;
  views.reserve(accounts.size());
  std::vector<domain::AccountId> with_groups;
  for (auto& account : accounts) {
    if (readable.contains(account.id)) with_groups.push_back(account.id);
    views.push_back({std::move(account), {}});
  }
  if (wanted == GroupsInAnswer::kOmit) return views;
  JETON_TRY(const auto groups, unit.groups().list_of_accounts(with_groups));
  for (auto& view : views) {
    std::copy_if(groups.begin(), groups.end(), std::back_inserter(view.groups),
                 [&](const domain::Group& group) { return group.account == view.account.id; });
  }
  return views;
}

}  // namespace

bool reaches_accounts(const Caller& caller) {
  return domain::readable_accounts(caller).reaches_any();
}

bool changes_accounts(const Caller& caller) {
  return domain::changeable_accounts(caller).reaches_any();
}

Result<AccountView> create_account(const Services& services, const Caller& caller,
                                   const CreateAccount& command) {
  if (!domain::manages_platform(caller)) return Error::denied();
  JETON_TRY(const auto unit, services.store.begin_write());
  JETON_TRY(auto view, create_account(services, *unit, caller, command));
  JETON_CHECK(unit->commit());
  return view;
}

Result<AccountView> create_account(const Services& services, UnitOfWork& unit, const Caller& caller,
                                   const CreateAccount& command) {
  if (!domain::manages_platform(caller)) return Error::denied();
  JETON_TRY(auto draft, drafted(command));
  RowWriter writer{services, unit, caller};
  JETON_TRY(auto account, writer.create_account(std::nullopt, std::move(draft)));
  JETON_TRY(const auto catalogue, unit.modules().list());
  JETON_TRY(auto group,
            writer.create_group(
                std::nullopt,
                domain::default_group(account, domain::initial_modules(account.type, catalogue)), account));
  if (command.logo) JETON_CHECK(unit.icons().put(account.id.str(), *command.logo));
  AccountView view{std::move(account), {}};
  view.groups.push_back(std::move(group));
  return view;
}

Result<AccountView> get_account(const Services& services, const Caller& caller, std::string_view id,
                                GroupsInAnswer wanted) {
  if (!reaches_accounts(caller)) return Error::denied();
  JETON_TRY(const auto unit, services.store.begin_read());
  JETON_TRY(auto account, find_within(*unit, domain::readable_accounts(caller), id, Lock::kNone));
  return view_of(*unit, caller, std::move(account), wanted);
}

Result<domain::Page<AccountView>> list_accounts(const Services& services, const Caller& caller,
                                                const domain::Query& query, GroupsInAnswer wanted) {
  const auto scope = domain::readable_accounts(caller);
  if (!scope.reaches_any()) return Error::denied();
  JETON_TRY(const auto unit, services.store.begin_read());
  JETON_TRY(auto page, unit->accounts().list(scope, query));
  JETON_TRY(auto views, views_of(*unit, domain::readable_groups(caller), std::move(page.rows), wanted));
  return domain::Page<AccountView>{page.total, std::move(views)};
}

Result<std::unique_ptr<ViewStream<AccountView>>> stream_accounts(const Services& services,
                                                                 const Caller& caller,
                                                                 const domain::Query& query,
                                                                 GroupsInAnswer wanted) {
  const auto scope = domain::readable_accounts(caller);
  if (!scope.reaches_any()) return Error::denied();
  JETON_TRY(auto unit, services.store.begin_read());
  JETON_TRY(auto rows, unit->accounts().stream(scope, query, base::kStreamBatchRows));
  return stream_views<AccountView, Account>(
      std::move(unit), std::move(rows),
      [groups = domain::readable_groups(caller), wanted](UnitOfWork& of, std::vector<Account> accounts) {
        return views_of(of, groups, std::move(accounts), wanted);
      });
}

Result<AccountView> update_account(const Services& services, const Caller& caller, std::string_view id,
                                   const UpdateAccount& command, GroupsInAnswer wanted,
                                   const ExpectedRevision& expected) {
  if (!changes_accounts(caller)) return Error::denied();
  return change_account(
      services, caller, id, AuditAction::kUpdated, wanted, expected,
      [&](UnitOfWork& unit, Account& account, const domain::Stamp& stamp) -> Result<bool> {
        // As R-072: who states what only Operations may say is denied, not silently ignored.
        if (!domain::manages_platform(caller) && domain::changes_operations_fields(account, command.change)) {
          return Error::denied();
        }
        if (command.type && *command.type != to_string(account.type)) {
          return Error::invalid("type", "The type of an account cannot be changed.");
        }
        JETON_TRY(bool changed, domain::update_account(account, command.change, stamp));
        JETON_TRY(const bool other_logo, apply_logo(unit, account.id, command));
        if (other_logo && !changed) {
          ++account.revision;
          account.updated = stamp;
          changed = true;
        }
        return changed;
      });
}

Result<AccountView> enable_account(const Services& services, const Caller& caller, std::string_view id,
                                   GroupsInAnswer wanted, const ExpectedRevision& expected) {
  return move_account(services, caller, id, wanted, expected, &domain::enable_account);
}

Result<AccountView> disable_account(const Services& services, const Caller& caller, std::string_view id,
                                    GroupsInAnswer wanted, const ExpectedRevision& expected) {
  return move_account(services, caller, id, wanted, expected, &domain::disable_account);
}

Result<AccountView> activate_account(const Services& services, const Caller& caller, std::string_view id,
                                     GroupsInAnswer wanted, const ExpectedRevision& expected) {
  return move_account(services, caller, id, wanted, expected, &domain::activate_account);
}

Result<AccountView> deactivate_account(const Services& services, const Caller& caller, std::string_view id,
                                       GroupsInAnswer wanted, const ExpectedRevision& expected) {
  return move_account(services, caller, id, wanted, expected, &domain::deactivate_account);
}

Result<domain::Icon> get_account_icon(const Services& services, std::string_view id_text) {
  const auto id = domain::AccountId::parse(id_text);
  if (!id) return Error::not_found();
  JETON_TRY(const auto unit, services.store.begin_read());
  JETON_TRY(const auto account, unit->accounts().find(*id));
  if (!account) return Error::not_found();
  JETON_TRY(auto uploaded, unit->icons().find(id->str()));
  if (uploaded) return *std::move(uploaded);
  return domain::Icon{std::string{picture::kInitialsMediaType},
                      picture::initials_picture(account->name, id->str())};
}

}  // namespace jeton::app
