#include "domain/account_properties.h"

#include "domain/enumeration_names.h"

namespace jeton::domain {
namespace {

constexpr Property kAccountGroupProperties[] = {
    {.path = "id"}, {.path = "name"}, {.path = "isDefault", .type = PropertyType::kBoolean}};

constexpr Property kAccountProperties[] = {
    {.path = "id"},
    {.path = "revision", .type = PropertyType::kInteger},
    {.path = "type", .type = PropertyType::kEnumeration, .values = kAccountTypeNames},
    {.path = "status", .type = PropertyType::kEnumeration, .values = kAccountStatusNames},
    {.path = "name"},
    {.path = "description", .nullable = true},
    {.path = "website", .nullable = true},
    {.path = "technicalSupportEmail", .nullable = true},
    {.path = "address", .type = PropertyType::kReference},
    {.path = "address.addressLine1", .nullable = true},
    {.path = "address.addressLine2", .nullable = true},
    {.path = "address.postCode", .nullable = true},
    {.path = "address.city", .nullable = true},
    {.path = "address.state", .nullable = true},
    {.path = "address.country", .nullable = true},
    {.path = "defaultLanguageCode", .nullable = true},
    {.path = "externalId", .nullable = true},
    {.path = "eligibility", .type = PropertyType::kReference, .nullable = true},
    {.path = "eligibility.client", .type = PropertyType::kBoolean, .nullable = true},
    {.path = "eligibility.partner", .type = PropertyType::kBoolean, .nullable = true},
    {.path = "icon", .use = PropertyUse::kNeither},
    {.path = "revealTokens", .type = PropertyType::kBoolean},
    // Whoever reads no groups must not learn of them by asking; others list groups.
    {.path = "groups",
     .type = PropertyType::kCollection,
     .operations_only = true,
     .elements = kAccountGroupProperties},
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
    {.path = "audit.activated", .type = PropertyType::kReference, .nullable = true},
    {.path = "audit.activated.at", .type = PropertyType::kInstant, .nullable = true},
    {.path = "audit.activated.by", .type = PropertyType::kReference, .nullable = true},
    {.path = "audit.activated.by.id", .nullable = true},
    {.path = "audit.activated.by.name", .nullable = true},
};

constexpr PropertyTable kAccountTable{.resource = "account", .properties = kAccountProperties};

}  // namespace

const PropertyTable& account_properties() noexcept {
  return kAccountTable;
}

}  // namespace jeton::domain
