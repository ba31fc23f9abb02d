#include "identity/sign_in_limiter.h"

#include <algorithm>
#include <utility>

#include "app/people/sign_in_counters.h"
#include "base/client_network.h"
#include "base/limits.h"

namespace jeton::identity {
namespace {

using base::Result;
using Counts = SignInLimit::Counts;
using domain::SignInCounter;

const SignInLimit& limit_of(const SignInLimits& limits, const SignInCounter& counter) {
  return *std::find_if(limits.begin(), limits.end(),
                       [&](const SignInLimit& limit) { return limit.digest == counter.digest; });
}

std::vector<std::string> digests_of(const SignInLimits& limits) {
  std::vector<std::string> digests;
  digests.reserve(limits.size());
  for (const auto& limit : limits) digests.push_back(limit.digest);
  return digests;
}

}  // namespace

base::Error too_many_sign_ins() {
  return {base::ErrorKind::kTooManyRequests, "Too many sign-ins. Try again in 15 minutes."};
}

SignInLimits limits_of_email(std::string_view email) {
  return {{app::email_failures(email), Counts::kFailures, base::kSignInFailuresPerEmailMax},
          {app::email_attempts(email), Counts::kAttempts, base::kSignInAttemptsPerEmailMax}};
}

SignInLimits limits_of_client(std::string_view ip) {
  const auto networks = base::networks_of(ip);
  SignInLimits limits{
      {app::network_failures(networks.own), Counts::kFailures, base::kSignInFailuresPerAddressMax},
      {app::network_attempts(networks.own), Counts::kAttempts, base::kSignInAttemptsPerAddressMax}};
  if (!networks.site.empty()) {
    limits.push_back(
        {app::network_failures(networks.site), Counts::kFailures, base::kSignInFailuresPerSiteMax});
    limits.push_back(
        {app::network_attempts(networks.site), Counts::kAttempts, base::kSignInAttemptsPerSiteMax});
  }
  return limits;
}

SignInLimits limits_of_password_change(const domain::UserId& user) {
  return {{app::password_change_failures(user), Counts::kFailures, base::kSignInFailuresPerEmailMax},
          {app::password_change_attempts(user), Counts::kAttempts, base::kSignInAttemptsPerEmailMax}};
}

Result<SignInAttempt> SignInLimiter::reserve(const SignInLimits& limits) const {
  const auto now = clock_.now();
  const auto digests = digests_of(limits);
  {
    // A flood that is refused reads, and does not wait for the one who may write.
    JETON_TRY(const auto reader, store_.begin_read());
    JETON_TRY(const auto known, reader->sign_in_counters().find(digests, now));
    for (const auto& counter : known) {
      if (counter.tally >= limit_of(limits, counter).max) return too_many_sign_ins();
    }
  }
  JETON_TRY(const auto unit, store_.begin_write());
  SignInAttempt attempt;
  JETON_TRY(attempt.all_, unit->sign_in_counters().increment(digests, now, now + base::kSignInFailureWindow));
  for (const auto& counter : attempt.all_) {
    const auto& limit = limit_of(limits, counter);
    // Without the commit nothing is counted: who is refused does not take places from others.
    if (counter.tally > limit.max) return too_many_sign_ins();
    if (limit.counts == Counts::kFailures) attempt.failures_.push_back(counter);
  }
  JETON_CHECK(unit->sign_in_counters().remove_expired(now, base::kSignInCountersRemovedAtOnceMax));
  JETON_CHECK(unit->commit());
  return attempt;
}

Result<void> SignInLimiter::succeed(domain::UnitOfWork& unit, const SignInAttempt& attempt,
                                    const domain::User& user) {
  return unit.sign_in_counters().settle(attempt.failures_, app::failures_of(user));
}

Result<void> SignInLimiter::succeed(const SignInAttempt& attempt) const {
  return give_back(attempt.failures_);
}

void SignInLimiter::withdraw(const SignInAttempt& attempt) const {
  (void)give_back(attempt.all_);
}

Result<void> SignInLimiter::give_back(const std::vector<SignInCounter>& counters) const {
  JETON_TRY(const auto unit, store_.begin_write());
  JETON_CHECK(unit->sign_in_counters().settle(counters, {}));
  return unit->commit();
}

}  // namespace jeton::identity
