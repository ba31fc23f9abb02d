#pragma once

#include <cmark-gfm.h>

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace jeton::portal {

/// A page as CommonMark with GitHub's tables, task lists, strikethrough and bare addresses, and footnotes.
class MarkdownTree {
 public:
  explicit MarkdownTree(std::string_view text);

  [[nodiscard]] cmark_node* root() const noexcept { return root_.get(); }
  /// Every node, parents first.
  [[nodiscard]] std::vector<cmark_node*> nodes() const;
  /// Whether anything is nested deeper than `levels_max`.
  [[nodiscard]] bool is_deeper_than(std::size_t levels_max) const;
  /// Raw HTML is in it as it is.
  [[nodiscard]] std::string to_html() const;

 private:
  struct FreeNode {
    void operator()(cmark_node* node) const noexcept { cmark_node_free(node); }
  };
  struct FreeParser {
    void operator()(cmark_parser* parser) const noexcept { cmark_parser_free(parser); }
  };

  // First: the nodes were made by its extensions.
  std::unique_ptr<cmark_parser, FreeParser> parser_;
  std::unique_ptr<cmark_node, FreeNode> root_;
};

std::vector<cmark_node*> children_of(cmark_node* node);
std::string_view literal_of(cmark_node* node) noexcept;
/// The text of a node and of what is inside, without its formatting.
std::string plain_text_of(cmark_node* node);
/// Removes `node` with what is inside. It must not be used again.
void remove_node(cmark_node* node) noexcept;
/// A block that is rendered as `before`, its children, `after`.
cmark_node* new_block(const std::string& before, const std::string& after);
/// Raw HTML inside of text.
cmark_node* new_inline_html(const std::string& html);
cmark_node* new_text(const std::string& text);
/// Puts `fresh` before `node`. It is freed if it may not be there.
void insert_before(cmark_node* node, cmark_node* fresh) noexcept;
/// Puts `fresh` at the end of `parent`. It is freed if it may not be there.
void append(cmark_node* parent, cmark_node* fresh) noexcept;
/// Removes `node` and leaves its children in its place.
void unwrap_node(cmark_node* node) noexcept;
/// Puts `fresh` in the place of `node` and moves the children of `node` into it. `node` must not be used
/// again.
void replace_node(cmark_node* node, cmark_node* fresh) noexcept;

}  // namespace jeton::portal
