#include "domain/token_properties.h"

#include "domain/module_properties.h"
#include "domain/property_list.h"
#include "domain/token_fields.h"

namespace jeton::domain {

const PropertyTable& token_properties() noexcept {
  static const PropertyList kProperties{
      kTokenFields,
      {// An order would tell digests apart bit by bit.
       {.path = "token", .type = PropertyType::kTokenText, .use = PropertyUse::kFilterOnly},
       {.path = "modules", .type = PropertyType::kCollection, .elements = module_reference_properties()}}};
  static const PropertyTable kTable{.resource = "API token", .properties = kProperties.list()};
  return kTable;
}

}  // namespace jeton::domain
