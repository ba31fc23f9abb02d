#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "app/command/services.h"
#include "base/result.h"
#include "domain/caller.h"
#include "domain/store.h"

/// Creating at most once: a client that lost the answer to a create repeats it with the same key and gets the
/// original answer, not a second object.
namespace jeton::app {

/// The caller's key for one create, and what it asks for.
struct IdempotencyKey {
  std::string text;
  /// Of method, path and body: the same key with another request is a mistake of the caller.
  std::string request_digest;
};

/// What a create is answered with.
struct CreateAnswer {
  int status = 0;
  std::string body;
  std::string etag;
  /// What is stored for a repeat instead of `body`; absent: `body`. Stored sealed, and even so without values
  /// whose showing is recorded: `Repetition` adds those.
  std::optional<std::string> kept_body{};
};

struct OnceAnswer {
  CreateAnswer answer;
  bool is_replayed = false;  ///< Nothing was created: it is the answer to an earlier request.
};

/// Creates inside a unit, and does not commit.
using Creation = std::function<base::Result<CreateAnswer>(domain::UnitOfWork& unit)>;

/// Turns the stored body into the answer to a repeat, inside a unit, and does not commit.
using Repetition =
    std::function<base::Result<std::string>(domain::UnitOfWork& unit, std::string_view kept_body)>;

/// Runs `create` in a write unit and commits. With a key, the key is taken in the same unit: a repeat within
/// `base::kIdempotencyKeyLifetime` gets the first answer again, also when both run at once. A failed create
/// keeps no key. A repeat is what `repeat` makes of the kept body, or that body itself. Errors: conflict at
/// `Idempotency-Key` for a key that named another request; those of `create` and `repeat`.
base::Result<OnceAnswer> create_once(const Services& services, const domain::Caller& caller,
                                     const std::optional<IdempotencyKey>& key, const Creation& create,
                                     const Repetition& repeat = {});

/// Whose keys are whose: the caller's account and actor.
std::string idempotency_owner(const domain::Caller& caller);

}  // namespace jeton::app
