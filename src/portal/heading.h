#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "portal/markdown_tree.h"

namespace jeton::portal {

struct Heading {
  int level = 1;
  std::string id;
  std::string text;

  bool operator==(const Heading&) const = default;
};

/// What a heading without an id of its own is called, as on GitHub: lower case, without punctuation, hyphens
/// for blanks.
std::string heading_slug(std::string_view text);

/// A text or an anchor for comparing: letters and digits alone, `and` for `&`. Each system makes anchors by
/// rules of its own, and links use those of the system that a page was written for.
std::string loose_anchor(std::string_view text);

/// Reads the headings of a page and gives each its id: the one that is written behind it, as `{#id}` or
/// `<a id="id"></a>`, or its slug, with a number behind it if an earlier heading has the same. Then each
/// heading is a block that is rendered with its id.
std::vector<Heading> take_headings(const MarkdownTree& tree);

}  // namespace jeton::portal
