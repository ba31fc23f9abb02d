#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "app/command/services.h"
#include "base/result.h"
#include "domain/caller.h"
#include "domain/store.h"

/// Creating at most once: who lost the answer to a create repeats it with the same key and gets the original
/// answer, not a second object.
namespace jeton::app {

/// The caller's key for one create, and what it asks for.
struct IdempotencyKey {
  std::string text;
  /// Of all that was asked for: the same key with another request is a mistake of the caller.
  std::string request_digest;
};

/// Creates inside a unit, and does not commit. Returns what is kept for a repeat, which means something only
/// to the caller of `create_once`. It is stored sealed, and even so has no value whose showing is recorded:
/// `Repetition` adds those.
using Creation = std::function<base::Result<std::string>(domain::UnitOfWork& unit)>;

/// Answers a repeat from what was kept, inside a unit, and does not commit.
using Repetition = std::function<base::Result<void>(domain::UnitOfWork& unit, std::string_view kept)>;

/// What became of a request to create.
enum class Once : std::uint8_t {
  kCreated,
  kRepeated,          ///< Created before: what was kept of that was repeated.
  kOfAnotherRequest,  ///< The key has been used for something else. Nothing was done.
  kCannotBeRepeated,  ///< Created before, and the key that the answer was sealed under has been abandoned.
};

/// Runs `create` in a write unit and commits. With a key, the key is taken in the same unit: a repeat within
/// `base::kIdempotencyKeyLifetime` creates nothing and runs `repeat` instead, also when both run at once. A
/// failed create keeps no key. Errors: those of `create` and `repeat`.
base::Result<Once> create_once(const Services& services, const domain::Caller& caller,
                               const std::optional<IdempotencyKey>& key, const Creation& create,
                               const Repetition& repeat);

/// Whose keys are whose: the caller's account and actor.
std::string idempotency_owner(const domain::Caller& caller);

}  // namespace jeton::app
