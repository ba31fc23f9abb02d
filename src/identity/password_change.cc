#include <utility>

#include "app/users.h"
#include "identity/sign_in_state.h"

namespace jeton::identity {

using base::Error;
using base::Result;

Result<void> SignIn::change_password(const ActiveSession& session, const ChangePassword& command) {
  auto& services = state_->services;
  const auto now = services.clock.now();
  // A session that was taken over must not become a way to guess the password.
  const auto key = "password of " + session.user.id.str();
  if (state_->limiter.is_exhausted(key, base::kSignInFailuresPerEmailMax, now)) return too_many_failures();
  JETON_CHECK(domain::validate_password(command.password));

  JETON_TRY(auto reader, services.store.begin_read());
  JETON_TRY(const auto encoded, reader->users().find_password_hash(session.user.id));
  reader.reset();
  if (encoded) {
    const bool stated = command.current && command.current->size() <= base::kPasswordLengthMax * 4;
    bool matches = false;
    if (stated) {
      JETON_TRY(matches, state_->password_matches(*command.current, *encoded));
    }
    if (!matches) {
      state_->limiter.record_failure(key, now);
      services.log.warning("password.change_refused", {{"user", session.user.id.str()}});
      return Error::invalid("currentPassword", "The current password is required and must be right.");
    }
  }
  JETON_TRY(const auto changed, state_->hash(command.password));

  JETON_TRY(const auto unit, services.store.begin_write());
  JETON_TRY(auto user, unit->users().find(session.user.id, domain::Lock::kExclusive));
  if (!user || !may_sign_in(*user)) return Error::unauthenticated();
  JETON_TRY(const auto still, unit->users().find_password_hash(user->id));
  if (still != encoded) return Error::conflict("password", "The password has been changed meanwhile.");
  app::RowWriter writer{services, *unit, session.caller};
  JETON_CHECK(app::store_password(writer, *user, changed));
  JETON_CHECK(unit->sessions().remove_of_user(user->id, session.session.digest));
  JETON_CHECK(unit->commit());
  state_->limiter.clear(key);
  return {};
}

}  // namespace jeton::identity
