#include "api/audit_json.h"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <utility>

#include "api/json_reference.h"
#include "app/audit/audit_documents.h"
#include "base/clock.h"
#include "base/limits.h"

namespace jeton::api {
namespace {

namespace json = boost::json;
using base::Error;
using base::Result;

json::object actor_json(const app::AuditRecordView& view) {
  const auto& actor = view.record.actor;
  json::object object;
  set_text(object, "id", actor.id);
  object["name"] = app::seen_actor_name(actor);
  if (view.actor_account) {
    const auto& account = *view.actor_account;
    // sources disagree on the member's name, so both are there.
    object["account"] = json::object{{"id", account.id.str()},
                                     {"name", account.name},
                                     {"type", to_string(account.type)},
                                     {"accountType", to_string(account.type)}};
  }
  return object;
}

json::object request_json(const domain::RequestOrigin& origin) {
  json::object api;
  set_text(api, "ip", origin.ip);
  set_text(api, "userAgent", origin.user_agent);
  json::object request;
  if (!api.empty()) request["api"] = std::move(api);
  if (!origin.correlation_id.empty()) {
    request["log"] = json::object{{"correlationId", origin.correlation_id}};
  }
  return request;
}

/// The stored documents; empty for a text that is no JSON object.
json::object documents_json(const std::string& text) {
  json::parse_options options;
  options.max_depth = base::kJsonDepthMax;
  boost::system::error_code failed;
  auto value = json::parse(text, failed, {}, options);
  if (failed || !value.is_object()) return {};
  return std::move(value.get_object());
}

Result<std::string> text_or_empty(const json::object& body, std::string_view name) {
  JETON_TRY(auto member, text_member(body, name));
  return std::move(member.text);
}

Result<std::optional<domain::SubmittedObject>> submitted_object(const json::object& body) {
  const auto* value = body.if_contains("object");
  if (value == nullptr || value->is_null()) return std::optional<domain::SubmittedObject>{};
  const auto* object = value->if_object();
  if (object == nullptr) return Error::invalid("object", "The value must be an object with an id.");
  domain::SubmittedObject submitted;
  const auto take = [object](std::string_view name, std::string& text) -> Result<void> {
    const auto* member = object->if_contains(name);
    if (member == nullptr || member->is_null()) return {};
    if (!member->is_string()) {
      return Error::invalid("object." + std::string{name}, "The value must be a string.");
    }
    text = member->get_string();
    return {};
  };
  JETON_CHECK(take("id", submitted.id));
  JETON_CHECK(take("name", submitted.name));
  return std::optional{std::move(submitted)};
}

/// Those of `documents` that show an object with an id.
std::vector<domain::SubmittedObject> documented_objects(const json::object& documents) {
  std::vector<domain::SubmittedObject> objects;
  for (const auto& member : documents) {
    const auto* document = member.value().if_object();
    if (document == nullptr) continue;
    const auto* id = document->if_contains("id");
    if (id == nullptr || !id->is_string()) continue;
    const auto* name = document->if_contains("name");
    objects.push_back({std::string{id->get_string()},
                       name != nullptr && name->is_string() ? std::string{name->get_string()} : ""});
  }
  return objects;
}

}  // namespace

const std::vector<FieldDefault>& audit_record_list_fields() {
  static const std::vector<FieldDefault> kFields{{"id"},
                                                 {"event"},
                                                 {"type"},
                                                 {"summary"},
                                                 {"details"},
                                                 {"object"},
                                                 {"timestamp"},
                                                 {"actor"},
                                                 {"accountLinks", false},
                                                 {"documents", false},
                                                 {"request"},
                                                 {"revision"}};
  return kFields;
}

const std::vector<FieldDefault>& audit_record_fields() {
  static const std::vector<FieldDefault> kFields{{"id"},        {"event"},   {"type"},
                                                 {"summary"},   {"details"}, {"object"},
                                                 {"timestamp"}, {"actor"},   {"accountLinks", false},
                                                 {"documents"}, {"request"}, {"revision"}};
  return kFields;
}

const std::vector<FieldDefault>& event_type_fields() {
  static const std::vector<FieldDefault> kFields{{"id"}, {"revision"}, {"key"}, {"name"}, {"description"}};
  return kFields;
}

json::object to_json(const app::AuditRecordView& view) {
  const auto& record = view.record;
  json::object object{{"id", record.id.str()},
                      {"event", record.event},
                      {"type", to_string(record.visibility)},
                      {"summary", record.summary},
                      {"details", record.details},
                      {"object", json::object{{"id", record.object_id},
                                              {"name", record.object_name},
                                              {"objectType", to_string(record.object_type)}}},
                      {"timestamp", base::format_utc(record.timestamp)},
                      {"actor", actor_json(view)}};
  json::array links;
  for (const auto& account : view.account_links) links.push_back(account_reference(account));
  object["accountLinks"] = std::move(links);
  auto documents = documents_json(record.documents);
  if (!documents.empty()) object["documents"] = std::move(documents);
  auto request = request_json(record.origin);
  if (!request.empty()) object["request"] = std::move(request);
  object["revision"] = record.revision;
  return object;
}

json::object to_json(const domain::EventType& event_type) {
  json::object object{
      {"id", event_type.id.str()}, {"revision", event_type.revision}, {"key", event_type.key}};
  set_text(object, "name", event_type.name);
  set_text(object, "description", event_type.description);
  return object;
}

Result<domain::AuditSubmission> audit_submission_from_json(const json::object& body) {
  if (const auto* id = body.if_contains("id"); id != nullptr && !id->is_null()) {
    return Error::invalid("id", "The id of a record cannot be chosen.");
  }
  domain::AuditSubmission submission;
  JETON_TRY(submission.event, text_or_empty(body, "event"));
  JETON_TRY(submission.summary, text_or_empty(body, "summary"));
  JETON_TRY(submission.details, text_or_empty(body, "details"));
  JETON_TRY(submission.object, submitted_object(body));
  JETON_TRY(auto type, text_member(body, "type"));
  if (type.presence == Presence::kValue) submission.visibility = std::move(type.text);
  const auto* documents = body.if_contains("documents");
  if (documents == nullptr || documents->is_null()) return submission;
  if (!documents->is_object()) return Error::invalid("documents", "The value must be an object.");
  auto masked = documents->get_object();
  app::mask_secrets(masked);
  submission.documented = documented_objects(masked);
  if (!masked.empty()) submission.documents = json::serialize(masked);
  return submission;
}

Result<domain::EventTypeChange> event_type_change_from_json(const json::object& body) {
  domain::EventTypeChange change;
  change.states_key = body.contains("key");
  JETON_TRY(auto name, text_member(body, "name"));
  JETON_TRY(auto description, text_member(body, "description"));
  // Null clears, and neither may be empty: the rule says so.
  if (name.presence != Presence::kAbsent) change.name = std::move(name.text);
  if (description.presence != Presence::kAbsent) change.description = std::move(description.text);
  return change;
}

}  // namespace jeton::api
