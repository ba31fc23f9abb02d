#pragma once

#include <optional>
#include <semaphore>
#include <string>
#include <string_view>
#include <utility>

#include "app/command/services.h"
#include "base/limits.h"
#include "base/random.h"
#include "base/result.h"
#include "base/secret.h"
#include "domain/store.h"
#include "identity/sign_in.h"
#include "identity/sign_in_limiter.h"

/// What the ways of signing in share. Only for the files of this module.
namespace jeton::identity {

/// C-002: one message for a wrong address, a wrong password, a blocked user.
base::Error sign_in_failed();

/// Who has shown to know a password, and the hash that it matched.
struct PasswordOwner {
  domain::UserId user;
  std::string encoded;
};

struct SignIn::State {
  State(const app::Services& given, crypto::PasswordCost stated)
      : services{given}, cost{stated}, limiter{given.store, given.clock} {}

  app::Services services;
  crypto::PasswordCost cost;
  SignInLimiter limiter;
  /// Each hash takes 64 MiB: more at once would let a burst of sign-ins take the machine's memory. In a
  /// server no one waits here: the lane that hashes has no more threads than that.
  std::counting_semaphore<> hashing{static_cast<std::ptrdiff_t>(base::kPasswordHashesAtOnceMax)};
  /// What a password is compared with when there is none, so that the answer takes as long.
  std::string decoy_hash;

  /// Takes places for an attempt and lets `make` make it, a function from `const SignInAttempt&`. What fails
  /// for a reason that is not the caller's is not counted. Errors: as `SignInLimiter::reserve` and `make`.
  template <class Make>
  auto counted(const SignInLimits& limits, const domain::RequestOrigin& origin, Make make)
      -> decltype(make(std::declval<const SignInAttempt&>())) {
    const auto attempt = limiter.reserve(limits);
    if (attempt.has_error()) {
      if (attempt.error().kind() == base::ErrorKind::kTooManyRequests) {
        services.log.warning("sign_in.refused", {{"ip", origin.ip}});
      }
      return attempt.error();
    }
    auto made = make(*attempt);
    if (made.has_error() && (made.error().kind() == base::ErrorKind::kUnavailable ||
                             made.error().kind() == base::ErrorKind::kInternal)) {
      limiter.withdraw(*attempt);
    }
    return made;
  }

  /// The user of the e-mail address and the password; nothing when they do not match.
  base::Result<std::optional<PasswordOwner>> find_owner(std::string_view email, const base::Secret& password,
                                                        const domain::RequestOrigin& origin);
  base::Result<OpenedSession> try_password(std::string_view email, const base::Secret& password,
                                           const domain::RequestOrigin& origin, const SignInAttempt& attempt);
  base::Result<OpenedSession> try_link(const base::Secret& link, const domain::RequestOrigin& origin,
                                       const SignInAttempt& attempt);
  base::Result<InvitationOffer> try_invitation(const base::Secret& invitation, const SignInAttempt& attempt);
  base::Result<void> try_password_change(const ActiveSession& session, const ChangePassword& command);
  /// Whether `password` is that of `user`, counted as a sign-in.
  base::Result<bool> proves_identity(const domain::User& user, const base::Secret& password,
                                     const std::string& encoded, const domain::RequestOrigin& origin);
  base::Result<bool> password_matches(const base::Secret& password, const std::string& encoded);
  /// Read in a unit that is over before anything is hashed: hashing takes a tenth of a second.
  base::Result<std::optional<std::string>> password_hash_of(const domain::UserId& user);
  base::Result<std::string> hash(const base::Secret& password);
  /// Stores a new session of `user` inside `unit`, which is left to the caller to commit.
  base::Result<OpenedSession> open_session(domain::UnitOfWork& unit, const domain::UserId& user,
                                           const std::optional<domain::AccountId>& account);
};

}  // namespace jeton::identity
