#include "net/entity_tag.h"

#include <algorithm>
#include <utility>

#include "base/ascii.h"
#include "net/header.h"

namespace jeton::net {
namespace {

using base::Error;
using base::Result;

constexpr std::string_view kBlanks = " \t";

bool is_tag_text(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte > 0x20 && byte != 0x7f;
  });
}

/// RFC 9110 sections 5.6.1, 8.8.3 and 13.1.1. Nothing for what is no list of tags.
std::optional<TagCondition> parse_condition(std::string_view text) {
  if (trim_blanks(text) == "*") return TagCondition{.is_any = true, .tags = {}};
  TagCondition condition;
  while (true) {
    const auto begin = text.find_first_not_of(" \t,");
    if (begin == std::string_view::npos) break;
    text.remove_prefix(begin);
    if (text.starts_with("W/")) text.remove_prefix(2);
    const auto end = text.starts_with('"') ? text.find('"', 1) : std::string_view::npos;
    if (end == std::string_view::npos) return std::nullopt;
    const auto tag = text.substr(1, end - 1);
    if (!is_tag_text(tag)) return std::nullopt;
    condition.tags.emplace_back(tag);
    text.remove_prefix(end + 1);
    const auto next = text.find_first_not_of(kBlanks);
    if (next != std::string_view::npos && text[next] != ',') return std::nullopt;
  }
  if (condition.tags.empty()) return std::nullopt;
  return condition;
}

/// The value of the header, several lines as one list. Nothing when there is none.
std::optional<std::string> header_list(const Request& request, std::string_view name) {
  std::optional<std::string> value;
  for (const auto& header : request.headers()) {
    if (!base::equal_without_case(header.name, name)) continue;
    if (value) {
      *value += ",";
      *value += header.value;
    } else {
      value = header.value;
    }
  }
  return value;
}

}  // namespace

Result<std::optional<TagCondition>> tag_condition(const Request& request, std::string_view name) {
  const auto text = header_list(request, name);
  if (!text) return std::optional<TagCondition>{};
  auto condition = parse_condition(*text);
  if (!condition) {
    return Error::invalid(std::string{name},
                          "The value must be * or a list of entity tags such as \"3\", in quotes.");
  }
  return condition;
}

}  // namespace jeton::net
