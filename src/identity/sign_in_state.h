#pragma once

#include <optional>
#include <semaphore>
#include <string>
#include <string_view>

#include "app/services.h"
#include "base/limits.h"
#include "base/random.h"
#include "base/result.h"
#include "base/secret.h"
#include "domain/store.h"
#include "identity/sign_in.h"
#include "identity/sign_in_limiter.h"

/// What the ways of signing in share. For the files of this module alone.
namespace jeton::identity {

/// 256 random bits as hexadecimal.
base::Secret draw_secret(base::RandomSource& random);
/// SHA-256 of a secret, hexadecimal: what is stored of it.
std::string digest_text(std::string_view secret);
/// Whether the user may have a session (spec R-067).
bool may_sign_in(const domain::User& user);

/// C-002: one sentence for a wrong address, a wrong password, a blocked user.
base::Error sign_in_failed();
base::Error too_many_failures();

struct SignIn::State {
  State(const app::Services& given, crypto::PasswordCost stated) : services{given}, cost{stated} {}

  app::Services services;
  crypto::PasswordCost cost;
  SignInLimiter limiter;
  /// Each hash takes 64 MiB: more at once would let a burst of sign-ins take the machine's memory.
  std::counting_semaphore<> hashing{static_cast<std::ptrdiff_t>(base::kPasswordHashesAtOnceMax)};
  /// What a password is compared with when there is none, so that the answer takes as long.
  std::string decoy_hash;

  base::Result<bool> password_matches(const base::Secret& password, const std::string& encoded);
  base::Result<std::string> hash(const base::Secret& password);
  /// Stores a new session of `user` inside `unit`, which is left to the caller to commit.
  base::Result<OpenedSession> open_session(domain::UnitOfWork& unit, const domain::UserId& user,
                                           const std::optional<domain::AccountId>& account);
};

}  // namespace jeton::identity
