#include "app/event_types.h"

#include <utility>

#include "app/audit.h"
#include "base/limits.h"

namespace jeton::app {

using base::Error;
using base::Result;
using domain::EventType;

bool may_update_event_types(const domain::Caller& caller) {
  return caller.account.has_value();
}

Result<EventType> get_event_type(const Services& services, std::string_view id) {
  const auto parsed = domain::EventTypeId::parse(id);
  if (!parsed) return Error::not_found();
  JETON_TRY(const auto unit, services.store.begin_read());
  JETON_TRY(auto found, unit->event_types().find(*parsed));
  if (!found) return Error::not_found();
  return *std::move(found);
}

Result<domain::Page<EventType>> list_event_types(const Services& services, const domain::Query& query) {
  JETON_TRY(const auto unit, services.store.begin_read());
  return unit->event_types().list(query);
}

Result<std::unique_ptr<ViewStream<EventType>>> stream_event_types(const Services& services,
                                                                  const domain::Query& query) {
  JETON_TRY(auto unit, services.store.begin_read());
  JETON_TRY(auto rows, unit->event_types().stream(query, base::kStreamBatchRows));
  return stream_rows(std::move(unit), std::move(rows));
}

Result<EventType> update_event_type(const Services& services, const domain::Caller& caller,
                                    std::string_view id, const domain::EventTypeChange& change,
                                    const ExpectedRevision& expected) {
  if (!may_update_event_types(caller)) return Error::denied();
  const auto parsed = domain::EventTypeId::parse(id);
  if (!parsed) return Error::not_found();
  JETON_TRY(const auto unit, services.store.begin_write());
  JETON_TRY(auto found, unit->event_types().find(*parsed, domain::Lock::kExclusive));
  if (!found) return Error::not_found();
  JETON_CHECK(check_revision(expected, found->revision));
  JETON_TRY(const bool changed, domain::update_event_type(*found, change));
  if (changed) {
    JETON_TRY(const auto operations, unit->accounts().find_operations());
    if (!operations) return Error::internal("a platform without an operations account");
    JETON_CHECK(unit->event_types().update(*found));
    const auto now = services.clock.now();
    // Everyone may do this, so at least Operations can see who did.
    JETON_CHECK(write_audit(services, *unit, caller, now,
                            audit_entry(domain::AuditAction::kUpdated, *found, *operations)));
  }
  JETON_CHECK(unit->commit());
  return *std::move(found);
}

}  // namespace jeton::app
