#include "domain/event_type_properties.h"

namespace jeton::domain {
namespace {

constexpr Property kProperties[] = {
    {.path = "id"},
    {.path = "revision", .type = PropertyType::kInteger},
    {.path = "key"},
    {.path = "name", .nullable = true},
    {.path = "description", .nullable = true},
};

constexpr PropertyTable kTable{.resource = "event type", .properties = kProperties};

}  // namespace

const PropertyTable& event_type_properties() noexcept {
  return kTable;
}

}  // namespace jeton::domain
