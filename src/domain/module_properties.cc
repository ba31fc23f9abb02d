#include "domain/module_properties.h"

#include "domain/module_fields.h"
#include "domain/property_list.h"

namespace jeton::domain {

std::span<const Property> module_reference_properties() noexcept {
  static const PropertyList kProperties{kModuleReferenceFields};
  return kProperties.list();
}

const PropertyTable& module_properties() noexcept {
  static const PropertyList kProperties{
      kModuleFields,
      {{.path = "accountTypes", .type = PropertyType::kCollection, .use = PropertyUse::kNeither},
       {.path = "settings", .type = PropertyType::kReference},
       {.path = "settings.type", .type = PropertyType::kCollection, .use = PropertyUse::kNeither},
       {.path = "settings.eligibility", .type = PropertyType::kReference},
       // The older name of `eligibility.multi`.
       {.path = "settings.sharedAccount", .type = PropertyType::kBoolean}}};
  static const PropertyTable kTable{.resource = "module", .properties = kProperties.list()};
  return kTable;
}

}  // namespace jeton::domain
