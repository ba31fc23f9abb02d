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

Result<Once> replay(const Services& services, domain::UnitOfWork& unit, const IdempotencyEntry& wanted,
                    const Repetition& repeat) {
  JETON_TRY(const auto kept, unit.idempotency().find(wanted.owner, wanted.key_digest));
  // Removed in the moment between: expired, so the caller may as well ask again.
  if (!kept) return Error::unavailable("an idempotency key was removed during the lookup");
  if (kept->request_digest != wanted.request_digest) return Once::kOfAnotherRequest;
  if (!services.sealer.has_key_of(kept->sealed_answer)) return Once::kCannotBeRepeated;
  JETON_TRY(const auto answer, services.sealer.open(kept->sealed_answer, context_of(*kept)));
  // To the one who was given it before.
  JETON_CHECK(repeat(unit, answer.reveal()));
  JETON_CHECK(unit.commit());
  return Once::kRepeated;
}

}  // namespace

std::string idempotency_owner(const domain::Caller& caller) {
  return (caller.account ? caller.account->str() : std::string{"-"}) + " " + caller.actor.id;
}

Result<Once> create_once(const Services& services, const domain::Caller& caller,
                         const std::optional<IdempotencyKey>& key, const Creation& create,
                         const Repetition& repeat) {
  JETON_TRY(const auto unit, services.store.begin_write());
  if (!key) {
    JETON_CHECK(create(*unit));
    JETON_CHECK(unit->commit());
    return Once::kCreated;
  }

  const auto now = services.clock.now();
  IdempotencyEntry entry;
  entry.owner = idempotency_owner(caller);
  // Not the key itself: it may be anything, a secret by mistake included.
  entry.key_digest = crypto::sha256_hex(key->text);
  entry.request_digest = key->request_digest;
  entry.expires_at = now + base::kIdempotencyKeyLifetime;
  JETON_TRY(const bool claimed, unit->idempotency().claim(entry, now));
  if (!claimed) return replay(services, *unit, entry, repeat);

  JETON_TRY(auto answer, create(*unit));
  entry.sealed_answer = services.sealer.seal(base::Secret{std::move(answer)}, context_of(entry));
  JETON_CHECK(unit->idempotency().complete(entry));
  JETON_CHECK(unit->idempotency().remove_expired(now, base::kIdempotencyKeysRemovedAtOnceMax));
  JETON_CHECK(unit->commit());
  return Once::kCreated;
}

}  // namespace jeton::app
