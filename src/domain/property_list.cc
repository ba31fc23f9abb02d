#include "domain/property_list.h"

#include <fmt/format.h>

namespace jeton::domain {

std::string_view PropertyList::path_of(const Place& place, std::string_view path) {
  if (place.path.empty()) return path;
  return texts_.emplace_back(fmt::format("{}.{}", place.path, path));
}

void PropertyList::add_stamp(std::string_view audit, std::string_view event, bool nullable, bool time_alone,
                             bool actor_for_operations) {
  if (find_property(properties_, audit) == nullptr) {
    add({.path = audit, .type = PropertyType::kReference});
  }
  const Place in_audit{audit};
  const Place in_event{path_of(in_audit, event)};
  add({.path = in_event.path, .type = PropertyType::kReference, .nullable = nullable});
  add({.path = path_of(in_event, "at"), .type = PropertyType::kInstant, .nullable = nullable});
  if (time_alone) return;
  // The system has no id, and an actor whose name is not known has none.
  const Place in_actor{path_of(in_event, "by")};
  add({.path = in_actor.path,
       .type = PropertyType::kReference,
       .nullable = true,
       .operations_only = actor_for_operations});
  for (const auto* each : {"id", "name"}) {
    add({.path = path_of(in_actor, each), .nullable = true, .operations_only = actor_for_operations});
  }
}

}  // namespace jeton::domain
