#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/command/expected_revision.h"
#include "app/command/references.h"
#include "app/command/services.h"
#include "app/command/view_stream.h"
#include "app/people/groups.h"
#include "base/result.h"
#include "base/secret.h"
#include "domain/caller.h"
#include "domain/query.h"
#include "domain/store.h"

/// What a caller can do with memberships (spec section 8), in both of their views. Each function is one unit
/// of work: permission, rule, rows, audit records and change entries, all or nothing.
///
/// Expected revisions are those of the target's view (`MembershipTarget::revision_of`).
///
/// Errors common to all: denied when the caller reaches no memberships at all (spec 3.2, before any look-up);
/// not found for a target that is unknown, of another tenant, or deleted, indistinguishably.
namespace jeton::app {

/// Which membership, as the path says it (spec R-078): by its own id, or by account and user. A malformed id
/// is not found.
struct MembershipTarget {
  std::string id{};  ///< When empty, the other two count.
  std::string account{};
  std::string user{};

  /// The revision of what is addressed. By account and user it is shaped like a user and counts the changes
  /// of the user, as seen, and of the membership, so that it changes with everything that is visible.
  [[nodiscard]] std::int64_t revision_of(const domain::Membership& membership,
                                         const domain::User& user_of_it) const {
    if (!id.empty()) return membership.revision;
    return user_of_it.revision + membership.revision - 1;
  }
};

/// A membership with what its references resolve to.
struct MembershipView {
  domain::Membership membership;
  domain::User user;
  domain::Account account;
  std::vector<domain::Group> groups;  ///< By name.
  std::vector<ModuleRef> modules;     ///< What the groups add up to.
  /// The secret of the invitation link while it is pending. Empty in lists, and for callers who do not
  /// manage the membership.
  base::Secret invitation{};
  bool for_operations = false;  ///< Whether notes are shown.
};

/// Whether the caller reaches any memberships at all (spec 3.2).
bool reaches_memberships(const domain::Caller& caller);
/// The same, or a person, who may have been invited (spec R-074).
bool may_accept_invitations(const domain::Caller& caller);

struct InviteMember {
  /// Of the path: an account that the caller does not reach is not found.
  std::optional<std::string> within{};
  /// Of the body. Absent: the path's account, or the caller's.
  std::optional<std::string> account_id{};
  std::optional<std::string> email{};
  /// Of a new user; a known one keeps their own name (spec R-061), and the account sees these until they
  /// accept. Callers who cannot see everyone must give both, whether the user is known or not.
  std::optional<std::string> first_name{};
  std::optional<std::string> last_name{};
  std::optional<std::string> user_id{};  ///< In place of `email`: of a user that the caller reaches.
  std::vector<std::string> group_ids{};
  std::optional<std::string> invitation_status{};  ///< `Invited` (default) or `Active` (spec R-072).
  std::string notes{};                             ///< Stored if given by Operations.
};

/// Errors: denied to anyone but Operations for `Active`; invalid at `account.id`, `user.…`, `groups`,
/// `groups[i].id`, `invitation.status`, `invitation.notes`; conflict at `user` for a second membership (spec
///
base::Result<MembershipView> invite_member(const Services& services, const domain::Caller& caller,
                                           const InviteMember& command);
/// The same inside `unit`, which the caller commits.
base::Result<MembershipView> invite_member(const Services& services, domain::UnitOfWork& unit,
                                           const domain::Caller& caller, const InviteMember& command);

base::Result<MembershipView> get_member(const Services& services, const domain::Caller& caller,
                                        const MembershipTarget& target);

/// One page of all that the caller reaches; `query` is about `membership_properties`.
base::Result<domain::Page<MembershipView>> list_memberships(const Services& services,
                                                            const domain::Caller& caller,
                                                            const domain::Query& query);
/// One page of an account's; `query` is about `member_properties`.
base::Result<domain::Page<MembershipView>> list_members(const Services& services,
                                                        const domain::Caller& caller,
                                                        std::string_view account_id,
                                                        const domain::Query& query);

/// All of either, whatever the page (spec A-080). `caller` is copied.
base::Result<std::unique_ptr<ViewStream<MembershipView>>> stream_memberships(const Services& services,
                                                                             const domain::Caller& caller,
                                                                             const domain::Query& query);
base::Result<std::unique_ptr<ViewStream<MembershipView>>> stream_members(const Services& services,
                                                                         const domain::Caller& caller,
                                                                         std::string_view account_id,
                                                                         const domain::Query& query);

/// A delta (spec ): what is absent stays as it is.
struct UpdateMember {
  std::optional<std::string> account_id{};  ///< Must be the membership's own if given.
  domain::UserChange user{};                ///< Only names.
  std::optional<std::vector<std::string>> group_ids{};
};
/// For someone who has not accepted yet, the names are those of the invitation (`describe_invitee`). Errors:
/// as `check_may_describe` for a change of the name; invalid at `user.…`, `account.id` or `groups[i].id`;
/// conflict at `groups` for none (spec R-077).
base::Result<MembershipView> update_member(const Services& services, const domain::Caller& caller,
                                           const MembershipTarget& target, const UpdateMember& command,
                                           const ExpectedRevision& expected = {});

/// Errors: conflict for one's own (spec R-076).
base::Result<void> remove_member(const Services& services, const domain::Caller& caller,
                                 const MembershipTarget& target, const ExpectedRevision& expected = {});

/// Only by the invited user (spec R-074). Errors: denied to others who reach the membership; conflict at
/// `status`.
base::Result<MembershipView> accept_member_invite(const Services& services, const domain::Caller& caller,
                                                  const MembershipTarget& target,
                                                  const ExpectedRevision& expected = {});
/// Spec R-075. Errors: conflict at `status`.
base::Result<MembershipView> resend_member_invite(const Services& services, const domain::Caller& caller,
                                                  const MembershipTarget& target,
                                                  const ExpectedRevision& expected = {});
base::Result<MembershipView> send_new_member_invite(const Services& services, const domain::Caller& caller,
                                                    const MembershipTarget& target,
                                                    const ExpectedRevision& expected = {});

/// One page of the groups of a membership; `query` is about `group_properties`.
base::Result<domain::Page<GroupView>> list_member_groups(const Services& services,
                                                         const domain::Caller& caller,
                                                         const MembershipTarget& target,
                                                         const domain::Query& query);
/// All of them, whatever the page (spec A-080).
base::Result<std::unique_ptr<ViewStream<GroupView>>> stream_member_groups(const Services& services,
                                                                          const domain::Caller& caller,
                                                                          const MembershipTarget& target,
                                                                          const domain::Query& query);
base::Result<domain::Group> get_member_group(const Services& services, const domain::Caller& caller,
                                             const MembershipTarget& target, std::string_view group_id);

struct AddedGroup {
  domain::Group group;
  bool added = false;  ///< False: the membership had it already.
};
/// Errors: invalid at `id` for a group that the account does not have.
base::Result<AddedGroup> add_member_group(const Services& services, const domain::Caller& caller,
                                          const MembershipTarget& target, std::string_view group_id);
/// Errors: invalid at `groups[i].id`; conflict at `groups` for none (spec R-077).
base::Result<std::vector<domain::Group>> set_member_groups(const Services& services,
                                                           const domain::Caller& caller,
                                                           const MembershipTarget& target,
                                                           const std::vector<std::string>& group_ids);
/// Errors: not found for a group that the membership does not have; conflict at `groups` for the last one.
base::Result<void> remove_member_group(const Services& services, const domain::Caller& caller,
                                       const MembershipTarget& target, std::string_view group_id);

}  // namespace jeton::app
