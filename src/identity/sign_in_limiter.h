#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "domain/store.h"

namespace jeton::identity {

/// A counter that an attempt takes a slot in, and the number of slots in one window.
struct SignInLimit {
  enum class Counts : std::uint8_t {
    kFailures,  ///< A success returns its slot.
    kAttempts,  ///< Whatever the outcome.
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
/// The limits of giving the current password. Separate from those of signing in, so that a hijacked
/// session cannot lock its user out.
SignInLimits limits_of_password_change(const domain::UserId& user);

/// An attempt that has its slots.
class SignInAttempt {
 public:
  SignInAttempt() = default;

 private:
  friend class SignInLimiter;
  std::vector<domain::SignInCounter> failures_;
  std::vector<domain::SignInCounter> all_;
};

/// Counts attempts in fixed windows (`kSignInFailureWindow`) in the database. An attempt takes its slots
/// before anything about it is checked, so that concurrent attempts cannot exceed the limit; the outcome is
/// written afterwards. An attempt that is never completed stays counted. Safe from any thread.
class SignInLimiter {
 public:
  SignInLimiter(domain::Store& store, const base::Clock& clock) : store_{store}, clock_{clock} {}

  /// Takes a slot in each. Errors: too many requests, and then none is taken; otherwise as the store: an
  /// attempt that cannot be counted is not made.
  [[nodiscard]] base::Result<SignInAttempt> reserve(const SignInLimits& limits) const;
  /// The attempt has succeeded: its slots among the failures are released once `unit` is committed, and
  /// all failures of `user`, who is now authenticated, are reset. Called last in a unit, which holds the
  /// counters until then.
  [[nodiscard]] static base::Result<void> succeed(domain::UnitOfWork& unit, const SignInAttempt& attempt,
                                                  const domain::User& user);
  /// Returns the slots among the failures, in a separate unit.
  [[nodiscard]] base::Result<void> succeed(const SignInAttempt& attempt) const;
  /// The attempt was not processed, because of a failure that is not the caller's: all of its slots are
  /// released. If that cannot be written, they stay taken until the window ends.
  void withdraw(const SignInAttempt& attempt) const;

 private:
  [[nodiscard]] base::Result<void> give_back(const std::vector<domain::SignInCounter>& counters) const;

  domain::Store& store_;
  const base::Clock& clock_;
};

/// One message for every limit, so that it does not reveal which.
base::Error too_many_sign_ins();

}  // namespace jeton::identity
