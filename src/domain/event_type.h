#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/result.h"
#include "domain/ids.h"

namespace jeton::domain {

/// What one event key is called (spec section 12). Made when the first record of the key is written, never
/// removed. Everyone reads it, across accounts, so it does not tell who made or changed it: audit records do.
struct EventType {
  EventTypeId id;
  std::string key;   ///< Unique, never changes.
  std::string name;  ///< Empty until a record of the key brings one (spec R-171).
  std::string description;
  std::int64_t revision = 1;
};

/// A delta (spec ). A null is an empty text here, which is refused.
struct EventTypeChange {
  std::optional<std::string> name;
  std::optional<std::string> description;
  /// Whether a key was sent. It is refused, also when it is the same one.
  bool states_key = false;
};

/// Applies `change`; true if anything changed. Errors: invalid at `name` or `description` when one that is
/// sent is empty or too long, at `key` when it is sent; then nothing is changed.
base::Result<bool> update_event_type(EventType& event_type, const EventTypeChange& change);

}  // namespace jeton::domain
