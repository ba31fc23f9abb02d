#include "portal/html_tree.h"

#include <algorithm>

namespace jeton::portal {
namespace {

std::span<GumboNode* const> nodes_of(const GumboVector& nodes) noexcept {
  return {reinterpret_cast<GumboNode* const*>(nodes.data), nodes.length};
}

bool is_text(const GumboNode& node) noexcept {
  return node.type == GUMBO_NODE_TEXT || node.type == GUMBO_NODE_WHITESPACE || node.type == GUMBO_NODE_CDATA;
}

void append_text(const GumboNode& node, std::string& text) {
  if (is_text(node)) text += node.v.text.text;
  for (const auto* child : children_of(node)) append_text(*child, text);
}

}  // namespace

HtmlTree::HtmlTree(std::string_view html) {
  auto options = kGumboDefaultOptions;
  options.fragment_context = GUMBO_TAG_DIV;
  options.max_errors = 0;
  output_.reset(gumbo_parse_with_options(&options, html.data(), html.size()));
}

std::span<GumboNode* const> HtmlTree::nodes() const noexcept {
  return children_of(*output_->root);
}

bool is_element(const GumboNode& node) noexcept {
  return node.type == GUMBO_NODE_ELEMENT || node.type == GUMBO_NODE_TEMPLATE;
}

std::string element_name(const GumboNode& node) {
  const auto& element = node.v.element;
  if (element.tag != GUMBO_TAG_UNKNOWN) return gumbo_normalized_tagname(element.tag);
  auto piece = element.original_tag;
  gumbo_tag_from_original_text(&piece);
  return {piece.data, piece.length};
}

std::span<GumboNode* const> children_of(const GumboNode& node) noexcept {
  if (!is_element(node)) return {};
  return nodes_of(node.v.element.children);
}

std::string_view attribute_of(const GumboNode& node, const char* name) noexcept {
  if (!is_element(node)) return {};
  const auto* found = gumbo_get_attribute(&node.v.element.attributes, name);
  return found == nullptr ? std::string_view{} : std::string_view{found->value};
}

bool has_attribute(const GumboNode& node, const char* name) noexcept {
  return is_element(node) && gumbo_get_attribute(&node.v.element.attributes, name) != nullptr;
}

std::string text_of(const GumboNode& node) {
  std::string text;
  append_text(node, text);
  return text;
}

const GumboNode* find_element(const GumboNode& node, std::string_view name) {
  for (const auto* child : children_of(node)) {
    if (!is_element(*child)) continue;
    if (element_name(*child) == name) return child;
    if (const auto* found = find_element(*child, name)) return found;
  }
  return nullptr;
}

}  // namespace jeton::portal
