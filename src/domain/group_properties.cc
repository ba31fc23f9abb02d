#include "domain/group_properties.h"

#include "domain/group_fields.h"
#include "domain/module_properties.h"
#include "domain/property_list.h"

namespace jeton::domain {
namespace {

constexpr Property kGroupUserProperties[] = {{.path = "id"}, {.path = "email"}};

}  // namespace

std::span<const Property> group_reference_properties() noexcept {
  static const PropertyList kProperties{kGroupReferenceFields};
  return kProperties.list();
}

const PropertyTable& group_properties() noexcept {
  static const PropertyList kProperties{
      kGroupFields,
      {{.path = "modules", .type = PropertyType::kCollection, .elements = module_reference_properties()},
       {.path = "users", .type = PropertyType::kCollection, .elements = kGroupUserProperties}}};
  static const PropertyTable kTable{.resource = "user group", .properties = kProperties.list()};
  return kTable;
}

}  // namespace jeton::domain
