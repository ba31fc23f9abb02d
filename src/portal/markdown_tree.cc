#include "portal/markdown_tree.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm-extension_api.h>

#include <algorithm>
#include <cstdlib>
#include <mutex>

namespace jeton::portal {
namespace {

constexpr int kOptions = CMARK_OPT_FOOTNOTES | CMARK_OPT_UNSAFE;

void register_extensions() {
  static std::once_flag once;
  std::call_once(once, [] { cmark_gfm_core_extensions_ensure_registered(); });
}

struct FreeIterator {
  void operator()(cmark_iter* iterator) const noexcept { cmark_iter_free(iterator); }
};

}  // namespace

MarkdownTree::MarkdownTree(std::string_view text) {
  register_extensions();
  parser_.reset(cmark_parser_new(kOptions));
  for (const char* name : {"table", "strikethrough", "tasklist", "autolink"}) {
    cmark_parser_attach_syntax_extension(parser_.get(), cmark_find_syntax_extension(name));
  }
  cmark_parser_feed(parser_.get(), text.data(), text.size());
  root_.reset(cmark_parser_finish(parser_.get()));
}

std::vector<cmark_node*> MarkdownTree::nodes() const {
  std::vector<cmark_node*> found;
  const std::unique_ptr<cmark_iter, FreeIterator> iterator{cmark_iter_new(root_.get())};
  for (auto event = cmark_iter_next(iterator.get()); event != CMARK_EVENT_DONE;
       event = cmark_iter_next(iterator.get())) {
    if (event == CMARK_EVENT_ENTER) found.push_back(cmark_iter_get_node(iterator.get()));
  }
  return found;
}

bool MarkdownTree::is_deeper_than(std::size_t levels_max) const {
  std::size_t level = 0;
  const std::unique_ptr<cmark_iter, FreeIterator> iterator{cmark_iter_new(root_.get())};
  for (auto event = cmark_iter_next(iterator.get()); event != CMARK_EVENT_DONE;
       event = cmark_iter_next(iterator.get())) {
    const bool has_children = cmark_node_first_child(cmark_iter_get_node(iterator.get())) != nullptr;
    if (!has_children) continue;
    if (event == CMARK_EVENT_EXIT) {
      --level;
    } else if (++level > levels_max) {
      return true;
    }
  }
  return false;
}

std::string MarkdownTree::to_html() const {
  const std::unique_ptr<char, decltype(&std::free)> html{
      cmark_render_html(root_.get(), kOptions, cmark_parser_get_syntax_extensions(parser_.get())),
      &std::free};
  return html.get();
}

std::vector<cmark_node*> children_of(cmark_node* node) {
  std::vector<cmark_node*> children;
  for (auto* child = cmark_node_first_child(node); child != nullptr; child = cmark_node_next(child)) {
    children.push_back(child);
  }
  return children;
}

std::string_view literal_of(cmark_node* node) noexcept {
  const char* literal = cmark_node_get_literal(node);
  return literal == nullptr ? std::string_view{} : std::string_view{literal};
}

std::string plain_text_of(cmark_node* node) {
  std::string text;
  const std::unique_ptr<cmark_iter, FreeIterator> iterator{cmark_iter_new(node)};
  for (auto event = cmark_iter_next(iterator.get()); event != CMARK_EVENT_DONE;
       event = cmark_iter_next(iterator.get())) {
    if (event != CMARK_EVENT_ENTER) continue;
    auto* at = cmark_iter_get_node(iterator.get());
    const auto type = cmark_node_get_type(at);
    if (type == CMARK_NODE_TEXT || type == CMARK_NODE_CODE) text += literal_of(at);
    if (type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK) text += ' ';
  }
  return text;
}

void remove_node(cmark_node* node) noexcept {
  cmark_node_unlink(node);
  cmark_node_free(node);
}

cmark_node* new_block(const std::string& before, const std::string& after) {
  auto* node = cmark_node_new(CMARK_NODE_CUSTOM_BLOCK);
  cmark_node_set_on_enter(node, before.c_str());
  cmark_node_set_on_exit(node, after.c_str());
  return node;
}

cmark_node* new_inline_html(const std::string& html) {
  auto* node = cmark_node_new(CMARK_NODE_HTML_INLINE);
  cmark_node_set_literal(node, html.c_str());
  return node;
}

cmark_node* new_text(const std::string& text) {
  auto* node = cmark_node_new(CMARK_NODE_TEXT);
  cmark_node_set_literal(node, text.c_str());
  return node;
}

void insert_before(cmark_node* node, cmark_node* fresh) noexcept {
  if (cmark_node_insert_before(node, fresh) == 0) cmark_node_free(fresh);
}

void append(cmark_node* parent, cmark_node* fresh) noexcept {
  if (cmark_node_append_child(parent, fresh) == 0) cmark_node_free(fresh);
}

void unwrap_node(cmark_node* node) noexcept {
  for (auto* child : children_of(node)) cmark_node_insert_before(node, child);
  remove_node(node);
}

void replace_node(cmark_node* node, cmark_node* fresh) noexcept {
  if (cmark_node_insert_before(node, fresh) == 0) {
    cmark_node_free(fresh);
    return;
  }
  for (auto* child : children_of(node)) cmark_node_append_child(fresh, child);
  remove_node(node);
}

}  // namespace jeton::portal
