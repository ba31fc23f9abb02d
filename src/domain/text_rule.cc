#include "domain/text_rule.h"

#include <fmt/format.h>

#include "base/text.h"

namespace jeton::domain {

std::optional<std::string> broken_text_rule(std::string_view text, const TextRule& rule) {
  if (rule.presence == TextRule::Presence::kRequired && base::is_blank(text)) {
    return fmt::format("The {} is required.", rule.label);
  }
  const auto length = base::count_code_points(text);
  if (!length) return fmt::format("The {} must be well-formed UTF-8.", rule.label);
  if (*length > rule.length_max) {
    return fmt::format("The {} may have at most {} characters.", rule.label, rule.length_max);
  }
  if (rule.lines == TextRule::Lines::kOne && base::character_kinds(text)->control) {
    return fmt::format("The {} may not contain control characters.", rule.label);
  }
  if (text.find('\0') != text.npos) {
    return fmt::format("The {} may not contain the character U+0000.", rule.label);
  }
  return std::nullopt;
}

}  // namespace jeton::domain
