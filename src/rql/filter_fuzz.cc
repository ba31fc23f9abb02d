#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "base/check.h"
#include "base/limits.h"
#include "rql/printed_test.h"
#include "rql/syntax.h"

namespace {

using namespace jeton;

std::size_t checked_depth(const rql::Node& node) {
  if (node.kind == rql::NodeKind::kWord) {
    JETON_ASSERT(node.children.empty() && (node.quoted || !node.text.empty()));
    return 0;
  }
  const bool group = node.kind == rql::NodeKind::kGroup;
  JETON_ASSERT(node.text.empty() == group && !node.quoted);
  JETON_ASSERT(!group || node.children.size() != 1);
  JETON_ASSERT(node.separators.size() == (group && !node.children.empty() ? node.children.size() - 1 : 0));
  std::size_t deepest = 0;
  for (const auto& child : node.children) deepest = std::max(deepest, checked_depth(child));
  return deepest + 1;
}

void check_filter(std::string_view text) {
  const auto filter = rql::parse_filter(text);
  if (filter.has_error()) {
    JETON_ASSERT(rql::printed(filter.error()).starts_with("filter: "));
    return;
  }
  if (!*filter) return;
  const auto& tree = **filter;
  // A top level of several terms and a shortcut in the innermost parentheses add a level each.
  const auto depth = checked_depth(tree);
  JETON_ASSERT(depth <= base::kFilterDepthMax + 2);
  if (tree.kind == rql::NodeKind::kGroup) (void)rql::alternatives(tree);

  // A tree printed is a filter for the same tree, unless the longer spelling reaches a limit.
  const auto text_again = rql::printed(tree);
  if (depth > base::kFilterDepthMax || text_again.size() > base::kFilterBytesMax) return;
  const auto again = rql::parse_filter(text_again);
  JETON_ASSERT(again.has_value() && *again == tree);
}

void check_items(const std::vector<rql::SelectItem>& items) {
  for (const auto& item : items) {
    JETON_ASSERT(!item.path.empty() && (item.nested.empty() || !item.hide));
    check_items(item.nested);
  }
}

void check_pattern(std::string_view text) {
  const auto pattern = rql::parse_pattern(text);
  JETON_ASSERT(pattern.text.size() <= text.size());
  JETON_ASSERT(pattern.form != rql::TextForm::kAny || pattern.text.empty());
  JETON_ASSERT(text.find('*') != std::string_view::npos || pattern.text == text);
}

}  // namespace

// Whatever the text: a tree that keeps the promises of syntax.h, or an error at its part.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view text{reinterpret_cast<const char*>(bytes), size};
  check_filter(text);
  check_pattern(text);
  const auto select = rql::parse_select(text);
  if (select.has_value()) {
    check_items(*select);
  } else {
    JETON_ASSERT(rql::printed(select.error()).starts_with("select: "));
  }
  const auto order = rql::parse_order(text);
  if (order.has_value()) {
    JETON_ASSERT(order->empty() == text.empty());
    for (const auto& item : *order) JETON_ASSERT(!item.path.empty());
  } else {
    JETON_ASSERT(rql::printed(order.error()).starts_with("order: "));
  }
  return 0;
}
