#include "domain/account_properties.h"

#include "domain/account_fields.h"
#include "domain/group_properties.h"
#include "domain/property_list.h"

namespace jeton::domain {

std::span<const Property> account_reference_properties() noexcept {
  static const PropertyList kProperties{kAccountReferenceFields};
  return kProperties.list();
}

const PropertyTable& account_properties() noexcept {
  static const PropertyList kProperties{
      kAccountFields,
      {{.path = "eligibility", .type = PropertyType::kReference, .nullable = true},
       {.path = "eligibility.client", .type = PropertyType::kBoolean, .nullable = true},
       {.path = "eligibility.partner", .type = PropertyType::kBoolean, .nullable = true},
       {.path = "icon", .use = PropertyUse::kNeither},
       // Whoever reads no groups must not learn of them by asking; others list groups.
       {.path = "groups",
        .type = PropertyType::kCollection,
        .operations_only = true,
        .elements = group_reference_properties()}}};
  static const PropertyTable kTable{.resource = "account", .properties = kProperties.list()};
  return kTable;
}

}  // namespace jeton::domain
