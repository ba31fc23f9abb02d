#include "rql/tree_builder.h"

#include <algorithm>
#include <initializer_list>
#include <string>
#include <utility>

#include "base/ascii.h"
#include "base/check.h"
#include "base/limits.h"
#include "rql/function_name.h"

namespace jeton::rql {
namespace {

bool is_word_or_call(const Node& node, std::initializer_list<std::string_view> names) {
  if (node.kind == NodeKind::kWord) return true;
  return node.kind == NodeKind::kCall &&
         std::find(names.begin(), names.end(), base::ascii_lower(node.text)) != names.end();
}

Node popped(std::vector<Node>& nodes) {
  JETON_ASSERT(!nodes.empty());
  Node last = std::move(nodes.back());
  nodes.pop_back();
  return last;
}

}  // namespace

TreeBuilder::TreeBuilder(CallNames names) : names_{names} {
  levels_.push_back({Node{.kind = NodeKind::kGroup}});
}

void TreeBuilder::add_word(std::string_view text) {
  values_.push_back({.kind = NodeKind::kWord, .text = std::string{text}});
}

void TreeBuilder::add_quoted_word(std::string_view text) {
  values_.push_back({.kind = NodeKind::kWord, .text = std::string{text}, .quoted = true});
}

bool TreeBuilder::open(Node node) {
  if (levels_.size() > base::kFilterDepthMax) return false;
  levels_.push_back({std::move(node)});
  return true;
}

bool TreeBuilder::open_call() {
  Node name = popped(values_);
  return open(
      {.kind = NodeKind::kCall,
       .text = names_ == CallNames::kLowerCase ? base::ascii_lower(name.text) : std::move(name.text)});
}

bool TreeBuilder::open_group() {
  return open({.kind = NodeKind::kGroup});
}

void TreeBuilder::close() {
  JETON_ASSERT(levels_.size() > 1);
  Node node = std::move(levels_.back().node);
  levels_.pop_back();
  const bool redundant = node.kind == NodeKind::kGroup && node.children.size() == 1;
  values_.push_back(redundant ? popped(node.children) : std::move(node));
}

bool TreeBuilder::join_shortcut() {
  Node right = popped(values_);
  Node left = popped(values_);
  if (!is_word_or_call(left, {"self"}) || !is_word_or_call(right, {"self", "null", "empty"})) return false;
  Node equals{.kind = NodeKind::kCall, .text = "eq"};
  equals.children.reserve(2);
  equals.children.push_back(std::move(left));
  equals.children.push_back(std::move(right));
  values_.push_back(std::move(equals));
  return true;
}

void TreeBuilder::end_term() {
  auto& level = levels_.back();
  auto& node = level.node;
  if (node.kind == NodeKind::kGroup && !node.children.empty()) {
    node.separators.push_back(level.or_pending ? Separator::kOr : Separator::kAnd);
  }
  level.or_pending = false;
  node.children.push_back(popped(values_));
}

void TreeBuilder::add_separator(Separator separator) {
  if (separator == Separator::kOr) levels_.back().or_pending = true;
}

Node TreeBuilder::finish() && {
  JETON_ASSERT(levels_.size() == 1 && values_.empty());
  return std::move(levels_.front().node);
}

}  // namespace jeton::rql
