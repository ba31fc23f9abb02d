#include "app/audit/audit_entry.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <optional>
#include <utility>
#include <vector>

namespace jeton::app {
namespace {

namespace json = boost::json;
using domain::AuditAction;
using domain::ObjectType;

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

}  // namespace

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
