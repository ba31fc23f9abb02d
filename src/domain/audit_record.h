#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "domain/account.h"
#include "domain/ids.h"
#include "domain/stamp.h"

namespace jeton::domain {

enum class AuditVisibility : std::uint8_t { kPublic, kPrivate };

std::string_view to_string(AuditVisibility visibility) noexcept;

/// The kinds of object that audit records are about, with their names on the wire (spec R-151). Those names
/// are part of the canonical form, so the list may only grow.
enum class ObjectType : std::uint8_t {
  kAccount,
  kModule,
  kUser,
  kAccountUser,
  kUserGroup,
  kApiToken,
  kEventType
};

/// `ApiToken` (spec A-170).
std::string_view to_string(ObjectType type) noexcept;
/// The kind of object that has such an id, or nothing for the id of any other kind and for no id at all.
std::optional<ObjectType> object_type_of_id(std::string_view id) noexcept;
/// `apiToken`, the object segment of an event key (spec R-151).
std::string_view event_segment(ObjectType type) noexcept;

enum class AuditAction : std::uint8_t { kCreated, kUpdated, kStatusChanged, kRevealed };

/// `platform.accounts.apiToken.created` and so on (spec R-151).
std::string event_key(ObjectType type, AuditAction action);

/// Where a request came from, as far as audit records say.
struct RequestOrigin {
  std::string ip;
  std::string user_agent;
  std::string correlation_id;
};

/// One immutable entry of the audit trail (spec section 11). Holds no secret, ever (spec R-123).
struct AuditRecord {
  AuditRecordId id;
  std::string event;
  AuditVisibility visibility = AuditVisibility::kPrivate;
  std::string summary;
  std::string details;  ///< With placeholders, stored raw (spec R-159).
  std::string object_id;
  std::string object_name;
  ObjectType object_type = ObjectType::kApiToken;
  base::Timestamp timestamp;
  ActorRef actor;
  std::optional<AccountId> actor_account;
  std::vector<AccountId> account_links;  ///< Sorted.
  std::string documents;                 ///< A JSON object: the snapshot after the change.
  RequestOrigin origin;
  std::int64_t revision = 1;  ///< Of the object, after the change.
};

/// The canonical form of a record: the text whose SHA-256 is stored with it. `docs/formats/audit-record.md`
/// describes it byte by byte; it must never change for records that exist.
std::string canonical_form(const AuditRecord& record);

}  // namespace jeton::domain
