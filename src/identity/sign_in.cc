#include "identity/sign_in.h"

#include <algorithm>
#include <utility>

#include "app/people/invitations.h"
#include "base/check.h"
#include "base/limits.h"
#include "base/text.h"
#include "crypto/digest.h"
#include "crypto/random.h"
#include "identity/claims.h"
#include "identity/sign_in_state.h"

namespace jeton::identity {
namespace {

using base::Error;
using base::ErrorKind;
using base::Result;
using domain::MembershipStatus;
using domain::UserStatus;

/// Of the longest password (spec R-065): a character has four bytes at most.
constexpr std::size_t kPasswordBytesMax = base::kPasswordLengthMax * 4;

Error link_failed() {
  return {ErrorKind::kUnauthenticated, "The sign-in link is invalid, has already been used, or has expired."};
}

/// The account that a session starts in: the last one, if the user still belongs there.
Result<std::optional<domain::AccountId>> starting_account(domain::UnitOfWork& unit,
                                                          const domain::User& user) {
  JETON_TRY(const auto memberships, unit.memberships().list_of_user(user.id));
  std::optional<domain::AccountId> first;
  for (const auto& membership : memberships) {
    if (membership.status != MembershipStatus::kActive) continue;
    if (membership.account == user.current_account) return std::optional{membership.account};
    if (!first) first = membership.account;
  }
  return first;
}

}  // namespace

Error sign_in_failed() {
  return {ErrorKind::kUnauthenticated,
          "The e-mail address or the password is wrong, or the user is blocked."};
}

Result<bool> SignIn::State::password_matches(const base::Secret& password, const std::string& encoded) {
  // A dummy, so that timing does not reveal a missing one.
  if (password.size() > kPasswordBytesMax) return false;
  hashing.acquire();
  const bool matches = crypto::verify_password(password, encoded);
  hashing.release();
  return matches;
}

Result<std::string> SignIn::State::hash(const base::Secret& password) {
  hashing.acquire();
  auto encoded = crypto::hash_password(password, cost);
  hashing.release();
  return encoded;
}

Result<OpenedSession> SignIn::State::open_session(domain::UnitOfWork& unit, const domain::UserId& user,
                                                  const std::optional<domain::AccountId>& account) {
  const auto now = services.clock.now();
  auto cookie = crypto::draw_secret(services.random);
  auto csrf_token = csrf_token_of(cookie.reveal());
  domain::Session session{.digest = crypto::sha256_hex(cookie.reveal()),
                          .user = user,
                          .account = account,
                          .created_at = now,
                          .last_seen_at = now,
                          .expires_at = now + base::kSessionLifetime};
  JETON_CHECK(unit.sessions().remove_expired(now));
  JETON_CHECK(unit.sessions().insert(session));
  JETON_CHECK(unit.users().record_login(user, now, account));
  return OpenedSession{std::move(cookie), std::move(csrf_token), std::move(session)};
}

SignIn::SignIn(const app::Services& services, crypto::PasswordCost cost)
    : state_{std::make_unique<State>(services, cost)} {
  auto decoy = crypto::hash_password(crypto::draw_secret(services.random), cost);
  JETON_ASSERT(decoy.has_value());
  state_->decoy_hash = *std::move(decoy);
}

SignIn::~SignIn() = default;

Result<std::optional<PasswordOwner>> SignIn::State::find_owner(std::string_view email,
                                                               const base::Secret& password,
                                                               const domain::RequestOrigin& origin) {
  std::string name = "unknown";
  std::optional<PasswordOwner> owner;
  {
    // Over before anything is hashed, which takes a tenth of a second.
    JETON_TRY(const auto reader, services.store.begin_read());
    JETON_TRY(const auto user, reader->users().find_by_email(email));
    if (user) {
      name = user->id.str();
      JETON_TRY(auto encoded, reader->users().find_password_hash(user->id));
      if (encoded) owner.emplace(PasswordOwner{user->id, *std::move(encoded)});
    }
  }
  // Every path hashes once: time does not tell a known address from an unknown one.
  JETON_TRY(const bool matches, password_matches(password, owner ? owner->encoded : decoy_hash));
  if (!matches) {
    services.log.warning("sign_in.failed", {{"ip", origin.ip}, {"user", name}});
    owner.reset();
  }
  return owner;
}

Result<std::optional<std::string>> SignIn::State::password_hash_of(const domain::UserId& user) {
  JETON_TRY(const auto reader, services.store.begin_read());
  return reader->users().find_password_hash(user);
}

Result<OpenedSession> SignIn::State::try_password(std::string_view email, const base::Secret& password,
                                                  const domain::RequestOrigin& origin,
                                                  const SignInAttempt& attempt) {
  JETON_TRY(const auto owner, find_owner(email, password, origin));
  if (!owner) return sign_in_failed();
  JETON_TRY(const auto unit, services.store.begin_write());
  JETON_TRY(const auto user, unit->users().find(owner->user, domain::Lock::kExclusive));
  JETON_TRY(const auto still, unit->users().find_password_hash(owner->user));
  // Blocked, or given another password, in the moment that hashing took: the sessions that ended then must
  // not be followed by this one.
  if (!user || !domain::may_sign_in(*user) || still != owner->encoded) {
    services.log.warning("sign_in.failed", {{"ip", origin.ip}, {"user", owner->user.str()}});
    return sign_in_failed();
  }
  JETON_TRY(const auto account, starting_account(*unit, *user));
  JETON_TRY(auto opened, open_session(*unit, user->id, account));
  JETON_CHECK(SignInLimiter::succeed(*unit, attempt, *user));
  JETON_CHECK(unit->commit());
  services.log.info("sign_in.done", {{"ip", origin.ip}, {"user", user->id.str()}});
  return opened;
}

Result<OpenedSession> SignIn::with_password(std::string_view email, const base::Secret& password,
                                            const domain::RequestOrigin& origin) {
  auto limits = limits_of_email(email);
  for (auto& limit : limits_of_client(origin.ip)) limits.push_back(std::move(limit));
  return state_->counted(limits, origin, [&](const SignInAttempt& attempt) {
    return state_->try_password(email, password, origin, attempt);
  });
}

Result<OpenedSession> SignIn::State::try_link(const base::Secret& link, const domain::RequestOrigin& origin,
                                              const SignInAttempt& attempt) {
  const auto digest = crypto::sha256_hex(link.reveal());
  JETON_TRY(const auto unit, services.store.begin_write());
  JETON_TRY(const auto known, unit->sessions().find_link(digest));
  std::optional<domain::User> user;
  if (known) {
    // The user before the link, the order of everything that ends both.
    JETON_TRY(user, unit->users().find(known->user, domain::Lock::kExclusive));
    JETON_TRY(const auto taken, unit->sessions().take_link(digest));
    if (!taken || services.clock.now() >= taken->expires_at) user.reset();
  }
  if (!user || !domain::may_sign_in(*user)) {
    // An expired link is gone for good too.
    JETON_CHECK(unit->commit());
    services.log.warning("sign_in.link_failed", {{"ip", origin.ip}});
    return link_failed();
  }
  JETON_CHECK(app::accept_every_invitation(services, *unit, *user, origin));
  JETON_TRY(const auto account, starting_account(*unit, *user));
  JETON_TRY(auto opened, open_session(*unit, user->id, account));
  JETON_CHECK(SignInLimiter::succeed(*unit, attempt, *user));
  JETON_CHECK(unit->commit());
  services.log.info("sign_in.done", {{"ip", origin.ip}, {"user", user->id.str()}, {"by", "link"}});
  return opened;
}

Result<OpenedSession> SignIn::with_link(const base::Secret& link, const domain::RequestOrigin& origin) {
  return state_->counted(limits_of_client(origin.ip), origin, [&](const SignInAttempt& attempt) {
    return state_->try_link(link, origin, attempt);
  });
}

Result<ActiveSession> SignIn::resume(std::string_view cookie, const domain::RequestOrigin& origin) {
  auto& services = state_->services;
  const auto now = services.clock.now();
  const auto digest = crypto::sha256_hex(cookie);
  JETON_TRY(auto unit, services.store.begin_read());
  JETON_TRY(auto session, unit->sessions().find(digest));
  if (!session || now >= session->expires_at || now - session->last_seen_at >= base::kSessionIdleTimeout) {
    return Error::unauthenticated();
  }
  JETON_TRY(auto user, unit->users().find(session->user));
  if (!user || !domain::may_sign_in(*user)) return Error::unauthenticated();
  JETON_TRY(auto claims, read_user_claims(*unit, *user, session->account, origin));
  unit.reset();

  if (now - session->last_seen_at >= std::chrono::minutes{1}) {
    JETON_TRY(const auto writer, services.store.begin_write());
    JETON_CHECK(writer->sessions().touch(digest, now));
    JETON_CHECK(writer->commit());
    session->last_seen_at = now;
  }
  return ActiveSession{*std::move(session), *std::move(user), std::move(claims.accounts),
                       std::move(claims.account), std::move(claims.caller)};
}

Result<OpenedSession> SignIn::switch_account(const ActiveSession& session, std::string_view account_id) {
  const auto wanted = std::find_if(session.accounts.begin(), session.accounts.end(),
                                   [&](const auto& account) { return account.id.str() == account_id; });
  if (wanted == session.accounts.end()) {
    return Error::invalid("account.id", "The user has no active membership in that account.");
  }
  JETON_TRY(const auto unit, state_->services.store.begin_write());
  // A session that has ended in the meantime, by a block or a new password, is not replaced by another.
  JETON_CHECK(unit->users().find(session.user.id, domain::Lock::kExclusive));
  JETON_TRY(const auto still, unit->sessions().find(session.session.digest));
  if (!still) return Error::unauthenticated();
  JETON_CHECK(unit->sessions().remove(session.session.digest));
  JETON_TRY(auto opened, state_->open_session(*unit, session.user.id, wanted->id));
  JETON_CHECK(unit->commit());
  return opened;
}

Result<void> SignIn::sign_out(const ActiveSession& session) {
  JETON_TRY(const auto unit, state_->services.store.begin_write());
  JETON_CHECK(unit->sessions().remove(session.session.digest));
  return unit->commit();
}

base::Secret csrf_token_of(std::string_view cookie) {
  std::string text{"jeton csrf v1 "};
  text += cookie;
  base::Secret token{crypto::sha256_hex(text)};
  explicit_bzero(text.data(), text.size());
  return token;
}

Result<base::Secret> create_sign_in_link(const app::Services& services, std::string_view email) {
  JETON_TRY(const auto unit, services.store.begin_write());
  JETON_TRY(const auto user, unit->users().find_by_email(email, domain::Lock::kExclusive));
  if (!user || user->status == UserStatus::kDeleted) return Error::not_found();
  if (user->status == UserStatus::kBlocked) return Error::conflict("status", "The user is Blocked.");
  const auto now = services.clock.now();
  auto link = crypto::draw_secret(services.random);
  JETON_CHECK(unit->sessions().insert_link(
      {crypto::sha256_hex(link.reveal()), user->id, now, now + base::kSignInLinkLifetime}));
  JETON_CHECK(unit->commit());
  return link;
}

}  // namespace jeton::identity
