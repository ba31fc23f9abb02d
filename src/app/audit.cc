#include "app/audit.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <utility>

#include "app/id_draw.h"
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

base::Result<void> write_audit(const Services& services, domain::UnitOfWork& unit,
                               const domain::Caller& caller, base::Timestamp at, const AuditEntry& entry) {
  const bool customer = entry.account_type != domain::AccountType::kOperations;
  std::vector<domain::AccountId> links{entry.account};
  // the Operations link is always present.
  JETON_TRY(const auto operations, unit.accounts().find_operations());
  if (operations && operations->id != entry.account) links.push_back(operations->id);
  std::sort(links.begin(), links.end());

  JETON_TRY(const auto rows, unit.audit().approximate_count());
  auto appended = insert_with_new_id<domain::AuditRecordTag>(
      services.random, rows, [&](const domain::AuditRecordId& id) -> base::Result<bool> {
        const domain::AuditRecord record{
            .id = id,
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
            .account_links = links,
            .documents = entry.documents,
            .origin = caller.origin,
            .revision = entry.revision};
        return unit.audit().append(record, crypto::sha256(canonical_form(record)));
      });
  if (appended.has_error()) return std::move(appended).error();
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
  if (token.extensions) {
    json::array extensions;
    for (const auto& extension : *token.extensions) extensions.push_back(json::object{{"id", extension}});
    snapshot["extensions"] = std::move(extensions);
  }
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
  return entry_for(action, ObjectType::kUserGroup, group.id.str(), group.name, {}, group.revision, account,
                   std::move(snapshot));
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
  json::object snapshot{{"id", membership.id.str()},
                        {"revision", membership.revision},
                        {"status", to_string(membership.status)},
                        {"user", json::object{{"id", user.id.str()}, {"name", user.name()}}},
                        {"account", account_reference(account)},
                        {"groups", id_array(membership.groups)}};
  return entry_for(action, ObjectType::kAccountUser, membership.id.str(), user.name(),
                   to_string(membership.status), membership.revision, account, std::move(snapshot));
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

}  // namespace jeton::app
