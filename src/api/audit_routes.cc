#include <utility>

#include "api/audit_json.h"
#include "api/create_once.h"
#include "api/etag.h"
#include "api/exchange.h"
#include "api/listing.h"
#include "app/audit/event_types.h"
#include "domain/audit_properties.h"
#include "domain/event_type_properties.h"

// Audit records and event types (spec rest-api section 11).
namespace jeton::api {
namespace {

using base::Result;

bool may_read(const Exchange& exchange) {
  return app::reaches_audit_records(exchange.caller);
}

bool may_submit(const Exchange& exchange) {
  return app::may_submit_audit_records(exchange.caller);
}

bool may_update_event_types(const Exchange& exchange) {
  return app::may_update_event_types(exchange.caller);
}

app::AuditTexts texts_of(const Exchange& exchange) {
  return exchange.query.render ? app::AuditTexts::kRendered : app::AuditTexts::kRaw;
}

Result<domain::Page<app::AuditRecordView>> record_page(const Exchange& exchange, const ListRequest& request) {
  return app::list_audit_records(exchange.services, exchange.caller, request.query, texts_of(exchange));
}

Result<std::unique_ptr<app::ViewStream<app::AuditRecordView>>> stream_records(const Exchange& exchange,
                                                                              const ListRequest& request) {
  return app::stream_audit_records(exchange.services, exchange.caller, request.query, texts_of(exchange));
}

Result<net::Response> list_records(Exchange& exchange) {
  static const Collection<app::AuditRecordView> kRecords{.properties = domain::audit_record_properties(),
                                                         .fields = audit_record_list_fields(),
                                                         .list = &record_page,
                                                         .to_json = &to_json,
                                                         .stream = &stream_records};
  return answer_list(exchange, kRecords);
}

Result<net::Response> get_record(Exchange& exchange) {
  // Nothing is filtered here, so what looks like a filter is a flag that is misspelt.
  if (!exchange.query.filter.empty()) {
    return base::Error::invalid("filter", "One record is read by its id; only select and render() apply.");
  }
  JETON_TRY(const auto view, app::get_audit_record(exchange.services, exchange.caller,
                                                   exchange.parameter("id"), texts_of(exchange)));
  return object_response(200, to_json(view), audit_record_fields(), exchange.selection);
}

Result<net::Response> create_record(Exchange& exchange) {
  JETON_TRY(const auto body, json_body(exchange.request));
  JETON_TRY(const auto submission, audit_submission_from_json(body));
  return answer_create(exchange, [&](domain::UnitOfWork& unit) -> Result<net::Response> {
    JETON_TRY(const auto view, app::submit_audit_record(exchange.services, unit, exchange.caller, submission,
                                                        texts_of(exchange)));
    return object_response(201, to_json(view), audit_record_fields(), exchange.selection);
  });
}

Result<domain::Page<domain::EventType>> event_type_page(const Exchange& exchange,
                                                        const ListRequest& request) {
  return app::list_event_types(exchange.services, exchange.caller, request.query);
}

Result<std::unique_ptr<app::ViewStream<domain::EventType>>> stream_types(const Exchange& exchange,
                                                                         const ListRequest& request) {
  return app::stream_event_types(exchange.services, exchange.caller, request.query);
}

Result<net::Response> list_types(Exchange& exchange) {
  static const Collection<domain::EventType> kEventTypes{.properties = domain::event_type_properties(),
                                                         .fields = event_type_fields(),
                                                         .list = &event_type_page,
                                                         .to_json = &to_json,
                                                         .stream = &stream_types};
  return answer_list(exchange, kEventTypes);
}

Result<net::Response> get_type(Exchange& exchange) {
  JETON_TRY(const auto event_type,
            app::get_event_type(exchange.services, exchange.caller, exchange.parameter("id")));
  return object_response(200, to_json(event_type), event_type_fields(), exchange.selection);
}

Result<net::Response> update_type(Exchange& exchange) {
  JETON_TRY(const auto body, json_body(exchange.request));
  JETON_TRY(const auto change, event_type_change_from_json(body));
  JETON_TRY(const auto expected, expected_revision(exchange.request));
  JETON_TRY(const auto event_type, app::update_event_type(exchange.services, exchange.caller,
                                                          exchange.parameter("id"), change, expected));
  return object_response(200, to_json(event_type), event_type_fields(), exchange.selection);
}

}  // namespace

std::vector<Route> audit_routes() {
  const std::string records = "/public/v1/audit/records";
  const std::string types = "/public/v1/audit/event-types";
  // No route changes or removes a record: those methods are answered 405.
  return {
      collection_route(records, "listAuditRecords", may_read, list_records),
      {"POST", records, "createAuditRecord", Authentication::kCaller, may_submit, create_record},
      {"GET", records + "/{id}", "getAuditRecord", Authentication::kCaller, may_read, get_record},
      collection_route(types, "listEventTypes", nullptr, list_types),
      {"GET", types + "/{id}", "getEventType", Authentication::kCaller, nullptr, get_type},
      {"PUT", types + "/{id}", "updateEventType", Authentication::kCaller, may_update_event_types,
       update_type},
  };
}

}  // namespace jeton::api
