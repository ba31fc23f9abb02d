#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/audit/row_writer.h"
#include "app/command/expected_revision.h"
#include "app/command/services.h"
#include "app/command/view_stream.h"
#include "base/result.h"
#include "base/secret.h"
#include "crypto/password_hash.h"
#include "domain/caller.h"
#include "domain/query.h"
#include "domain/store.h"

/// What a caller can do with users (spec section 7). Each function is one unit of work. A user is named by id
/// or by e-mail address (spec R-060).
///
/// Errors common to all: denied when the caller reaches no users at all; not found for a user who is unknown,
/// only of other tenants, or deleted for this caller, indistinguishably.
namespace jeton::app {

/// A user as one caller sees it.
struct UserView {
  domain::User user;
  /// Absent for Vendor and Client when it is not theirs.
  std::optional<domain::Account> current_account;
  /// Of the memberships that are not deleted, by name; nothing for Vendor and Client.
  std::optional<std::vector<domain::Account>> accounts;
  /// Whose stamps are shown with names: those of other accounts are shown only to Operations.
  bool for_operations = false;
  std::optional<domain::Account> viewer_account;
};

/// Whether the caller reaches any users at all (spec 3.2).
bool reaches_users(const domain::Caller& caller);

base::Result<UserView> get_user(const Services& services, const domain::Caller& caller,
                                std::string_view name);
/// One page of those the caller reaches; `query` is about `user_properties`.
base::Result<domain::Page<UserView>> list_users(const Services& services, const domain::Caller& caller,
                                                const domain::Query& query);
/// All of them, whatever the page (spec A-080). `caller` is copied.
base::Result<std::unique_ptr<ViewStream<UserView>>> stream_users(const Services& services,
                                                                 const domain::Caller& caller,
                                                                 const domain::Query& query);

struct UpdateUser {
  domain::UserChange change{};
  std::optional<std::string> current_account_id{};  ///< Spec R-066.
  std::optional<domain::Icon> icon{};               ///< Already re-encoded.
  bool removes_icon = false;
  /// Of the session that asks, to be moved into the new current account.
  std::string session_digest{};
};
/// A delta (spec R-025). For someone who has not accepted the account's invitation, the names are those of
/// the invitation, and anything else is denied. Errors: as `check_may_describe`; precondition failed, before
/// any other but these and not found; invalid as `domain::validate_user`; invalid at `currentAccount.id`
/// unless the user itself names an account where it has an active membership; conflict for a deleted user.
base::Result<UserView> update_user(const Services& services, const domain::Caller& caller,
                                   std::string_view name, const UpdateUser& command,
                                   const ExpectedRevision& expected = {});

/// Spec R-063. Errors: denied without Platform Account Management; precondition failed; conflict at `status`,
/// or for oneself.
base::Result<UserView> block_user(const Services& services, const domain::Caller& caller,
                                  std::string_view name, const ExpectedRevision& expected = {});
base::Result<UserView> unblock_user(const Services& services, const domain::Caller& caller,
                                    std::string_view name, const ExpectedRevision& expected = {});
/// Spec R-064. Errors: as above.
base::Result<void> delete_user(const Services& services, const domain::Caller& caller, std::string_view name,
                               const ExpectedRevision& expected = {});

/// Writes the hash of a new password, with the audit record of its change.
base::Result<void> store_password(RowWriter& writer, domain::User& user, const std::string& encoded);

/// Ends every session of `user` but the one with the digest `kept_session`,
/// and every sign-in link. Part of changing a password, blocking, unblocking and deleting: earlier
/// credentials must not outlive these.
base::Result<void> end_sign_ins(domain::UnitOfWork& unit, const domain::UserId& user,
                                std::string_view kept_session = {});

/// The uploaded picture; nothing when the user has none of its own.
struct UserIcon {
  domain::User user;
  std::optional<domain::Icon> icon;
};
base::Result<UserIcon> get_user_icon(const Services& services, const domain::Caller& caller,
                                     std::string_view name);

/// An account that a user belongs to.
struct UserAccountView {
  domain::Account account;
  domain::Membership membership;
};
/// Whether the caller may ask for the accounts of the user `name`: the user itself, by id or e-mail address
/// (`own_email`), or Operations with Platform Account Management.
bool may_list_accounts_of(const domain::Caller& caller, std::string_view own_email, std::string_view name);
/// One page of them; `query` is about `user_account_properties`. Others are denied.
base::Result<domain::Page<UserAccountView>> list_user_accounts(const Services& services,
                                                               const domain::Caller& caller,
                                                               std::string_view name,
                                                               const domain::Query& query);
/// All of them, whatever the page (spec A-080).
base::Result<std::unique_ptr<ViewStream<UserAccountView>>> stream_user_accounts(const Services& services,
                                                                                const domain::Caller& caller,
                                                                                std::string_view name,
                                                                                const domain::Query& query);

// What the operator does with users on the server's own machine.

struct InviteUser {
  std::string email;
  std::string first_name;
  std::string last_name;
  std::string account_id;
  std::vector<std::string> group_ids;  ///< Empty: the account's default group.
};

/// As `invite_member`, only for the operator.
base::Result<domain::Membership> invite_user(const Services& services, const domain::Caller& caller,
                                             const InviteUser& command);

/// Sets the password of the user with that e-mail address (spec R-065) and ends the user's sessions
/// and sign-in links; the user's sign-in counters are reset. Only for the operator at the
/// machine. Errors: denied; not found; invalid at `password`.
base::Result<void> set_password(const Services& services, const domain::Caller& caller,
                                std::string_view email, const base::Secret& password,
                                const crypto::PasswordCost& cost = {});

}  // namespace jeton::app
