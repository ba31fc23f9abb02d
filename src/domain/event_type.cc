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

EventType worded(EventType platform, const EventTypeWording& wording) {
  if (!wording.name.empty()) platform.name = wording.name;
  if (!wording.description.empty()) platform.description = wording.description;
  platform.revision += wording.revision;
  return platform;
}

base::Result<bool> update_wording(EventTypeWording& wording, const EventType& platform,
                                  const EventTypeChange& change) {
  auto seen = worded(platform, wording);
  JETON_TRY(const bool changed, update_event_type(seen, change));
  if (!changed) return false;
  const auto own = [](std::string& text, const std::string& platforms) {
    return text == platforms ? std::string{} : std::move(text);
  };
  wording.name = own(seen.name, platform.name);
  wording.description = own(seen.description, platform.description);
  ++wording.revision;
  return true;
}

std::optional<AccountId> words_for(const Caller& caller) {
  return manages_platform(caller) ? std::nullopt : caller.account;
}

bool may_word_event_types(const Caller& caller) {
  return manages_platform(caller) || (caller.account && caller.holds(kAccessManagement));
}

}  // namespace jeton::domain
