#include "api/select.h"

#include <algorithm>
#include <boost/json/value.hpp>
#include <cctype>
#include <utility>

#include "base/ascii.h"

namespace jeton::api {
namespace {

namespace json = boost::json;

/// Names deeper than this select nothing: no representation has as many levels.
constexpr int kDepthMax = 8;

}  // namespace

bool Selection::Node::shows_some() const {
  if (shown || all) return true;
  return std::any_of(children.begin(), children.end(),
                     [](const auto& child) { return child.second.shows_some(); });
}

void Selection::add(Node& level, std::string_view path, bool hide, int depth) {
  Node* node = &level;
  for (; depth < kDepthMax; ++depth) {
    const auto dot = path.find('.');
    const auto name = path.substr(0, dot);
    if (name.empty()) return;
    if (name == "*") {
      (hide ? node->none : node->all) = true;
      return;
    }
    node = &node->children[base::ascii_lower(name)];
    if (dot == std::string_view::npos) {
      (hide ? node->hidden : node->shown) = true;
      return;
    }
    path.remove_prefix(dot + 1);
  }
}

void Selection::add_nested(Node& level, const rql::SelectItem& item, int depth) {
  Node* inner = &level;
  for (std::string_view rest = item.path; !rest.empty(); ++depth) {
    if (depth == kDepthMax) return;
    const auto dot = rest.find('.');
    inner = &inner->children[base::ascii_lower(rest.substr(0, dot))];
    rest = dot == std::string_view::npos ? std::string_view{} : rest.substr(dot + 1);
  }
  inner->shown = true;
  add_items(*inner, item.nested, depth);
  if (inner->none) inner->shown = false;
}

void Selection::add_items(Node& level, const std::vector<rql::SelectItem>& items, int depth) {
  for (const auto& item : items) {
    if (item.nested.empty()) {
      add(level, item.path, item.hide, depth);
    } else {
      add_nested(level, item, depth);
    }
  }
}

base::Result<Selection> Selection::parse(std::string_view text) {
  JETON_TRY(const auto items, rql::parse_select(text));
  Selection selection;
  add_items(selection.root_, items, 0);
  return selection;
}

void Selection::show(std::string_view path) {
  add(root_, path.substr(0, path.find('.')), false, 0);
}

bool Selection::includes(const Node& level, std::string_view lower_name, bool by_default) {
  const auto child = level.children.find(std::string{lower_name});
  // shown wins over hidden.
  if (child != level.children.end() && child->second.shows_some()) return true;
  if (child != level.children.end() && child->second.hidden) return false;
  if (level.all) return true;
  if (level.none) return false;
  return by_default;
}

bool Selection::includes(const FieldDefault& field) const {
  return field.name == "id" || includes(root_, base::ascii_lower(field.name), field.shown_by_default);
}

void Selection::prune_members(json::object& object, const Node& node) {
  const bool some_named = std::any_of(node.children.begin(), node.children.end(),
                                      [](const auto& child) { return child.second.shows_some(); });
  // A-053c: naming members of a reference answers only those, unless the reference itself is selected.
  const bool by_default = node.shown || !some_named;
  json::object kept;
  for (auto& member : object) {
    const auto name = base::ascii_lower(member.key());
    if (!includes(node, name, by_default)) continue;
    if (const auto child = node.children.find(name); child != node.children.end()) {
      prune_value(member.value(), child->second);
    }
    kept[member.key()] = std::move(member.value());
  }
  object = std::move(kept);
}

void Selection::prune_value(json::value& value, const Node& node) {
  if (node.children.empty() && !node.none) return;
  if (auto* object = value.if_object()) {
    prune_members(*object, node);
  } else if (auto* array = value.if_array()) {
    for (auto& element : *array) prune_value(element, node);
  }
}

json::object Selection::prune(json::object full, const std::vector<FieldDefault>& schema,
                              std::vector<std::string>* omitted) const {
  json::object kept;
  for (const auto& field : schema) {
    if (!includes(field)) {
      if (omitted != nullptr) omitted->emplace_back(field.name);
      continue;
    }
    const auto member = full.find(field.name);
    if (member == full.end()) continue;
    if (const auto child = root_.children.find(base::ascii_lower(field.name));
        child != root_.children.end()) {
      prune_value(member->value(), child->second);
    }
    kept[field.name] = std::move(member->value());
  }
  return kept;
}

}  // namespace jeton::api
