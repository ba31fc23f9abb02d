#include "domain/group_properties.h"

#include "domain/enumeration_names.h"

namespace jeton::domain {
namespace {

constexpr Property kGroupModuleProperties[] = {{.path = "id"}, {.path = "name"}, {.path = "code"}};
constexpr Property kGroupUserProperties[] = {{.path = "id"}, {.path = "email"}};

constexpr Property kGroupProperties[] = {
    {.path = "id"},
    {.path = "revision", .type = PropertyType::kInteger},
    {.path = "name"},
    {.path = "description", .nullable = true},
    {.path = "logo", .nullable = true},
    {.path = "isDefault", .type = PropertyType::kBoolean},
    {.path = "account", .type = PropertyType::kReference},
    {.path = "account.id"},
    {.path = "account.name"},
    {.path = "account.type", .type = PropertyType::kEnumeration, .values = kAccountTypeNames},
    {.path = "account.status", .type = PropertyType::kEnumeration, .values = kAccountStatusNames},
    {.path = "modules", .type = PropertyType::kCollection, .elements = kGroupModuleProperties},
    {.path = "extensions", .type = PropertyType::kCollection, .nullable = true, .use = PropertyUse::kNeither},
    {.path = "users", .type = PropertyType::kCollection, .elements = kGroupUserProperties},
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
};

constexpr PropertyTable kGroupTable{.resource = "user group", .properties = kGroupProperties};

}  // namespace

const PropertyTable& group_properties() noexcept {
  return kGroupTable;
}

}  // namespace jeton::domain
