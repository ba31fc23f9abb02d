#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/command/services.h"
#include "base/clock.h"
#include "base/result.h"
#include "base/secret.h"
#include "crypto/password_hash.h"
#include "domain/caller.h"
#include "domain/session.h"
#include "domain/user.h"

/// Browser sessions: how people sign in.
namespace jeton::identity {

/// What a browser is given once: the cookie's value and the CSRF token.
struct OpenedSession {
  base::Secret cookie;
  base::Secret csrf_token;
  domain::Session session;
};

/// A valid session, with its user.
struct ActiveSession {
  domain::Session session;
  domain::User user;
  std::vector<domain::Account> accounts;   ///< Of the active memberships, by name.
  std::optional<domain::Account> account;  ///< The current one.
  domain::Caller caller;
};

/// What an invitation link offers, for the page it opens.
struct InvitationOffer {
  domain::User user;
  domain::Account account;
  base::Timestamp expires_at;
  /// True: the person is new, and accepting sets name and password. False: accepting requires their password.
  bool sets_password = false;
};

struct AcceptInvitation {
  base::Secret invitation;
  domain::UserChange profile;  ///< Name and phone, for a new person.
  base::Secret password;
};

struct ChangePassword {
  base::Secret password;
  std::optional<base::Secret> current;
};

/// Signs people in and out. Safe from any thread.
class SignIn {
 public:
  /// `cost` is what unknown e-mail addresses are hashed with too, so that they take as long as known ones.
  SignIn(const app::Services& services, crypto::PasswordCost cost);
  ~SignIn();
  SignIn(const SignIn&) = delete;
  SignIn& operator=(const SignIn&) = delete;

  /// By e-mail address and password. Every failure is the same `unauthenticated` (spec C-002); too many of
  /// them, for the address or the e-mail, is `kTooManyRequests`.
  base::Result<OpenedSession> with_password(std::string_view email, const base::Secret& password,
                                            const domain::RequestOrigin& origin);
  /// By a one-time link's opaque part; accepts the user's pending invitations. Same errors.
  base::Result<OpenedSession> with_link(const base::Secret& link, const domain::RequestOrigin& origin);

  /// The session of a cookie. Errors: unauthenticated for unknown, expired and idle ones, and blocked users.
  base::Result<ActiveSession> resume(std::string_view cookie, const domain::RequestOrigin& origin);

  /// A session in another account, in place of this one, with new cookie and CSRF token. Errors: invalid at
  /// `account.id` unless the user has an active membership there (spec R-066).
  base::Result<OpenedSession> switch_account(const ActiveSession& session, std::string_view account_id);

  base::Result<void> sign_out(const ActiveSession& session);

  /// Sets the password of the session's own user and ends its other sessions (spec R-065). Errors: invalid at
  /// `password`, or at `currentPassword` unless it is correct; too many requests after too many
  /// failures.
  base::Result<void> change_password(const ActiveSession& session, const ChangePassword& command);

  /// What the secret of an invitation link resolves to (spec C-003). Errors of these three: not found for one
  /// that is unknown or was used; conflict at `status` for one that has expired; too many requests after too
  /// many wrong ones.
  base::Result<InvitationOffer> read_invitation(const base::Secret& invitation,
                                                const domain::RequestOrigin& origin);
  /// Accepts it and signs in. A new person gets the given name and password; anyone with a password must
  /// prove their identity with it, because the person who invites sees the link. Errors: invalid at the
  /// field; unauthenticated for a wrong password; conflict at `user` for someone who can do neither.
  base::Result<OpenedSession> accept_invitation(const AcceptInvitation& command,
                                                const domain::RequestOrigin& origin);
  base::Result<void> decline_invitation(const base::Secret& invitation, const domain::RequestOrigin& origin);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// The CSRF token of a session, derived from its cookie: a reloaded page gets the same one,
/// and it does not reveal the cookie.
base::Secret csrf_token_of(std::string_view cookie);

/// A link that signs the user in once, within `kSignInLinkLifetime`: its opaque part, to be put behind
/// `/sign-in/link#`. Errors: not found.
base::Result<base::Secret> create_sign_in_link(const app::Services& services, std::string_view email);

}  // namespace jeton::identity
