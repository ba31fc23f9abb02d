#include "store/sql/lists/audit_source.h"

#include <fmt/format.h>

#include <string>
#include <vector>

#include "base/joined.h"

namespace jeton::store::sql {

const std::string_view kAuditColumns =
    "r.id, r.event, r.visibility, r.summary, r.details, r.object_id, r.object_name, r.object_type, "
    "r.recorded_at,"
    " r.actor_kind, r.actor_id, r.actor_name, r.actor_account_id, r.documents, r.origin_ip,"
    " r.origin_user_agent, r.origin_correlation_id, r.revision";

namespace {

constexpr std::string_view kPublic = "Public";

constexpr JoinSource kAuditJoinSources[] = {
    {.alias = "a", .sql = "LEFT JOIN accounts a ON a.id = r.actor_account_id"}};

/// In every list, whatever it is read from.
constexpr ColumnSource kRecordColumnSources[] = {
    {.path = "event", .column = "r.event"},
    {.path = "type", .column = "r.visibility"},
    {.path = "summary", .column = "r.summary", .folded = "r.summary_folded"},
    {.path = "details", .column = "r.details", .folded = "r.details_folded"},
    {.path = "object.id", .column = "r.object_id"},
    {.path = "object.name", .column = "r.object_name", .folded = "r.object_name_folded"},
    {.path = "object.objectType", .column = "r.object_type"},
    {.path = "actor.id", .column = "r.actor_id", .presence = Presence::kEmptyIsNull},
    {.path = "actor.name",
     .column = "r.actor_name",
     .folded = "r.actor_name_folded",
     .presence = Presence::kEmptyIsNull},
    {.path = "actor.account.id", .column = "r.actor_account_id", .presence = Presence::kNullable},
    {.path = "actor.account.name",
     .column = "a.name",
     .folded = "a.name_folded",
     .presence = Presence::kNullable,
     .join = "a"},
    {.path = "actor.account.type", .column = "a.type", .presence = Presence::kNullable, .join = "a"},
    {.path = "request.api.ip", .column = "r.origin_ip", .presence = Presence::kEmptyIsNull},
    {.path = "request.log.correlationId",
     .column = "r.origin_correlation_id",
     .presence = Presence::kEmptyIsNull},
    {.path = "request.api.userAgent",
     .column = "r.origin_user_agent",
     .folded = "r.origin_user_agent_folded",
     .presence = Presence::kEmptyIsNull},
    {.path = "revision", .column = "r.revision"},
};

constexpr ColumnSource kRecordKeySources[] = {{.path = "id", .column = "r.id"},
                                              {.path = "timestamp", .column = "r.recorded_at"}};
constexpr auto kAuditColumnSources = base::joined(kRecordColumnSources, kRecordKeySources);
/// The same values, from the table whose index has them in order.
constexpr ColumnSource kLinkKeySources[] = {
    {.path = "id", .column = "l.record_id", .counted = true},
    {.path = "timestamp", .column = "l.recorded_at", .counted = true}};
constexpr auto kLinkedColumnSources = base::joined(kRecordColumnSources, kLinkKeySources);

constexpr JoinSource kLinkJoinSources[] = {{.alias = "b", .sql = "JOIN accounts b ON b.id = k.account_id"}};
constexpr ColumnSource kLinkColumnSources[] = {
    {.path = "id", .column = "k.account_id"},
    {.path = "name", .column = "b.name", .folded = "b.name_folded", .join = "b"},
    {.path = "type", .column = "b.type", .join = "b"},
};
constexpr CollectionSource kAuditCollectionSources[] = {{.path = "accountLinks",
                                                         .owner = "k.record_id = r.id",
                                                         .elements = {.name = "audit_record_links",
                                                                      .from = "audit_record_links k",
                                                                      .key = "k.account_id",
                                                                      .joins = kLinkJoinSources,
                                                                      .columns = kLinkColumnSources}}};

constexpr QuerySource kRecords{.name = "audit_records",
                               .from = "audit_records r",
                               .key = "r.id",
                               .joins = kAuditJoinSources,
                               .columns = kAuditColumnSources,
                               .collections = kAuditCollectionSources};
constexpr QuerySource kTrail{.name = "audit_trail",
                             .from = "audit_record_links l JOIN audit_records r ON r.id = l.record_id",
                             .key = "l.record_id",
                             .joins = kAuditJoinSources,
                             .columns = kLinkedColumnSources,
                             .collections = kAuditCollectionSources,
                             .counts = {.from = "audit_record_links l", .number = "count(*)"}};

bool is_trail(const domain::AuditScope& scope) noexcept {
  return !scope.everything && scope.linked_account && !scope.own_user;
}

/// What is linked to the account, as `linked` says it, or is about the user.
Condition either_of(const domain::AuditScope& scope, std::string_view linked) {
  Condition condition;
  std::vector<std::string_view> either;
  if (scope.linked_account) {
    either.push_back(linked);
    condition.parameters.add(*scope.linked_account);
    condition.parameters.add(kPublic);
  }
  if (scope.own_user) {
    either.emplace_back(scope.own_private ? "r.object_id = ?" : "(r.object_id = ? AND r.visibility = ?)");
    condition.parameters.add(*scope.own_user);
    if (!scope.own_private) condition.parameters.add(kPublic);
  }
  condition.sql = either.empty() ? "1 = 0" : fmt::format("({})", fmt::join(either, " OR "));
  return condition;
}

}  // namespace

const QuerySource& audit_source(const domain::AuditScope& scope) noexcept {
  return is_trail(scope) ? kTrail : kRecords;
}

Condition condition_of(const domain::AuditScope& scope) {
  Condition condition;
  if (scope.everything) return condition;
  if (is_trail(scope)) {
    condition.sql = "l.account_id = ? AND l.visibility = ?";
    condition.parameters = Parameters::of(*scope.linked_account, kPublic);
    condition.counted = true;
    return condition;
  }
  return either_of(
      scope,
      "r.id IN (SELECT l.record_id FROM audit_record_links l WHERE l.account_id = ? AND l.visibility = ?)");
}

Condition single_condition_of(const domain::AuditScope& scope) {
  if (scope.everything) return {};
  return either_of(scope,
                   "EXISTS (SELECT 1 FROM audit_record_links l WHERE l.record_id = r.id"
                   " AND l.account_id = ? AND l.visibility = ?)");
}

Statement own_records_elsewhere(const domain::AuditScope& scope) {
  // A user's own records beside an account's trail. Index: audit_records_object, the links' primary key.
  Statement statement{
      "audit_records.own_elsewhere",
      "SELECT 1 FROM audit_records r WHERE r.object_id = ? AND NOT EXISTS (SELECT 1 FROM"
      " audit_record_links l WHERE l.record_id = r.id AND l.account_id = ? AND l.visibility = ?)",
      Parameters::of(*scope.own_user, *scope.linked_account, kPublic)};
  if (!scope.own_private) {
    statement.sql += " AND r.visibility = ?";
    statement.parameters.add(kPublic);
  }
  statement.sql += " LIMIT 1";
  return statement;
}

}  // namespace jeton::store::sql
