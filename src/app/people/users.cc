#include "app/people/users.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "app/command/references.h"
#include "app/people/invitations.h"
#include "app/people/membership_access.h"
#include "base/limits.h"
#include "base/text.h"

namespace jeton::app {
namespace {

using base::Error;
using base::Result;
using domain::AuditAction;
using domain::Caller;
using domain::Lock;
using domain::UnitOfWork;

/// The user, if inside `scope`. Everything else is the same "not found"; what has no `@` is an id, and
/// one of a wrong shape is unknown.
Result<domain::User> find_user(UnitOfWork& unit, const domain::UserScope& scope, std::string_view name,
                               Lock lock) {
  std::optional<domain::User> user;
  if (name.find('@') != name.npos) {
    JETON_TRY(user, unit.users().find_by_email_within(scope, name, lock));
  } else if (const auto id = domain::UserId::parse(name)) {
    JETON_TRY(user, unit.users().find_within(scope, *id, lock));
  }
  if (!user) return Error::not_found();
  return *std::move(user);
}

/// The account that records about `user` belong to: where the user works, else the platform's.
Result<domain::Account> home_account(UnitOfWork& unit, const domain::User& user) {
  std::optional<domain::Account> account;
  if (user.current_account) {
    JETON_TRY(account, unit.accounts().find(*user.current_account));
  }
  if (!account) {
    // An account that has only invited them does not learn of it.
    JETON_TRY(const auto memberships, unit.memberships().list_of_user(user.id));
    const auto joined = std::find_if(memberships.begin(), memberships.end(),
                                     [](const auto& membership) { return !membership.invitee; });
    if (joined != memberships.end()) {
      JETON_TRY(account, unit.accounts().find(joined->account));
    }
  }
  if (!account) {
    JETON_TRY(account, unit.accounts().find_operations());
  }
  if (!account) return Error::internal("a user without an operations account");
  return *std::move(account);
}

/// Where a change by `caller` is recorded: the account that the two share, which then learns of it.
Result<domain::Account> recording_account(UnitOfWork& unit, const Caller& caller, const domain::User& user) {
  if (caller.account) {
    JETON_TRY(const auto shared, unit.memberships().find(user.id, *caller.account));
    if (shared && !shared->invitee) {
      JETON_TRY(auto account, unit.accounts().find(*caller.account));
      if (account) return *std::move(account);
    }
  }
  return home_account(unit, user);
}

bool is_operations(const Caller& caller) {
  return caller.account && caller.account_type == domain::AccountType::kOperations;
}

/// The user as the account that has invited them sees them, by a revision that counts what is seen.
domain::User invited_user(const domain::User& user, const domain::Membership& invitation) {
  auto seen = domain::as_invited(user, invitation);
  seen.revision = invitation.revision;
  return seen;
}

/// The invitation through which alone `caller` knows the user; null when there is none.
const domain::Membership* invitation_among(const std::vector<domain::Membership>& memberships,
                                           const Caller& caller, const domain::User& user) {
  const auto found =
      std::find_if(memberships.begin(), memberships.end(), [&](const domain::Membership& membership) {
        return membership.user == user.id && membership.account == caller.account &&
               is_seen_as_invited(caller, user, membership);
      });
  return found == memberships.end() ? nullptr : &*found;
}

/// The same, held.
Result<std::optional<domain::Membership>> find_invitation_seen(UnitOfWork& unit, const Caller& caller,
                                                               const domain::User& user, Lock lock) {
  std::optional<domain::Membership> invitation;
  if (!caller.account) return invitation;
  JETON_TRY(invitation, unit.memberships().find(user.id, *caller.account, lock));
  if (invitation && !is_seen_as_invited(caller, user, *invitation)) invitation.reset();
  return invitation;
}

/// Views of `users` as `caller` sees them.
Result<std::vector<UserView>> views_of(UnitOfWork& unit, const Caller& caller,
                                       std::vector<domain::User> users) {
  std::vector<UserView> views;
  if (users.empty()) return views;
  const bool operations = is_operations(caller);
  std::vector<domain::UserId> user_ids;
  std::vector<domain::AccountId> account_ids;
  for (const auto& user : users) {
    user_ids.push_back(user.id);
    if (user.current_account) account_ids.push_back(*user.current_account);
  }
  JETON_TRY(const auto memberships, unit.memberships().list_of_users(user_ids));
  if (operations) {
    for (const auto& membership : memberships) account_ids.push_back(membership.account);
  }
  if (caller.account) account_ids.push_back(*caller.account);
  JETON_TRY(const auto accounts, accounts_by_id(unit, std::move(account_ids)));
  const auto find_account = [&accounts](const std::optional<domain::AccountId>& id) {
    const auto found = id ? accounts.find(*id) : accounts.end();
    return found == accounts.end() ? std::optional<domain::Account>{} : std::optional{found->second};
  };
  for (auto& user : users) {
    const auto* invitation = invitation_among(memberships, caller, user);
    UserView view{invitation != nullptr ? invited_user(user, *invitation) : std::move(user),
                  {},
                  {},
                  operations,
                  find_account(caller.account)};
    if (operations || view.user.current_account == caller.account) {
      view.current_account = find_account(view.user.current_account);
    }
    if (operations) {
      view.accounts.emplace();
      for (const auto& membership : memberships) {
        if (membership.user != view.user.id) continue;
        if (invitation != nullptr && membership.account != caller.account) continue;
        if (auto account = find_account(membership.account)) view.accounts->push_back(*std::move(account));
      }
      std::sort(view.accounts->begin(), view.accounts->end(),
                [](const auto& a, const auto& b) { return std::tie(a.name, a.id) < std::tie(b.name, b.id); });
    }
    views.push_back(std::move(view));
  }
  return views;
}

Result<UserView> view_of(UnitOfWork& unit, const Caller& caller, domain::User user) {
  std::vector<domain::User> one;
  one.push_back(std::move(user));
  JETON_TRY(auto views, views_of(unit, caller, std::move(one)));
  return std::move(views.front());
}

Result<domain::UserScope> scope_of(const Caller& caller) {
  const auto scope = domain::reachable_users(caller);
  if (!scope.reaches_any()) return Error::denied();
  return scope;
}

/// The user whose accounts `caller` asks for: itself, or anyone for the platform's managers.
Result<domain::User> find_owner_of_accounts(UnitOfWork& unit, const Caller& caller, std::string_view name) {
  JETON_TRY(const auto scope, scope_of(caller));
  JETON_TRY(auto user, find_user(unit, scope, name, Lock::kNone));
  if (!is_self(caller, user) && !domain::manages_platform(caller)) return Error::denied();
  return user;
}

Result<std::vector<UserAccountView>> account_views(UnitOfWork& unit,
                                                   std::vector<domain::Membership> memberships) {
  std::vector<domain::AccountId> ids;
  ids.reserve(memberships.size());
  for (const auto& membership : memberships) ids.push_back(membership.account);
  JETON_TRY(const auto accounts, accounts_by_id(unit, std::move(ids)));
  std::vector<UserAccountView> views;
  for (auto& membership : memberships) {
    const auto account = accounts.find(membership.account);
    if (account == accounts.end()) return Error::internal("a membership without an account");
    views.push_back({account->second, std::move(membership)});
  }
  return views;
}

/// The account that a user asks to work in from now on. Nothing when it does so already.
Result<std::optional<domain::AccountId>> switched_account(UnitOfWork& unit, const Caller& caller,
                                                          const domain::User& user,
                                                          const std::optional<std::string>& stated) {
  const std::optional<domain::AccountId> nothing;
  if (!stated || (user.current_account && user.current_account->str() == *stated)) return nothing;
  if (!is_self(caller, user)) {
    return Error::invalid("currentAccount.id", "Only the user can switch to another account.");
  }
  const auto id = domain::AccountId::parse(*stated);
  std::optional<domain::Membership> membership;
  if (id) {
    JETON_TRY(membership, unit.memberships().find(user.id, *id));
  }
  if (!membership || membership->status != domain::MembershipStatus::kActive) {
    return Error::invalid("currentAccount.id", "The user has no active membership in that account.");
  }
  return id;
}

/// True if the user's picture became another one.
Result<bool> write_icon(UnitOfWork& unit, const domain::User& user, const UpdateUser& command) {
  if (command.icon) {
    JETON_CHECK(unit.icons().put(user.id.str(), *command.icon));
    return true;
  }
  if (!command.removes_icon) return false;
  JETON_TRY(const auto kept, unit.icons().find(user.id.str()));
  if (!kept) return false;
  JETON_CHECK(unit.icons().remove(user.id.str()));
  return true;
}

/// The shape that the actions of the platform's operators share: find the user and hold it, `act`, write.
template <class Act>
Result<UserView> act_on_user(const Services& services, const Caller& caller, std::string_view name,
                             const ExpectedRevision& expected, Act act) {
  if (!domain::manages_platform(caller)) return Error::denied();
  JETON_CHECK(expire_invitations(services));
  JETON_TRY(const auto unit, services.store.begin_write());
  JETON_TRY(auto user, find_user(*unit, domain::reachable_users(caller), name, Lock::kExclusive));
  JETON_CHECK(check_revision(expected, user.revision));
  if (is_self(caller, user)) return Error::conflict("id", "You cannot do this to yourself.");
  RowWriter writer{services, *unit, caller};
  JETON_TRY(const auto account, recording_account(*unit, caller, user));
  JETON_CHECK(act(*unit, user));
  JETON_CHECK(writer.update_user(user, AuditAction::kStatusChanged, account));
  // neither a session nor a link that exists must come back to life with an unblocking.
  JETON_CHECK(end_sign_ins(*unit, user.id));
  JETON_TRY(auto view, view_of(*unit, caller, std::move(user)));
  JETON_CHECK(unit->commit());
  return view;
}

}  // namespace

namespace {

/// A change of someone whom the account knows only from its invitation, limited to names.
Result<UserView> update_invitee(const Services& services, UnitOfWork& unit, const Caller& caller,
                                domain::User user, domain::Membership invitation, const UpdateUser& command,
                                const ExpectedRevision& expected) {
  JETON_CHECK(check_revision(expected, invitation.revision));
  if (command.icon || command.removes_icon || command.current_account_id) return Error::denied();
  JETON_TRY(const auto account, unit.accounts().find(invitation.account));
  if (!account) return Error::internal("a membership without an account");
  RowWriter writer{services, unit, caller};
  JETON_CHECK(describe_invitee(writer, invitation, user, *account, command.change));
  JETON_TRY(auto view, view_of(unit, caller, std::move(user)));
  JETON_CHECK(unit.commit());
  return view;
}

}  // namespace

bool reaches_users(const Caller& caller) {
  return domain::reachable_users(caller).reaches_any();
}

Result<UserView> get_user(const Services& services, const Caller& caller, std::string_view name) {
  JETON_TRY(const auto scope, scope_of(caller));
  JETON_TRY(const auto unit, services.store.begin_read());
  JETON_TRY(auto user, find_user(*unit, scope, name, Lock::kNone));
  return view_of(*unit, caller, std::move(user));
}

Result<domain::Page<UserView>> list_users(const Services& services, const Caller& caller,
                                          const domain::Query& query) {
  JETON_TRY(const auto scope, scope_of(caller));
  JETON_TRY(const auto unit, services.store.begin_read());
  JETON_TRY(auto page, unit->users().list(scope, query));
  JETON_TRY(auto views, views_of(*unit, caller, std::move(page.rows)));
  return domain::Page<UserView>{page.total, std::move(views)};
}

Result<std::unique_ptr<ViewStream<UserView>>> stream_users(const Services& services, const Caller& caller,
                                                           const domain::Query& query) {
  JETON_TRY(const auto scope, scope_of(caller));
  JETON_TRY(auto unit, services.store.begin_read());
  JETON_TRY(auto rows, unit->users().stream(scope, query, base::kStreamBatchRows));
  return stream_views<UserView, domain::User>(std::move(unit), std::move(rows),
                                              [caller](UnitOfWork& of, std::vector<domain::User> users) {
                                                return views_of(of, caller, std::move(users));
                                              });
}

Result<UserView> update_user(const Services& services, const Caller& caller, std::string_view name,
                             const UpdateUser& command, const ExpectedRevision& expected) {
  JETON_TRY(const auto scope, scope_of(caller));
  JETON_CHECK(expire_invitations(services));
  JETON_TRY(const auto unit, services.store.begin_write());
  JETON_TRY(auto user, find_user(*unit, scope, name, Lock::kExclusive));
  JETON_TRY(auto invitation, find_invitation_seen(*unit, caller, user, Lock::kExclusive));
  if (invitation) {
    return update_invitee(services, *unit, caller, std::move(user), *std::move(invitation), command,
                          expected);
  }
  JETON_CHECK(check_may_describe(*unit, caller, user));
  JETON_CHECK(check_revision(expected, user.revision));
  JETON_TRY(bool changed, domain::update_user(user, command.change));
  JETON_TRY(const auto account, switched_account(*unit, caller, user, command.current_account_id));
  if (account) {
    user.current_account = account;
    JETON_CHECK(unit->memberships().record_access(user.id, *account, services.clock.now()));
    if (!command.session_digest.empty()) {
      JETON_CHECK(unit->sessions().move(command.session_digest, *account));
    }
    changed = true;
  }
  JETON_TRY(const bool pictured, write_icon(*unit, user, command));
  if (changed || pictured) {
    RowWriter writer{services, *unit, caller};
    JETON_TRY(const auto recorded_at, recording_account(*unit, caller, user));
    JETON_CHECK(writer.update_user(user, AuditAction::kUpdated, recorded_at));
  }
  JETON_TRY(auto view, view_of(*unit, caller, std::move(user)));
  JETON_CHECK(unit->commit());
  return view;
}

Result<UserView> block_user(const Services& services, const Caller& caller, std::string_view name,
                            const ExpectedRevision& expected) {
  return act_on_user(services, caller, name, expected,
                     [](UnitOfWork&, domain::User& user) { return domain::block_user(user); });
}

Result<UserView> unblock_user(const Services& services, const Caller& caller, std::string_view name,
                              const ExpectedRevision& expected) {
  return act_on_user(services, caller, name, expected,
                     [](UnitOfWork& unit, domain::User& user) -> Result<void> {
                       JETON_TRY(const auto memberships, unit.memberships().list_of_user(user.id));
                       std::vector<domain::MembershipStatus> statuses;
                       statuses.reserve(memberships.size());
                       for (const auto& membership : memberships) statuses.push_back(membership.status);
                       return domain::unblock_user(user, statuses);
                     });
}

Result<void> delete_user(const Services& services, const Caller& caller, std::string_view name,
                         const ExpectedRevision& expected) {
  const auto deleted = act_on_user(services, caller, name, expected,
                                   [](UnitOfWork&, domain::User& user) { return domain::delete_user(user); });
  if (deleted.has_error()) return deleted.error();
  return {};
}

Result<void> store_password(RowWriter& writer, domain::User& user, const std::string& encoded) {
  JETON_TRY(const auto account, recording_account(writer.unit(), writer.caller(), user));
  JETON_CHECK(writer.update_user(user, AuditAction::kUpdated, account));
  return writer.unit().users().set_password_hash(user.id, encoded);
}

Result<void> end_sign_ins(UnitOfWork& unit, const domain::UserId& user, std::string_view kept_session) {
  JETON_CHECK(unit.sessions().remove_of_user(user, kept_session));
  return unit.sessions().remove_links_of_user(user);
}

Result<UserIcon> get_user_icon(const Services& services, const Caller& caller, std::string_view name) {
  JETON_TRY(const auto scope, scope_of(caller));
  JETON_TRY(const auto unit, services.store.begin_read());
  JETON_TRY(auto user, find_user(*unit, scope, name, Lock::kNone));
  JETON_TRY(const auto invitation, find_invitation_seen(*unit, caller, user, Lock::kNone));
  if (invitation) return UserIcon{invited_user(user, *invitation), std::nullopt};
  JETON_TRY(auto icon, unit->icons().find(user.id.str()));
  return UserIcon{std::move(user), std::move(icon)};
}

bool may_list_accounts_of(const Caller& caller, std::string_view own_email, std::string_view name) {
  if (domain::manages_platform(caller)) return true;
  if (caller.actor.kind != domain::ActorKind::kUser) return false;
  return caller.actor.id == name ||
         (!own_email.empty() && base::fold_case(own_email) == base::fold_case(name));
}

Result<domain::Page<UserAccountView>> list_user_accounts(const Services& services, const Caller& caller,
                                                         std::string_view name, const domain::Query& query) {
  JETON_TRY(const auto unit, services.store.begin_read());
  JETON_TRY(const auto user, find_owner_of_accounts(*unit, caller, name));
  JETON_TRY(auto page, unit->memberships().list_accounts(user.id, query));
  JETON_TRY(auto views, account_views(*unit, std::move(page.rows)));
  return domain::Page<UserAccountView>{page.total, std::move(views)};
}

Result<std::unique_ptr<ViewStream<UserAccountView>>> stream_user_accounts(const Services& services,
                                                                          const Caller& caller,
                                                                          std::string_view name,
                                                                          const domain::Query& query) {
  JETON_TRY(auto unit, services.store.begin_read());
  JETON_TRY(const auto user, find_owner_of_accounts(*unit, caller, name));
  JETON_TRY(auto rows, unit->memberships().stream_accounts(user.id, query, base::kStreamBatchRows));
  return stream_views<UserAccountView, domain::Membership>(std::move(unit), std::move(rows), &account_views);
}

}  // namespace jeton::app
