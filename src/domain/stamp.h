#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/clock.h"
#include "domain/ids.h"

namespace jeton::domain {

enum class ActorKind : std::uint8_t { kUser, kToken, kSystem };

/// Who did something, as it was called at that time. The system actor has an empty id.
struct ActorRef {
  ActorKind kind = ActorKind::kSystem;
  std::string id;
  std::string name;

  bool operator==(const ActorRef&) const = default;
};

/// The actor of automatic changes: cascades, set-up, expiry.
ActorRef system_actor();

/// One entry of an object's `audit` (spec R-022): when, by whom, on behalf of which account.
struct Stamp {
  base::Timestamp at;
  ActorRef by;
  std::optional<AccountId> of;

  bool operator==(const Stamp&) const = default;
};

}  // namespace jeton::domain
