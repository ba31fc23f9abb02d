#include "app/people/memberships.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "app/people/invitations.h"
#include "app/people/membership_access.h"
#include "app/people/users.h"
#include "base/limits.h"
#include "base/text.h"
#include "domain/granting.h"
#include "domain/text_rule.h"

namespace jeton::app {
namespace {

using base::Error;
using base::Result;
using domain::AuditAction;
using domain::Caller;
using domain::Lock;
using domain::MembershipStatus;
using domain::UnitOfWork;

Result<domain::MembershipScope> scope_of(const Caller& caller) {
  const auto scope = domain::reachable_memberships(caller);
  if (!scope.reaches_any()) return Error::denied();
  return scope;
}

std::optional<domain::UserId> user_of(const Caller& caller) {
  if (caller.actor.kind != domain::ActorKind::kUser) return std::nullopt;
  return domain::UserId::parse(caller.actor.id);
}

/// Errors of a user's fields, reported where the body has them.
Error below_user(Error error) {
  auto fields = error.fields();
  for (auto& field : fields) {
    if (field.path != "status") field.path = "user." + field.path;
  }
  if (error.kind() == base::ErrorKind::kInvalid) return Error::invalid(std::move(fields));
  if (error.kind() == base::ErrorKind::kConflict && !fields.empty()) {
    return Error::conflict(fields.front(), error.message());
  }
  return error;
}

/// Whoever has the link may become the member, so it goes to those who may make one with such groups.
bool may_have_link(const Caller& caller, const MembershipView& view) {
  return domain::changeable_memberships(caller).contains(view.account.id) &&
         std::all_of(view.modules.begin(), view.modules.end(), [&](const ModuleRef& module) {
           return domain::may_give(caller, view.account.type, module.code);
         });
}

/// The view with the secret of its invitation, for who manages it.
Result<MembershipView> managed_view(const Services& services, UnitOfWork& unit, const Caller& caller,
                                    FoundMembership found) {
  JETON_TRY(auto view, view_of(unit, std::move(found)));
  view.user = seen_by(caller, view.user, view.membership);
  view.for_operations = caller.account_type == domain::AccountType::kOperations;
  if (may_have_link(caller, view)) {
    JETON_TRY(view.invitation, open_invitation_secret(services, unit, view.membership));
  }
  return view;
}

Result<std::vector<MembershipView>> views_for(UnitOfWork& unit, const Caller& caller,
                                              std::vector<domain::Membership> memberships) {
  JETON_TRY(auto views, views_of(unit, std::move(memberships)));
  for (auto& view : views) {
    view.user = seen_by(caller, view.user, view.membership);
    view.for_operations = caller.account_type == domain::AccountType::kOperations;
  }
  return views;
}

Result<domain::Page<MembershipView>> viewed_page(UnitOfWork& unit, const Caller& caller,
                                                 domain::Page<domain::Membership> page) {
  JETON_TRY(auto views, views_for(unit, caller, std::move(page.rows)));
  return domain::Page<MembershipView>{page.total, std::move(views)};
}

Result<std::unique_ptr<ViewStream<MembershipView>>> viewed_stream(
    const Caller& caller, std::unique_ptr<UnitOfWork> unit,
    std::unique_ptr<domain::RowStream<domain::Membership>> rows) {
  return stream_views<MembershipView, domain::Membership>(
      std::move(unit), std::move(rows),
      [caller](UnitOfWork& of, std::vector<domain::Membership> memberships) {
        return views_for(of, caller, std::move(memberships));
      });
}

/// The account whose members are asked for.
Result<domain::AccountId> reached_account(UnitOfWork& unit, const domain::MembershipScope& scope,
                                          std::string_view text) {
  auto id = domain::AccountId::parse(text);
  if (!id || !scope.contains(*id)) return Error::not_found();
  JETON_TRY(const auto account, unit.accounts().find(*id));
  if (!account) return Error::not_found();
  return *std::move(id);
}

std::int64_t revision_seen(const Caller& caller, const MembershipTarget& target,
                           const FoundMembership& found) {
  return target.revision_of(found.membership, seen_by(caller, found.user, found.membership));
}

domain::SeenPeople people_of(const domain::MembershipScope& scope) {
  return scope.all_accounts ? domain::SeenPeople::kAsTheyAre : domain::SeenPeople::kAsInvited;
}

/// The shape that all changes of one membership share: find it and hold it, change it, commit, answer.
/// `change` writes what it changes.
template <class Change>
Result<MembershipView> change_membership(const Services& services, const Caller& caller,
                                         const MembershipTarget& target, const ExpectedRevision& expected,
                                         Change change) {
  JETON_TRY(const auto scope, scope_of(caller));
  JETON_CHECK(expire_invitations(services));
  JETON_TRY(const auto unit, services.store.begin_write());
  JETON_TRY(auto found, find_membership(*unit, scope, target, Lock::kExclusive));
  JETON_CHECK(check_may_change(caller, found.account.id));
  JETON_CHECK(check_revision(expected, revision_seen(caller, target, found)));
  RowWriter writer{services, *unit, caller};
  JETON_CHECK(change(writer, found));
  JETON_TRY(auto view, managed_view(services, *unit, caller, std::move(found)));
  JETON_CHECK(unit->commit());
  return view;
}

/// Makes `groups` those of the membership.
Result<void> write_groups(RowWriter& writer, FoundMembership& found, std::vector<domain::GroupId> groups) {
  JETON_TRY(const bool changed, domain::set_groups(found.membership, std::move(groups)));
  if (!changed) return {};
  return writer.update_membership(found.membership, found.user, found.account);
}

// --- Inviting ---------------------------------------------------------------------------------------------

enum class Entry : std::uint8_t { kInvited, kActive };

/// Errors: denied, invalid at `invitation.status`.
Result<Entry> entry_of(const Caller& caller, const InviteMember& command) {
  if (!command.invitation_status || *command.invitation_status == "Invited") return Entry::kInvited;
  if (*command.invitation_status != "Active") {
    return Error::invalid("invitation.status", "The status must be Invited or Active.");
  }
  if (caller.account_type != domain::AccountType::kOperations) return Error::denied();
  return Entry::kActive;
}

Result<domain::Account> account_of_invitation(UnitOfWork& unit, const Caller& caller,
                                              const domain::MembershipScope& scope,
                                              const InviteMember& command) {
  std::optional<domain::AccountId> id = caller.account;
  if (command.within) {
    id = domain::AccountId::parse(*command.within);
  } else if (command.account_id) {
    id = domain::AccountId::parse(*command.account_id);
  }
  std::optional<domain::Account> account;
  if (id && scope.contains(*id)) {
    JETON_CHECK(check_may_change(caller, *id));
    JETON_TRY(account, unit.accounts().find(*id));
  }
  if (!account) {
    if (command.within) return Error::not_found();
    // One message for an account that is unknown and for one that the caller may not manage.
    return Error::invalid("account.id", "The account does not exist or is not managed by the caller.");
  }
  if (command.account_id && *command.account_id != account->id.str()) {
    return Error::invalid("account.id", "The account must be the one in the path.");
  }
  return *std::move(account);
}

/// The user who is invited: known (then held), or a draft that is not stored yet, with no id.
Result<domain::User> invited_user(UnitOfWork& unit, const Caller& caller, const InviteMember& command,
                                  Entry entry, const domain::Stamp& stamp) {
  if (!command.email && command.user_id) {
    const auto id = domain::UserId::parse(*command.user_id);
    std::optional<domain::User> known;
    if (id) {
      JETON_TRY(known, unit.users().find_within(domain::reachable_users(caller), *id, Lock::kExclusive));
    }
    if (!known) return Error::invalid("user.id", "The user does not exist.");
    return *std::move(known);
  }
  domain::User draft{.id = domain::UserId::from_stored({}),
                     .email = base::normalized(command.email.value_or(std::string{})),
                     .first_name = base::normalized(command.first_name.value_or(std::string{})),
                     .last_name = base::normalized(command.last_name.value_or(std::string{})),
                     .status = domain::UserStatus::kInvited,
                     .created = stamp};
  JETON_TRY(auto known, unit.users().find_by_email(draft.email, Lock::kExclusive));
  // Who may not know whether there is such a person states the same about one whom there is.
  if (known && domain::knows_everybody(caller)) return *std::move(known);
  auto valid = domain::validate_user(draft);
  if (valid.has_error()) return below_user(std::move(valid).error());
  if (known) return *std::move(known);
  if (entry == Entry::kActive) {
    return Error::invalid("invitation.status", "Only an existing user can become active immediately.");
  }
  return draft;
}

/// Everything about the body that is wrong at once: groups, notes, user.
struct Invitation {
  domain::User user;
  std::vector<domain::GroupId> groups;
  std::string notes;
};
Result<Invitation> checked_invitation(UnitOfWork& unit, const Caller& caller, const domain::Account& account,
                                      const InviteMember& command, Entry entry, const domain::Stamp& stamp) {
  std::vector<base::FieldError> broken;
  const auto collect = [&broken](const auto& result) -> bool {
    if (result.has_value()) return true;
    const auto error = result.error();
    if (error.kind() != base::ErrorKind::kInvalid) return false;
    broken.insert(broken.end(), error.fields().begin(), error.fields().end());
    return true;
  };
  auto user = invited_user(unit, caller, command, entry, stamp);
  if (!collect(user)) return std::move(user).error();
  auto groups = groups_of_account(unit, caller, account, command.group_ids, {}, "groups");
  if (!collect(groups)) return std::move(groups).error();
  if (command.group_ids.empty()) broken.push_back({"groups", "At least one group is required."});
  std::string notes;
  if (caller.account_type == domain::AccountType::kOperations) notes = base::normalized(command.notes);
  if (auto rule = domain::broken_text_rule(notes, {.label = "note",
                                                   .length_max = base::kInvitationNotesLengthMax,
                                                   .lines = domain::TextRule::Lines::kMany})) {
    broken.push_back({"invitation.notes", *std::move(rule)});
  }
  if (!broken.empty()) return Error::invalid(std::move(broken));
  auto ids = *std::move(groups);
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  return Invitation{*std::move(user), std::move(ids), std::move(notes)};
}

/// Who was invited, as the invitation described them.
domain::Invitee invitee_of(const InviteMember& command, const domain::User& user) {
  const auto email = command.email.value_or(user.email);
  if (!command.first_name || !command.last_name) return {email, email, {}};
  return {email, *command.first_name, *command.last_name};
}

Result<domain::User> stored_user(RowWriter& writer, const domain::User& user, const domain::Account& account,
                                 Entry entry) {
  if (user.id.str().empty()) {
    JETON_TRY(const auto told, entry == Entry::kInvited
                                   ? writer.recording_account({.id = domain::MembershipId::from_stored({}),
                                                               .user = user.id,
                                                               .account = account.id,
                                                               .invitee = domain::Invitee{}},
                                                              account)
                                   : Result<domain::Account>{account});
    auto created = writer.create_user(std::nullopt, user, told);
    if (created.has_error()) return below_user(std::move(created).error());
    return *std::move(created);
  }
  if (user.status == domain::UserStatus::kDeleted) {
    return Error::conflict("user", "The user cannot be invited.");
  }
  JETON_TRY(const auto membership, writer.unit().memberships().find(user.id, account.id));
  if (membership) {
    return Error::conflict("user",
                           "The user is already a member of the account or has been invited.");
  }
  return user;
}

}  // namespace

bool reaches_memberships(const Caller& caller) {
  return domain::reachable_memberships(caller).reaches_any();
}

bool may_accept_invitations(const Caller& caller) {
  return caller.actor.kind == domain::ActorKind::kUser || reaches_memberships(caller);
}

Result<MembershipView> invite_member(const Services& services, const Caller& caller,
                                     const InviteMember& command) {
  if (!reaches_memberships(caller)) return Error::denied();
  JETON_CHECK(expire_invitations(services));
  JETON_TRY(const auto unit, services.store.begin_write());
  JETON_TRY(auto view, invite_member(services, *unit, caller, command));
  JETON_CHECK(unit->commit());
  return view;
}

Result<MembershipView> invite_member(const Services& services, UnitOfWork& unit, const Caller& caller,
                                     const InviteMember& command) {
  JETON_TRY(const auto scope, scope_of(caller));
  JETON_TRY(const auto entry, entry_of(caller, command));
  JETON_TRY(auto account, account_of_invitation(unit, caller, scope, command));
  RowWriter writer{services, unit, caller};
  JETON_TRY(auto invitation, checked_invitation(unit, caller, account, command, entry, writer.stamp()));
  JETON_TRY(auto user, stored_user(writer, invitation.user, account, entry));

  domain::Membership draft{.id = domain::MembershipId::from_stored({}),
                           .user = user.id,
                           .account = account.id,
                           .groups = std::move(invitation.groups),
                           .created = writer.stamp()};
  draft.invitation_notes = std::move(invitation.notes);
  if (entry == Entry::kInvited) {
    domain::invite(draft, writer.stamp());
    draft.invitee = invitee_of(command, user);
  } else {
    domain::join(draft, writer.stamp());
  }
  JETON_TRY(auto membership, writer.create_membership(std::move(draft), user, account));
  if (entry == Entry::kInvited) {
    auto secret = renew_invitation_secret(services, unit, membership.id);
    if (secret.has_error()) return std::move(secret).error();
  }
  JETON_TRY(const auto told, writer.recording_account(membership, account));
  JETON_CHECK(writer.derive_user_status(user, told));
  return managed_view(services, unit, caller, {std::move(membership), std::move(user), std::move(account)});
}

Result<MembershipView> get_member(const Services& services, const Caller& caller,
                                  const MembershipTarget& target) {
  JETON_TRY(const auto scope, scope_of(caller));
  JETON_TRY(const auto unit, services.store.begin_read());
  JETON_TRY(auto found, find_membership(*unit, scope, target, Lock::kNone));
  return managed_view(services, *unit, caller, std::move(found));
}

Result<domain::Page<MembershipView>> list_memberships(const Services& services, const Caller& caller,
                                                      const domain::Query& query) {
  JETON_TRY(const auto scope, scope_of(caller));
  JETON_TRY(const auto unit, services.store.begin_read());
  JETON_TRY(auto page, unit->memberships().list(scope, query));
  return viewed_page(*unit, caller, std::move(page));
}

Result<domain::Page<MembershipView>> list_members(const Services& services, const Caller& caller,
                                                  std::string_view account_id, const domain::Query& query) {
  JETON_TRY(const auto scope, scope_of(caller));
  JETON_TRY(const auto unit, services.store.begin_read());
  JETON_TRY(const auto id, reached_account(*unit, scope, account_id));
  JETON_TRY(auto page, unit->memberships().list_members(id, people_of(scope), query));
  return viewed_page(*unit, caller, std::move(page));
}

Result<std::unique_ptr<ViewStream<MembershipView>>> stream_memberships(const Services& services,
                                                                       const Caller& caller,
                                                                       const domain::Query& query) {
  JETON_TRY(const auto scope, scope_of(caller));
  JETON_TRY(auto unit, services.store.begin_read());
  JETON_TRY(auto rows, unit->memberships().stream(scope, query, base::kStreamBatchRows));
  return viewed_stream(caller, std::move(unit), std::move(rows));
}

Result<std::unique_ptr<ViewStream<MembershipView>>> stream_members(const Services& services,
                                                                   const Caller& caller,
                                                                   std::string_view account_id,
                                                                   const domain::Query& query) {
  JETON_TRY(const auto scope, scope_of(caller));
  JETON_TRY(auto unit, services.store.begin_read());
  JETON_TRY(const auto id, reached_account(*unit, scope, account_id));
  JETON_TRY(auto rows,
            unit->memberships().stream_members(id, people_of(scope), query, base::kStreamBatchRows));
  return viewed_stream(caller, std::move(unit), std::move(rows));
}

Result<MembershipView> update_member(const Services& services, const Caller& caller,
                                     const MembershipTarget& target, const UpdateMember& command,
                                     const ExpectedRevision& expected) {
  return change_membership(
      services, caller, target, expected, [&](RowWriter& writer, FoundMembership& found) -> Result<void> {
        if (command.account_id && *command.account_id != found.account.id.str()) {
          return Error::invalid("account.id", "The account of a membership cannot be changed.");
        }
        std::optional<std::vector<domain::GroupId>> groups;
        if (command.group_ids) {
          JETON_TRY(groups, groups_of_account(writer.unit(), caller, found.account, *command.group_ids,
                                              found.membership.groups, "groups"));
        }
        if (is_seen_as_invited(caller, found.user, found.membership)) {
          auto described =
              describe_invitee(writer, found.membership, found.user, found.account, command.user);
          if (described.has_error()) return below_user(std::move(described).error());
          if (groups) JETON_CHECK(write_groups(writer, found, *std::move(groups)));
          return {};
        }
        auto renamed = domain::update_user(found.user, command.user);
        if (renamed.has_error()) return below_user(std::move(renamed).error());
        if (groups) JETON_CHECK(write_groups(writer, found, *std::move(groups)));
        if (!*renamed) return {};
        JETON_CHECK(check_may_describe(writer.unit(), writer.caller(), found.user));
        return writer.update_user(found.user, AuditAction::kUpdated, found.account);
      });
}

Result<void> remove_member(const Services& services, const Caller& caller, const MembershipTarget& target,
                           const ExpectedRevision& expected) {
  JETON_TRY(const auto scope, scope_of(caller));
  JETON_CHECK(expire_invitations(services));
  JETON_TRY(const auto unit, services.store.begin_write());
  JETON_TRY(auto found, find_membership(*unit, scope, target, Lock::kExclusive));
  JETON_CHECK(check_may_change(caller, found.account.id));
  JETON_CHECK(check_revision(expected, revision_seen(caller, target, found)));
  if (found.user.id == user_of(caller)) {
    return Error::conflict("id", "You cannot remove your own membership.");
  }
  RowWriter writer{services, *unit, caller};
  JETON_CHECK(end_membership(writer, found.membership, found.user, found.account));
  return unit->commit();
}

Result<MembershipView> accept_member_invite(const Services& services, const Caller& caller,
                                            const MembershipTarget& target,
                                            const ExpectedRevision& expected) {
  if (!may_accept_invitations(caller)) return Error::denied();
  JETON_CHECK(expire_invitations(services));
  JETON_TRY(const auto unit, services.store.begin_write());
  const auto self = user_of(caller);
  JETON_TRY(auto found,
            find_membership(*unit, domain::reachable_memberships(caller), target, Lock::kExclusive, self));
  if (found.user.id != self) return Error::denied();
  JETON_CHECK(check_revision(expected, target.revision_of(found.membership, found.user)));
  // As a member of the account that is joined: where else the person works is none of its business.
  const auto member = caller_of(found.user, found.account.id, caller.origin);
  RowWriter writer{services, *unit, member};
  auto accepted = accept_membership(writer, found.membership, found.user, found.account);
  if (accepted.has_error()) return std::move(accepted).error();
  JETON_TRY(auto view, view_of(*unit, std::move(found)));
  JETON_CHECK(unit->commit());
  return view;
}

Result<MembershipView> resend_member_invite(const Services& services, const Caller& caller,
                                            const MembershipTarget& target,
                                            const ExpectedRevision& expected) {
  return change_membership(services, caller, target, expected,
                           [](RowWriter& writer, FoundMembership& found) -> Result<void> {
                             JETON_CHECK(domain::resend_invitation(found.membership, writer.stamp()));
                             return writer.update_membership(found.membership, found.user, found.account);
                           });
}

Result<MembershipView> send_new_member_invite(const Services& services, const Caller& caller,
                                              const MembershipTarget& target,
                                              const ExpectedRevision& expected) {
  return change_membership(
      services, caller, target, expected, [&](RowWriter& writer, FoundMembership& found) -> Result<void> {
        JETON_CHECK(domain::send_new_invitation(found.membership, writer.stamp()));
        auto secret = renew_invitation_secret(services, writer.unit(), found.membership.id);
        if (secret.has_error()) return std::move(secret).error();
        JETON_CHECK(writer.update_membership(found.membership, found.user, found.account,
                                             AuditAction::kStatusChanged));
        JETON_TRY(const auto told, writer.recording_account(found.membership, found.account));
        return writer.derive_user_status(found.user, told);
      });
}

}  // namespace jeton::app
