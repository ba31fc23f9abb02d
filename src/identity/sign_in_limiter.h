#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "domain/store.h"

namespace jeton::identity {

/// A counter that an attempt takes a place in, and how many places there are in one window.
struct SignInLimit {
  enum class Counts : std::uint8_t {
    kFailures,  ///< A success gives its place back.
    kAttempts,  ///< Whatever comes of it.
  };

  std::string digest;  ///< Of `app/sign_in_counters.h`.
  Counts counts = Counts::kFailures;
  std::int64_t max = 0;
};
using SignInLimits = std::vector<SignInLimit>;

/// The limits of who signs in with a password.
SignInLimits limits_of_email(std::string_view email);
/// The limits of where an attempt comes from; of every kind of attempt.
SignInLimits limits_of_client(std::string_view ip);
/// The limits of a user who states the current password. Apart from those of signing in: a session that was
/// taken over cannot lock its user out.
SignInLimits limits_of_password_change(const domain::UserId& user);

/// An attempt that has its places.
class SignInAttempt {
 public:
  SignInAttempt() = default;

 private:
  friend class SignInLimiter;
  std::vector<domain::SignInCounter> failures_;
  std::vector<domain::SignInCounter> all_;
};

/// Counts attempts in fixed windows (`kSignInFailureWindow`) in the database. An attempt takes its places
/// before anything about it is looked at, so that of many at once no more than the limit are; what becomes of
/// it is written afterwards. An attempt that nobody ends stays counted. Safe from any thread.
class SignInLimiter {
 public:
  SignInLimiter(domain::Store& store, const base::Clock& clock) : store_{store}, clock_{clock} {}

  /// Takes a place in each. Errors: too many requests, and then none is taken; else as the store: an attempt
  /// that cannot be counted is not made.
  [[nodiscard]] base::Result<SignInAttempt> reserve(const SignInLimits& limits) const;
  /// The attempt has succeeded: its places among the failures are free again once `unit` is committed, and
  /// all failures of `user`, who has proven who it is, are forgotten. Called last in a unit, which holds the
  /// counters until then.
  [[nodiscard]] static base::Result<void> succeed(domain::UnitOfWork& unit, const SignInAttempt& attempt,
                                                  const domain::User& user);
  /// Gives the places among the failures back, in a unit of its own.
  [[nodiscard]] base::Result<void> succeed(const SignInAttempt& attempt) const;
  /// The attempt has not been looked at, because of a failure that is not the caller's: all of its places are
  /// free again. When that cannot be written, they stay taken until the window is over.
  void withdraw(const SignInAttempt& attempt) const;

 private:
  [[nodiscard]] base::Result<void> give_back(const std::vector<domain::SignInCounter>& counters) const;

  domain::Store& store_;
  const base::Clock& clock_;
};

/// One sentence for every limit: nothing tells which.
base::Error too_many_sign_ins();

}  // namespace jeton::identity
