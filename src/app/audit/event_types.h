#pragma once

#include <memory>
#include <string_view>

#include "app/command/expected_revision.h"
#include "app/command/services.h"
#include "app/command/view_stream.h"
#include "base/result.h"
#include "domain/caller.h"
#include "domain/event_type.h"
#include "domain/query.h"

/// The catalogue of audit events (spec section 12). `app/audit.h` adds to it; nothing removes from it.
namespace jeton::app {

/// Whether the caller may change what event types are called (`domain::may_word_event_types`).
bool may_update_event_types(const domain::Caller& caller);

/// Read by everyone who is authenticated (spec R-172), in the wording of the caller's account
/// (`domain::words_for`). Errors: not found.
base::Result<domain::EventType> get_event_type(const Services& services, const domain::Caller& caller,
                                               std::string_view id);

/// `query` is of `domain::event_type_properties`, and uses the same wording.
base::Result<domain::Page<domain::EventType>> list_event_types(const Services& services,
                                                               const domain::Caller& caller,
                                                               const domain::Query& query);
/// All of them, whatever the page (spec A-080).
base::Result<std::unique_ptr<ViewStream<domain::EventType>>> stream_event_types(const Services& services,
                                                                                const domain::Caller& caller,
                                                                                const domain::Query& query);

/// Applies a delta (spec R-172) to the wording that the caller reads: its account's, seen only by that
/// account, or the platform's. Revisions are those the caller sees. Errors: denied; not found;
/// precondition failed; invalid at `name` or `description`.
base::Result<domain::EventType> update_event_type(const Services& services, const domain::Caller& caller,
                                                  std::string_view id, const domain::EventTypeChange& change,
                                                  const ExpectedRevision& expected = {});

}  // namespace jeton::app
