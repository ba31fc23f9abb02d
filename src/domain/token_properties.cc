#include "domain/token_properties.h"

#include "domain/enumeration_names.h"

namespace jeton::domain {
namespace {

constexpr Property kTokenModuleProperties[] = {{.path = "id"}, {.path = "name"}, {.path = "code"}};

constexpr Property kTokenProperties[] = {
    {.path = "id"},
    {.path = "revision", .type = PropertyType::kInteger},
    {.path = "name"},
    {.path = "description", .nullable = true},
    {.path = "icon", .nullable = true},
    {.path = "status", .type = PropertyType::kEnumeration, .values = kTokenStatusNames},
    // An order would tell digests apart bit by bit.
    {.path = "token", .type = PropertyType::kTokenText, .use = PropertyUse::kFilterOnly},
    {.path = "account", .type = PropertyType::kReference},
    {.path = "account.id"},
    {.path = "account.name"},
    {.path = "account.type", .type = PropertyType::kEnumeration, .values = kAccountTypeNames},
    {.path = "account.status", .type = PropertyType::kEnumeration, .values = kAccountStatusNames},
    {.path = "modules", .type = PropertyType::kCollection, .elements = kTokenModuleProperties},
    {.path = "extensions", .type = PropertyType::kCollection, .nullable = true, .use = PropertyUse::kNeither},
    {.path = "lastAccessAt", .type = PropertyType::kInstant, .nullable = true},
    {.path = "audit", .type = PropertyType::kReference},
    {.path = "audit.created", .type = PropertyType::kReference},
    {.path = "audit.created.at", .type = PropertyType::kInstant},
    {.path = "audit.created.by", .type = PropertyType::kReference, .nullable = true},
    {.path = "audit.created.by.id", .nullable = true},
    {.path = "audit.created.by.name", .nullable = true},
    {.path = "audit.updated", .type = PropertyType::kReference, .nullable = true},
    {.path = "audit.updated.at", .type = PropertyType::kInstant, .nullable = true},
    {.path = "audit.updated.by", .type = PropertyType::kReference, .nullable = true},
    {.path = "audit.updated.by.id", .nullable = true},
    {.path = "audit.updated.by.name", .nullable = true},
    {.path = "audit.enabled", .type = PropertyType::kReference, .nullable = true},
    {.path = "audit.enabled.at", .type = PropertyType::kInstant, .nullable = true},
    {.path = "audit.enabled.by", .type = PropertyType::kReference, .nullable = true},
    {.path = "audit.enabled.by.id", .nullable = true},
    {.path = "audit.enabled.by.name", .nullable = true},
    {.path = "audit.disabled", .type = PropertyType::kReference, .nullable = true},
    {.path = "audit.disabled.at", .type = PropertyType::kInstant, .nullable = true},
    {.path = "audit.disabled.by", .type = PropertyType::kReference, .nullable = true},
    {.path = "audit.disabled.by.id", .nullable = true},
    {.path = "audit.disabled.by.name", .nullable = true},
    {.path = "audit.deleted", .type = PropertyType::kReference, .nullable = true},
    {.path = "audit.deleted.at", .type = PropertyType::kInstant, .nullable = true},
    {.path = "audit.deleted.by", .type = PropertyType::kReference, .nullable = true},
    {.path = "audit.deleted.by.id", .nullable = true},
    {.path = "audit.deleted.by.name", .nullable = true},
};

constexpr PropertyTable kTokenTable{.resource = "API token", .properties = kTokenProperties};

}  // namespace

const PropertyTable& token_properties() noexcept {
  return kTokenTable;
}

}  // namespace jeton::domain
