#include "app/command/once.h"

#include <utility>

#include "base/limits.h"
#include "base/secret.h"
#include "crypto/digest.h"

namespace jeton::app {
namespace {

using base::Error;
using base::Result;
using domain::IdempotencyEntry;

/// A sealed answer opens only in the row that it was written to.
std::string context_of(const IdempotencyEntry& entry) {
  return entry.owner + " " + entry.key_digest;
}

Result<OnceAnswer> replay(const Services& services, domain::UnitOfWork& unit, const IdempotencyEntry& wanted,
                          const Repetition& repeat) {
  JETON_TRY(const auto kept, unit.idempotency().find(wanted.owner, wanted.key_digest));
  // Removed in the moment between: expired, so the caller may as well ask again.
  if (!kept) return Error::unavailable("an idempotency key went away while it was looked up");
  if (kept->request_digest != wanted.request_digest) {
    return Error::conflict("Idempotency-Key", "The key has been used for another request.");
  }
  if (!services.sealer.has_key_of(kept->sealed_body)) {
    return Error::conflict(
        "Idempotency-Key",
        "The request was answered, and its answer can no longer be read: its sealing key was "
        "abandoned.");
  }
  JETON_TRY(const auto body, services.sealer.open(kept->sealed_body, context_of(*kept)));
  // To the one who was given it before.
  std::string text{body.reveal()};
  if (repeat) {
    JETON_TRY(text, repeat(unit, body.reveal()));  // the same answer, with what needs a record
    JETON_CHECK(unit.commit());
  }
  return OnceAnswer{{kept->status, std::move(text), kept->etag}, true};
}

}  // namespace

std::string idempotency_owner(const domain::Caller& caller) {
  return (caller.account ? caller.account->str() : std::string{"-"}) + " " + caller.actor.id;
}

Result<OnceAnswer> create_once(const Services& services, const domain::Caller& caller,
                               const std::optional<IdempotencyKey>& key, const Creation& create,
                               const Repetition& repeat) {
  JETON_TRY(const auto unit, services.store.begin_write());
  if (!key) {
    JETON_TRY(auto answer, create(*unit));
    JETON_CHECK(unit->commit());
    return OnceAnswer{std::move(answer), false};
  }

  const auto now = services.clock.now();
  IdempotencyEntry entry;
  entry.owner = idempotency_owner(caller);
  // Not the key itself: it may be anything, a secret by mistake included.
  entry.key_digest = crypto::to_hex(crypto::sha256(key->text));
  entry.request_digest = key->request_digest;
  entry.expires_at = now + base::kIdempotencyKeyLifetime;
  JETON_TRY(const bool claimed, unit->idempotency().claim(entry, now));
  if (!claimed) return replay(services, *unit, entry, repeat);

  JETON_TRY(auto answer, create(*unit));
  entry.status = answer.status;
  entry.etag = answer.etag;
  const base::Secret kept{answer.kept_body.value_or(answer.body)};
  entry.sealed_body = services.sealer.seal(kept, context_of(entry));
  JETON_CHECK(unit->idempotency().complete(entry));
  JETON_CHECK(unit->idempotency().remove_expired(now, base::kIdempotencyKeysRemovedAtOnceMax));
  JETON_CHECK(unit->commit());
  return OnceAnswer{std::move(answer), false};
}

}  // namespace jeton::app
