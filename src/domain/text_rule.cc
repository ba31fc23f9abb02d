#include "domain/text_rule.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/ascii.h"
#include "base/text.h"

namespace jeton::domain {
namespace {

bool starts_with_https(std::string_view text) {
  constexpr std::string_view kScheme = "https://";
  if (text.size() <= kScheme.size()) return false;
  return std::equal(kScheme.begin(), kScheme.end(), text.begin(),
                    [](char expected, char c) { return expected == base::ascii_lower(c); });
}

/// Spec A-109. `//host` and `/\host` lead a browser to another host, so they are no relative paths.
bool is_path_or_https(std::string_view text) {
  if (text.find('\\') != text.npos) return false;
  if (starts_with_https(text)) return text[sizeof("https://") - 1] != '/';
  return text.starts_with('/') && !text.starts_with("//");
}

bool has_control_besides_line_ends(std::string_view text) {
  std::string others{text};
  std::erase_if(others, [](char c) { return c == '\t' || c == '\n' || c == '\r'; });
  const auto kinds = base::character_kinds(others);
  return kinds && kinds->control;
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

}  // namespace

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
  if (rule.lines == TextRule::Lines::kMany && has_control_besides_line_ends(text)) {
    return fmt::format("The {} may not contain control characters other than tabs and line ends.",
                       rule.label);
  }
  return broken_visibility_rule(text, rule.label);
}

std::optional<std::string> broken_visibility_rule(std::string_view text, std::string_view label) {
  const auto hidden = base::find_hidden_character(text);
  if (!hidden) return std::nullopt;
  return fmt::format("The {} may not contain U+{:04X}, which is invisible or changes the direction of text.",
                     label, static_cast<std::uint32_t>(*hidden));
}

bool is_email(std::string_view text) {
  const auto at = text.find('@');
  if (at == text.npos || at == 0 || text.find('@', at + 1) != text.npos) return false;
  const auto local = text.substr(0, at);
  const auto domain = text.substr(at + 1);
  const auto has_loose_dot = [](std::string_view part) {
    return part.empty() || part.front() == '.' || part.back() == '.' || part.find("..") != part.npos;
  };
  // Line ends and blanks would let an address add headers to a message; the rest is the receiver's matter.
  return !has_loose_dot(local) && !has_loose_dot(domain) &&
         text.find_first_of(" \t\r\n,;<>()[]\\\"") == text.npos;
}

std::optional<std::string> broken_picture_address_rule(std::string_view text, std::string_view label,
                                                       std::size_t length_max) {
  if (text.empty()) return std::nullopt;
  if (auto rule = broken_text_rule(text, {.label = label, .length_max = length_max})) return rule;
  if (is_path_or_https(text)) return std::nullopt;
  return fmt::format("The {} must be a path that starts with / or an https address.", label);
}

bool is_language_code(std::string_view text) {
  bool first = true;
  for (std::size_t start = 0; start <= text.size();) {
    const auto end = std::min(text.find('-', start), text.size());
    const auto subtag = text.substr(start, end - start);
    const auto allowed = [first](char c) { return base::is_ascii_letter(c) || (!first && is_digit(c)); };
    if (subtag.size() < (first ? 2U : 1U) || subtag.size() > 8) return false;
    if (!std::all_of(subtag.begin(), subtag.end(), allowed)) return false;
    first = false;
    start = end + 1;
  }
  return true;
}

}  // namespace jeton::domain
