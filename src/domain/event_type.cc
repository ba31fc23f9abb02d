#include "domain/event_type.h"

#include <utility>
#include <vector>

#include "base/limits.h"
#include "base/text.h"
#include "domain/text_rule.h"

namespace jeton::domain {

base::Result<bool> update_event_type(EventType& event_type, const EventTypeChange& change) {
  std::vector<base::FieldError> broken;
  if (change.states_key) broken.push_back({"key", "The key of an event type cannot be changed."});
  const auto check = [&broken](const std::optional<std::string>& text, const char* path,
                               const TextRule& rule) {
    if (!text) return;
    if (auto words = broken_text_rule(*text, rule)) broken.push_back({path, *std::move(words)});
  };
  check(change.name, "name",
        {.label = "name",
         .length_max = base::kEventTypeNameLengthMax,
         .presence = TextRule::Presence::kRequired});
  check(change.description, "description",
        {.label = "description",
         .length_max = base::kEventTypeDescriptionLengthMax,
         .presence = TextRule::Presence::kRequired,
         .lines = TextRule::Lines::kMany});
  if (!broken.empty()) return base::Error::invalid(std::move(broken));

  auto name = base::normalized(change.name.value_or(event_type.name));
  auto description = base::normalized(change.description.value_or(event_type.description));
  if (name == event_type.name && description == event_type.description) return false;
  event_type.name = std::move(name);
  event_type.description = std::move(description);
  ++event_type.revision;
  return true;
}

}  // namespace jeton::domain
