#include "app/audit/audit.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <set>
#include <utility>

#include "app/command/id_draw.h"
#include "credential/masking.h"
#include "crypto/digest.h"

namespace jeton::app {
namespace {

namespace json = boost::json;
using domain::AuditAction;
using domain::ObjectType;

/// The object as people call it in summaries (spec R-154).
std::string_view spoken_name(ObjectType type) noexcept {
  switch (type) {
    case ObjectType::kAccount: return "Account";
    case ObjectType::kModule: return "Module";
    case ObjectType::kUser: return "User";
    case ObjectType::kAccountUser: return "Account user";
    case ObjectType::kUserGroup: return "User group";
    case ObjectType::kApiToken: return "API token";
    case ObjectType::kEventType: return "Event type";
  }
  return "Object";
}

std::string summary_of(const AuditEntry& entry) {
  const auto name = spoken_name(entry.object_type);
  switch (entry.action) {
    case AuditAction::kCreated: return fmt::format("{} created", name);
    case AuditAction::kUpdated: return fmt::format("{} updated", name);
    case AuditAction::kStatusChanged: return fmt::format("{} status changed to {}", name, entry.status);
    case AuditAction::kRevealed: return fmt::format("{} value shown", name);
  }
  return std::string{name};
}

/// What all records of an event have in common.
std::string event_name_of(const AuditEntry& entry) {
  if (entry.action != AuditAction::kStatusChanged) return summary_of(entry);
  return fmt::format("{} status changed", spoken_name(entry.object_type));
}

std::string details_of(const AuditEntry& entry) {
  auto subject =
      fmt::format("{} {{{{{}.id}}}}", spoken_name(entry.object_type), event_segment(entry.object_type));
  constexpr std::string_view kActor = "{{actor.name}} ({{actor.id}})";
  switch (entry.action) {
    case AuditAction::kCreated: return fmt::format("{} was created by {}.", subject, kActor);
    case AuditAction::kUpdated: return fmt::format("{} was updated by {}.", subject, kActor);
    case AuditAction::kStatusChanged:
      return fmt::format("{} status was changed to {} by {}.", subject, entry.status, kActor);
    case AuditAction::kRevealed: return fmt::format("The value of {} was shown to {}.", subject, kActor);
  }
  return subject;
}

template <class Id>
json::array id_array(const std::vector<Id>& ids) {
  json::array array;
  for (const auto& id : ids) array.push_back(json::object{{"id", id.str()}});
  return array;
}

json::object account_reference(const domain::Account& account) {
  return {{"id", account.id.str()}, {"type", to_string(account.type)}, {"name", account.name}};
}

void set_unless_empty(json::object& object, std::string_view name, const std::string& value) {
  if (!value.empty()) object[name] = value;
}

void set_extensions(json::object& object, const std::optional<std::vector<std::string>>& extensions) {
  if (!extensions) return;
  json::array listed;
  for (const auto& extension : *extensions) listed.push_back(json::object{{"id", extension}});
  object["extensions"] = std::move(listed);
}

AuditEntry entry_for(AuditAction action, ObjectType type, std::string id, std::string name,
                     std::string_view status, std::int64_t revision, const domain::Account& account,
                     json::object snapshot) {
  AuditEntry entry{.action = action,
                   .object_type = type,
                   .object_id = std::move(id),
                   .object_name = std::move(name),
                   .account = account.id,
                   .account_type = account.type,
                   .status = status,
                   .documents = {},
                   .revision = revision};
  entry.documents = json::serialize(json::object{{event_segment(type), std::move(snapshot)}});
  return entry;
}

void mask_texts(domain::AuditRecord& record) {
  for (auto* text : {&record.summary, &record.details, &record.object_name, &record.actor.name,
                     &record.documents, &record.origin.user_agent}) {
    *text = credential::mask_tokens(*text);
  }
}

/// A known key costs one read and no lock. Two units that write a new key at once wait for each
/// other on its unique index, and the later one finds the row of the first.
base::Result<void> note_event_type(const Services& services, domain::UnitOfWork& unit, const std::string& key,
                                   const std::string& event_name) {
  for (int draw = 0; draw < base::kIdDrawsMax; ++draw) {
    JETON_TRY(const auto known, unit.event_types().find_by_key(key));
    if (known && (!known->name.empty() || event_name.empty())) return {};
    if (known) {
      JETON_TRY(auto nameless, unit.event_types().find(known->id, domain::Lock::kExclusive));
      if (!nameless || !nameless->name.empty()) return {};
      JETON_CHECK(domain::update_event_type(*nameless, {.name = event_name, .description = {}}));
      return unit.event_types().update(*nameless);
    }
    JETON_TRY(const auto rows, unit.event_types().approximate_count());
    const domain::EventType made{.id = draw_id<domain::EventTypeTag>(services.random, rows),
                                 .key = key,
                                 .name = event_name,
                                 .description = {},
                                 .revision = 1};
    JETON_TRY(const bool inserted, unit.event_types().insert(made));
    if (inserted) return {};
    // Either the id or the key was taken: looking again tells which.
  }
  return base::Error::internal("no free id was found for an event type");
}

/// The record of `entry`, without an id.
domain::AuditRecord record_of(const domain::Caller& caller, base::Timestamp at, const AuditEntry& entry,
                              const std::optional<domain::Account>& operations) {
  const bool customer = entry.account_type != domain::AccountType::kOperations;
  std::vector<domain::AccountId> links{entry.account};
  // the Operations link is always present.
  if (operations && operations->id != entry.account) links.push_back(operations->id);
  std::sort(links.begin(), links.end());
  return {.id = domain::AuditRecordId::from_stored({}),
          .event = event_key(entry.object_type, entry.action),
          .visibility = customer ? domain::AuditVisibility::kPublic : domain::AuditVisibility::kPrivate,
          .summary = summary_of(entry),
          .details = details_of(entry),
          .object_id = entry.object_id,
          // `name` is the id of an object that has no name.
          .object_name = entry.object_name.empty() ? entry.object_id : entry.object_name,
          .object_type = entry.object_type,
          .timestamp = at,
          .actor = caller.actor,
          .actor_account = caller.account,
          .account_links = std::move(links),
          .documents = entry.documents,
          .origin = caller.origin,
          .revision = entry.revision};
}

}  // namespace

base::Result<domain::AuditRecord> append_audit_record(const Services& services, domain::UnitOfWork& unit,
                                                      domain::AuditRecord record,
                                                      const std::string& event_name) {
  mask_texts(record);
  JETON_CHECK(note_event_type(services, unit, record.event, credential::mask_tokens(event_name)));
  JETON_TRY(const auto rows, unit.audit().approximate_count());
  auto appended = insert_with_new_id<domain::AuditRecordTag>(
      services.random, rows, [&](const domain::AuditRecordId& id) -> base::Result<bool> {
        record.id = id;
        return unit.audit().append(record, crypto::sha256(canonical_form(record)));
      });
  if (appended.has_error()) return std::move(appended).error();
  return record;
}

base::Result<void> write_audit(const Services& services, domain::UnitOfWork& unit,
                               const domain::Caller& caller, base::Timestamp at, const AuditEntry& entry) {
  JETON_TRY(const auto operations, unit.accounts().find_operations());
  auto appended =
      append_audit_record(services, unit, record_of(caller, at, entry, operations), event_name_of(entry));
  if (appended.has_error()) return std::move(appended).error();
  return {};
}

base::Result<void> write_audits(const Services& services, domain::UnitOfWork& unit,
                                const domain::Caller& caller, base::Timestamp at,
                                const std::vector<AuditEntry>& entries) {
  if (entries.empty()) return {};
  JETON_TRY(const auto operations, unit.accounts().find_operations());
  JETON_TRY(const auto rows, unit.audit().approximate_count());
  std::set<std::string> events;
  std::vector<domain::DigestedRecord> left;
  for (const auto& entry : entries) {
    left.push_back({record_of(caller, at, entry, operations), {}});
    auto& record = left.back().record;
    mask_texts(record);
    if (!events.insert(record.event).second) continue;
    JETON_CHECK(note_event_type(services, unit, record.event, credential::mask_tokens(event_name_of(entry))));
  }
  std::set<std::string> drawn;
  for (int draw = 0; draw < base::kIdDrawsMax && !left.empty(); ++draw) {
    for (auto& [record, digest] : left) {
      do {
        record.id = draw_id<domain::AuditRecordTag>(services.random, rows);
      } while (!drawn.insert(record.id.str()).second);
      digest = crypto::sha256(canonical_form(record));
    }
    JETON_TRY(const auto taken, unit.audit().append_many(left));
    std::erase_if(left, [&](const auto& each) {
      return std::find(taken.begin(), taken.end(), each.record.id) == taken.end();
    });
  }
  if (!left.empty()) return base::Error::internal("no free id was found");
  return {};
}

AuditEntry audit_entry(AuditAction action, const domain::Token& token, const domain::Account& account) {
  json::object snapshot{{"id", token.id.str()},
                        {"revision", token.revision},
                        {"name", token.name},
                        {"status", to_string(token.status)},
                        {"account", account_reference(account)},
                        {"modules", id_array(token.modules)}};
  set_unless_empty(snapshot, "description", token.description);
  set_unless_empty(snapshot, "icon", token.icon);
  set_extensions(snapshot, token.extensions);
  return entry_for(action, ObjectType::kApiToken, token.id.str(), token.name, to_string(token.status),
                   token.revision, account, std::move(snapshot));
}

AuditEntry audit_entry(AuditAction action, const domain::Account& account) {
  json::object snapshot{{"id", account.id.str()},
                        {"revision", account.revision},
                        {"type", to_string(account.type)},
                        {"status", to_string(account.status)},
                        {"name", account.name},
                        {"revealTokens", account.reveal_tokens}};
  set_unless_empty(snapshot, "description", account.description);
  set_unless_empty(snapshot, "website", account.website);
  set_unless_empty(snapshot, "technicalSupportEmail", account.technical_support_email);
  json::object address;
  set_unless_empty(address, "addressLine1", account.address.address_line1);
  set_unless_empty(address, "addressLine2", account.address.address_line2);
  set_unless_empty(address, "postCode", account.address.post_code);
  set_unless_empty(address, "city", account.address.city);
  set_unless_empty(address, "state", account.address.state);
  set_unless_empty(address, "country", account.address.country);
  if (!address.empty()) snapshot["address"] = std::move(address);
  set_unless_empty(snapshot, "defaultLanguageCode", account.default_language_code);
  set_unless_empty(snapshot, "externalId", account.external_id);
  if (account.eligibility) {
    snapshot["eligibility"] =
        json::object{{"client", account.eligibility->client}, {"partner", account.eligibility->partner}};
  }
  return entry_for(action, ObjectType::kAccount, account.id.str(), account.name, to_string(account.status),
                   account.revision, account, std::move(snapshot));
}

AuditEntry audit_entry(AuditAction action, const domain::Group& group, const domain::Account& account) {
  json::object snapshot{{"id", group.id.str()},
                        {"revision", group.revision},
                        {"name", group.name},
                        {"isDefault", group.is_default},
                        {"account", account_reference(account)},
                        {"modules", id_array(group.modules)}};
  set_unless_empty(snapshot, "description", group.description);
  set_unless_empty(snapshot, "logo", group.logo);
  set_extensions(snapshot, group.extensions);
  // the one status of a group that a record tells is its end.
  const auto status =
      action == AuditAction::kStatusChanged ? std::string_view{"Deleted"} : std::string_view{};
  return entry_for(action, ObjectType::kUserGroup, group.id.str(), group.name, status, group.revision,
                   account, std::move(snapshot));
}

AuditEntry audit_entry(AuditAction action, const domain::User& user, const domain::Account& account) {
  json::object snapshot{{"id", user.id.str()},
                        {"revision", user.revision},
                        {"status", to_string(user.status)},
                        {"email", user.email},
                        {"name", user.name()}};
  json::object phone;
  set_unless_empty(phone, "prefix", user.phone.prefix);
  set_unless_empty(phone, "number", user.phone.number);
  if (!phone.empty()) snapshot["phone"] = std::move(phone);
  return entry_for(action, ObjectType::kUser, user.id.str(), user.name(), to_string(user.status),
                   user.revision, account, std::move(snapshot));
}

AuditEntry audit_entry(AuditAction action, const domain::Membership& membership, const domain::User& user,
                       const domain::Account& account) {
  const auto name = as_invited(user, membership).name();
  json::object snapshot{{"id", membership.id.str()},
                        {"revision", membership.revision},
                        {"status", to_string(membership.status)},
                        {"user", json::object{{"id", user.id.str()}, {"name", name}}},
                        {"account", account_reference(account)},
                        {"groups", id_array(membership.groups)}};
  return entry_for(action, ObjectType::kAccountUser, membership.id.str(), name, to_string(membership.status),
                   membership.revision, account, std::move(snapshot));
}

AuditEntry audit_entry(AuditAction action, const domain::Module& module, const domain::Account& operations) {
  json::array types;
  for (const auto type : module.account_types) types.push_back(json::string{to_string(type)});
  json::array paths;
  for (const auto& path : module.paths) {
    json::array methods;
    for (const auto& method : path.methods) methods.push_back(json::string{method});
    paths.push_back(json::object{{"prefix", path.prefix}, {"methods", std::move(methods)}});
  }
  json::object snapshot{
      {"id", module.id.str()}, {"revision", module.revision},      {"code", module.code},
      {"name", module.name},   {"accountTypes", std::move(types)}, {"paths", std::move(paths)}};
  return entry_for(action, ObjectType::kModule, module.id.str(), module.name, {}, module.revision, operations,
                   std::move(snapshot));
}

AuditEntry audit_entry(AuditAction action, const domain::EventType& event_type,
                       const domain::Account& operations) {
  json::object snapshot{
      {"id", event_type.id.str()}, {"revision", event_type.revision}, {"key", event_type.key}};
  set_unless_empty(snapshot, "name", event_type.name);
  set_unless_empty(snapshot, "description", event_type.description);
  return entry_for(action, ObjectType::kEventType, event_type.id.str(), event_type.name, {},
                   event_type.revision, operations, std::move(snapshot));
}

}  // namespace jeton::app
