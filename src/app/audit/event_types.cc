#include "app/audit/event_types.h"

#include <utility>

#include "app/audit/audit.h"
#include "base/limits.h"

namespace jeton::app {

using base::Error;
using base::Result;
using domain::EventType;

bool may_update_event_types(const domain::Caller& caller) {
  return domain::may_word_event_types(caller);
}

Result<EventType> get_event_type(const Services& services, const domain::Caller& caller,
                                 std::string_view id) {
  const auto parsed = domain::EventTypeId::parse(id);
  if (!parsed) return Error::not_found();
  JETON_TRY(const auto unit, services.store.begin_read());
  JETON_TRY(auto found, unit->event_types().find_worded(*parsed, domain::words_for(caller)));
  if (!found) return Error::not_found();
  return *std::move(found);
}

Result<domain::Page<EventType>> list_event_types(const Services& services, const domain::Caller& caller,
                                                 const domain::Query& query) {
  JETON_TRY(const auto unit, services.store.begin_read());
  return unit->event_types().list(domain::words_for(caller), query);
}

Result<std::unique_ptr<ViewStream<EventType>>> stream_event_types(const Services& services,
                                                                  const domain::Caller& caller,
                                                                  const domain::Query& query) {
  JETON_TRY(auto unit, services.store.begin_read());
  JETON_TRY(auto rows, unit->event_types().stream(domain::words_for(caller), query, base::kStreamBatchRows));
  return stream_rows(std::move(unit), std::move(rows));
}

Result<EventType> update_event_type(const Services& services, const domain::Caller& caller,
                                    std::string_view id, const domain::EventTypeChange& change,
                                    const ExpectedRevision& expected) {
  if (!may_update_event_types(caller)) return Error::denied();
  const auto parsed = domain::EventTypeId::parse(id);
  if (!parsed) return Error::not_found();
  JETON_TRY(const auto unit, services.store.begin_write());
  JETON_TRY(auto platform, unit->event_types().find(*parsed, domain::Lock::kExclusive));
  if (!platform) return Error::not_found();
  const auto account = domain::words_for(caller);
  domain::EventTypeWording wording{.event_type = *parsed,
                                   .account = account.value_or(domain::AccountId::from_stored({}))};
  if (account) {
    JETON_TRY(auto own, unit->event_types().find_wording(*parsed, *account));
    if (own) wording = *std::move(own);
  }
  JETON_CHECK(check_revision(expected, worded(*platform, wording).revision));
  JETON_TRY(const bool changed, account ? domain::update_wording(wording, *platform, change)
                                        : domain::update_event_type(*platform, change));
  auto seen = worded(*std::move(platform), wording);
  if (changed) {
    JETON_CHECK(account ? unit->event_types().put_wording(wording) : unit->event_types().update(seen));
    // Told to those who see it: the account, or Operations alone.
    JETON_TRY(const auto owner,
              account ? unit->accounts().find(*account) : unit->accounts().find_operations());
    if (!owner) return Error::internal("an event type was changed without an owner");
    JETON_CHECK(write_audit(services, *unit, caller, services.clock.now(),
                            audit_entry(domain::AuditAction::kUpdated, seen, *owner)));
  }
  JETON_CHECK(unit->commit());
  return seen;
}

}  // namespace jeton::app
