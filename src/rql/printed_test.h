#pragma once

#include <cstddef>
#include <string>

#include "base/error.h"
#include "rql/syntax.h"

namespace jeton::rql {

/// A tree as a filter that means the same: words with the quotes they had, every comparison as a call, every
/// group of several terms in parentheses, `&` and `|` between its terms.
inline std::string printed(const Node& node) {
  if (node.kind == NodeKind::kWord) {
    if (!node.quoted) return node.text;
    const char quote = node.text.find('\'') == std::string::npos ? '\'' : '"';
    return quote + node.text + quote;
  }
  std::string text = node.kind == NodeKind::kCall ? node.text + '(' : "(";
  for (std::size_t i = 0; i < node.children.size(); ++i) {
    if (i > 0 && node.kind == NodeKind::kCall) text += ',';
    if (i > 0 && node.kind == NodeKind::kGroup) text += node.separators[i - 1] == Separator::kOr ? '|' : '&';
    text += printed(node.children[i]);
  }
  return text + ')';
}

/// `path: message`, of an error with one field.
inline std::string printed(const base::Error& error) {
  if (error.kind() != base::ErrorKind::kInvalid || error.fields().size() != 1) return "not one broken rule";
  return error.fields().front().path + ": " + error.fields().front().message;
}

/// What comes of a filter: its tree, its error, or `nothing`.
inline std::string parsed(std::string_view filter) {
  const auto result = parse_filter(filter);
  if (result.has_error()) return printed(result.error());
  return *result ? printed(**result) : "nothing";
}

}  // namespace jeton::rql
