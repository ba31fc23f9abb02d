#include "domain/user_properties.h"

#include "domain/account_properties.h"
#include "domain/enumeration_names.h"
#include "domain/property_list.h"
#include "domain/user_fields.h"

namespace jeton::domain {

const PropertyTable& user_properties() noexcept {
  static const PropertyList kProperties{
      kUserFields,
      {{.path = "name"},
       {.path = "settings", .type = PropertyType::kReference, .use = PropertyUse::kNeither},
       {.path = "icon", .use = PropertyUse::kNeither},
       {.path = "accounts",
        .type = PropertyType::kCollection,
        .operations_only = true,
        .elements = account_reference_properties()}}};
  static const PropertyTable kTable{.resource = "user", .properties = kProperties.list()};
  return kTable;
}

const PropertyTable& user_account_properties() noexcept {
  static const PropertyList kProperties{
      kAccountReferenceFields,
      {{.path = "icon", .use = PropertyUse::kNeither},
       {.path = "favorite", .use = PropertyUse::kNeither},
       {.path = "invitation", .type = PropertyType::kReference},
       {.path = "invitation.status", .type = PropertyType::kEnumeration, .values = kMembershipStatusNames},
       {.path = "audit", .type = PropertyType::kReference},
       {.path = "audit.access", .type = PropertyType::kReference, .nullable = true},
       {.path = "audit.access.at", .type = PropertyType::kInstant, .nullable = true}}};
  static const PropertyTable kTable{.resource = "account of a user", .properties = kProperties.list()};
  return kTable;
}

}  // namespace jeton::domain
