#include "domain/audit_properties.h"

#include "domain/enumeration_names.h"

namespace jeton::domain {
namespace {

constexpr Property kAuditAccountProperties[] = {
    {.path = "id"},
    {.path = "name"},
    {.path = "type", .type = PropertyType::kEnumeration, .values = kAccountTypeNames}};

constexpr Property kAuditProperties[] = {
    {.path = "id"},
    {.path = "event"},
    {.path = "type", .type = PropertyType::kEnumeration, .values = kAuditVisibilityNames},
    {.path = "summary"},
    {.path = "details"},
    {.path = "object", .type = PropertyType::kReference},
    {.path = "object.id"},
    {.path = "object.name"},
    {.path = "object.objectType", .type = PropertyType::kEnumeration, .values = kObjectTypeNames},
    {.path = "timestamp", .type = PropertyType::kInstant},
    {.path = "actor", .type = PropertyType::kReference},
    {.path = "actor.id", .nullable = true},
    {.path = "actor.name", .nullable = true},
    {.path = "actor.account", .type = PropertyType::kReference, .nullable = true},
    {.path = "actor.account.id", .nullable = true},
    {.path = "actor.account.name", .nullable = true},
    {.path = "actor.account.type",
     .type = PropertyType::kEnumeration,
     .nullable = true,
     .values = kAccountTypeNames},
    {.path = "accountLinks", .type = PropertyType::kCollection, .elements = kAuditAccountProperties},
    // Text in no particular shape: shown, and not asked about.
    {.path = "documents", .type = PropertyType::kReference, .nullable = true, .use = PropertyUse::kNeither},
    {.path = "request", .type = PropertyType::kReference, .nullable = true},
    {.path = "request.api", .type = PropertyType::kReference, .nullable = true},
    {.path = "request.api.ip", .nullable = true},
    {.path = "request.api.userAgent", .nullable = true},
    {.path = "request.log", .type = PropertyType::kReference, .nullable = true},
    {.path = "request.log.correlationId", .nullable = true},
    {.path = "revision", .type = PropertyType::kInteger},
};

constexpr PropertyTable kAuditTable{.resource = "audit record", .properties = kAuditProperties};

}  // namespace

const PropertyTable& audit_record_properties() noexcept {
  return kAuditTable;
}

}  // namespace jeton::domain
