#include "domain/audit_record.h"

#include <fmt/format.h>

#include <iterator>

#include "domain/enumeration_names.h"

namespace jeton::domain {
namespace {

std::string_view to_string(ActorKind kind) noexcept {
  switch (kind) {
    case ActorKind::kUser: return "User";
    case ActorKind::kToken: return "ApiToken";
    case ActorKind::kSystem: return "System";
  }
  return {};
}

std::string_view to_string(AuditAction action) noexcept {
  switch (action) {
    case AuditAction::kCreated: return "created";
    case AuditAction::kUpdated: return "updated";
    case AuditAction::kStatusChanged: return "status_changed";
    case AuditAction::kRevealed: return "revealed";
  }
  return {};
}

template <class Tag>
bool is_id_of(std::string_view text) noexcept {
  return base::is_id_text(text, Tag::kPrefix, Tag::kGroups);
}

/// The lines of `docs/formats/audit-record.md`.
class CanonicalLines {
 public:
  CanonicalLines() : text_{"jeton-audit-record 1\n"} {}

  void add(std::string_view name, std::string_view value) {
    fmt::format_to(std::back_inserter(text_), "{} {}:", name, value.size());
    text_.append(value).push_back('\n');
  }
  void add_absent(std::string_view name) { text_.append(name).append(" -\n"); }
  void add_count(std::string_view name, std::size_t count) {
    fmt::format_to(std::back_inserter(text_), "{} {}\n", name, count);
  }

  [[nodiscard]] std::string take() && { return std::move(text_); }

 private:
  std::string text_;
};

}  // namespace

std::string_view to_string(AuditVisibility visibility) noexcept {
  return name_of(visibility);
}

std::string_view to_string(ObjectType type) noexcept {
  return name_of(type);
}

std::string_view event_segment(ObjectType type) noexcept {
  switch (type) {
    case ObjectType::kAccount: return "account";
    case ObjectType::kModule: return "module";
    case ObjectType::kUser: return "user";
    case ObjectType::kAccountUser: return "accountUser";
    case ObjectType::kUserGroup: return "userGroup";
    case ObjectType::kApiToken: return "apiToken";
    case ObjectType::kEventType: return "eventType";
  }
  return {};
}

std::optional<ObjectType> object_type_of_id(std::string_view id) noexcept {
  if (is_id_of<AccountTag>(id)) return ObjectType::kAccount;
  if (is_id_of<ModuleTag>(id)) return ObjectType::kModule;
  if (is_id_of<UserTag>(id)) return ObjectType::kUser;
  if (is_id_of<MembershipTag>(id)) return ObjectType::kAccountUser;
  if (is_id_of<GroupTag>(id)) return ObjectType::kUserGroup;
  if (is_id_of<TokenTag>(id)) return ObjectType::kApiToken;
  if (is_id_of<EventTypeTag>(id)) return ObjectType::kEventType;
  return std::nullopt;
}

std::string event_key(ObjectType type, AuditAction action) {
  const std::string_view name_space = type == ObjectType::kEventType ? "audit" : "accounts";
  return fmt::format("platform.{}.{}.{}", name_space, event_segment(type), to_string(action));
}

std::string canonical_form(const AuditRecord& record) {
  CanonicalLines lines;
  lines.add("id", record.id.str());
  lines.add("event", record.event);
  lines.add("type", to_string(record.visibility));
  lines.add("timestamp", base::format_utc(record.timestamp));
  lines.add("object.id", record.object_id);
  lines.add("object.name", record.object_name);
  lines.add("object.objectType", to_string(record.object_type));
  lines.add("revision", fmt::format("{}", record.revision));
  lines.add("actor.kind", to_string(record.actor.kind));
  lines.add("actor.id", record.actor.id);
  lines.add("actor.name", record.actor.name);
  if (record.actor_account) {
    lines.add("actor.account.id", record.actor_account->str());
  } else {
    lines.add_absent("actor.account.id");
  }
  lines.add("summary", record.summary);
  lines.add("details", record.details);
  lines.add_count("accountLinks", record.account_links.size());
  for (const auto& account : record.account_links) lines.add("accountLinks.id", account.str());
  lines.add("documents", record.documents);
  lines.add("request.api.ip", record.origin.ip);
  lines.add("request.api.userAgent", record.origin.user_agent);
  lines.add("request.log.correlationId", record.origin.correlation_id);
  return std::move(lines).take();
}

}  // namespace jeton::domain
