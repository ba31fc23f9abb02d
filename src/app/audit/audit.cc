#include "app/audit/audit.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "app/command/id_draw.h"
#include "credential/masking.h"
#include "crypto/digest.h"

namespace jeton::app {
namespace {

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

}  // namespace jeton::app
