#include <fmt/format.h>

#include <cstddef>
#include <utility>

#include "base/check.h"
#include "base/limits.h"
#include "rql/parse.h"
#include "rql/syntax.h"

namespace jeton::rql {

using base::Error;
using base::Result;

std::vector<std::vector<const Node*>> alternatives(const Node& group) {
  JETON_ASSERT(group.kind == NodeKind::kGroup);
  std::vector<std::vector<const Node*>> conjunctions;
  for (std::size_t i = 0; i < group.children.size(); ++i) {
    if (i == 0 || group.separators[i - 1] == Separator::kOr) conjunctions.emplace_back();
    conjunctions.back().push_back(&group.children[i]);
  }
  return conjunctions;
}

Result<std::optional<Node>> parse_filter(std::string_view text) {
  if (text.size() > base::kFilterBytesMax) {
    return Error::invalid("filter",
                          fmt::format("The filter may have at most {} bytes.", base::kFilterBytesMax));
  }
  // No stored text holds one, and a database may refuse the question itself.
  if (text.find('\0') != std::string_view::npos) {
    return Error::invalid("filter", "The filter may not contain the character U+0000.");
  }
  JETON_TRY(auto top, parse_terms({.text = text, .part = "filter"}));
  if (top.children.empty()) return std::optional<Node>{};
  if (top.children.size() == 1) return std::optional<Node>{std::move(top.children.front())};
  return std::optional<Node>{std::move(top)};
}

}  // namespace jeton::rql
