#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/result.h"
#include "domain/caller.h"
#include "domain/ids.h"

namespace jeton::domain {

/// What one event key is called (spec section 12). Created with the first record of the key, never removed.
/// Everyone can read it, across accounts, so it does not say who created or changed it: audit records do.
struct EventType {
  EventTypeId id;
  std::string key;   ///< Unique, never changes.
  std::string name;  ///< Empty until a record of the key provides one (spec R-171).
  std::string description;
  std::int64_t revision = 1;
};

/// One account's wording of an event type in place of the platform's, seen only by it (spec R-172,
///
struct EventTypeWording {
  EventTypeId event_type;
  AccountId account;
  std::string name{};         ///< Empty: the platform's.
  std::string description{};  ///< Empty: the platform's.
  std::int64_t revision = 0;  ///< How often the account has changed it.
};

/// A delta (spec ). A null is an empty text here, which is refused.
struct EventTypeChange {
  std::optional<std::string> name;
  std::optional<std::string> description;
  /// Whether a key was sent. It is refused even if it is the same one.
  bool states_key = false;
};

/// Applies `change`; true if anything changed. Errors: invalid at `name` or `description` when one that is
/// sent is empty or too long, at `key` when it is sent; then nothing is changed.
base::Result<bool> update_event_type(EventType& event_type, const EventTypeChange& change);

/// `platform` as the account of `wording` sees it. Its revision counts the changes of both, so that it
/// changes with everything that is visible.
EventType worded(EventType platform, const EventTypeWording& wording);

/// Applies `change` to what the account sees; true if anything changed. A text set to the platform's
/// follows it from then on. Errors: as `update_event_type`; then nothing is changed.
base::Result<bool> update_wording(EventTypeWording& wording, const EventType& platform,
                                  const EventTypeChange& change);

/// Whose wording `caller` reads and changes: those of its account; nothing for the platform's own, which are
/// those of Operations with Platform Account Management, and of people without an account (spec R-012).
std::optional<AccountId> words_for(const Caller& caller);

/// Whether the caller may change any: those of its account with Access Management, the platform's with
/// Platform Account Management.
bool may_word_event_types(const Caller& caller);

}  // namespace jeton::domain
