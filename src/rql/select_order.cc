#include <string>
#include <utility>

#include "base/text.h"
#include "rql/function_name.h"
#include "rql/parse.h"
#include "rql/syntax.h"

namespace jeton::rql {
namespace {

using base::Error;
using base::Result;

struct SignedPath {
  std::string path;
  bool minus = false;
};

/// A leading blank is a plus that was decoded (spec A-050), and a plus says nothing.
SignedPath signed_path(std::string_view text) {
  text = base::trim(text);
  const bool minus = text.starts_with('-');
  if (minus || text.starts_with('+')) text = base::trim(text.substr(1));
  return {std::string{text}, minus};
}

// Recursion as deep as the tree, which the parser bounds.
std::vector<SelectItem> select_items(const Node& level) {
  std::vector<SelectItem> items;
  for (const auto& node : level.children) {
    if (node.kind == NodeKind::kGroup) continue;
    auto [path, minus] = signed_path(node.text);
    if (path.empty()) continue;
    if (node.kind == NodeKind::kWord) {
      items.push_back({.path = std::move(path), .hide = minus});
    } else if (!minus && !is_function_name(path)) {
      items.push_back({.path = std::move(path), .nested = select_items(node)});
    }
  }
  return items;
}

}  // namespace

Result<std::vector<OrderItem>> parse_order(std::string_view text) {
  std::vector<OrderItem> items;
  if (text.empty()) return items;
  JETON_TRY(const auto top, parse_terms({.text = text, .part = "order"}));
  for (const auto& node : top.children) {
    if (node.kind != NodeKind::kWord) continue;
    auto [path, minus] = signed_path(node.text);
    if (!path.empty()) items.push_back({std::move(path), minus});
  }
  if (items.empty()) return Error::invalid("order", "No valid ordering properties were detected");
  return items;
}

Result<std::vector<SelectItem>> parse_select(std::string_view text) {
  JETON_TRY(const auto top, parse_terms({.text = text, .part = "select", .names = CallNames::kAsWritten}));
  return select_items(top);
}

}  // namespace jeton::rql
