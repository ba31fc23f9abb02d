#include <utility>

#include "app/people/sign_in_counters.h"
#include "app/people/users.h"
#include "identity/sign_in_state.h"

namespace jeton::identity {

using base::Error;
using base::Result;

Result<void> SignIn::State::try_password_change(const ActiveSession& session, const ChangePassword& command) {
  JETON_TRY(const auto encoded, password_hash_of(session.user.id));
  if (encoded) {
    bool matches = false;
    if (command.current) {
      JETON_TRY(matches, password_matches(*command.current, *encoded));
    }
    if (!matches) {
      services.log.warning("password.change_refused", {{"user", session.user.id.str()}});
      return Error::invalid("currentPassword", "The current password is required and must be right.");
    }
  }
  JETON_TRY(const auto changed, hash(command.password));

  JETON_TRY(const auto unit, services.store.begin_write());
  JETON_TRY(auto user, unit->users().find(session.user.id, domain::Lock::kExclusive));
  if (!user || !domain::may_sign_in(*user)) return Error::unauthenticated();
  JETON_TRY(const auto still, unit->users().find_password_hash(user->id));
  if (still != encoded) return Error::conflict("password", "The password has been changed in the meantime.");
  app::RowWriter writer{services, *unit, session.caller};
  JETON_CHECK(app::store_password(writer, *user, changed));
  JETON_CHECK(app::end_sign_ins(*unit, user->id, session.session.digest));
  JETON_CHECK(app::forget_failures(*unit, *user));
  return unit->commit();
}

Result<void> SignIn::change_password(const ActiveSession& session, const ChangePassword& command) {
  JETON_CHECK(domain::validate_password(command.password));
  // A session that was taken over must not become a way to guess the password.
  return state_->counted(limits_of_password_change(session.user.id), session.caller.origin,
                         [&](const SignInAttempt&) { return state_->try_password_change(session, command); });
}

}  // namespace jeton::identity
