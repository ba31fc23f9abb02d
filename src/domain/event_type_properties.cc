#include "domain/event_type_properties.h"

namespace jeton::domain {
namespace {

constexpr Property kEventTypeProperties[] = {
    {.path = "id"},
    {.path = "revision", .type = PropertyType::kInteger},
    {.path = "key"},
    {.path = "name", .nullable = true},
    {.path = "description", .nullable = true},
};

constexpr PropertyTable kEventTypeTable{.resource = "event type", .properties = kEventTypeProperties};

}  // namespace

const PropertyTable& event_type_properties() noexcept {
  return kEventTypeTable;
}

}  // namespace jeton::domain
