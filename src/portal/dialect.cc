#include "portal/dialect.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "base/limits.h"
#include "base/text.h"
#include "portal/blocks.h"
#include "portal/expansion.h"
#include "portal/html_filter.h"
#include "portal/markdown_tree.h"
#include "portal/prepared_page.h"
#include "portal/raw_html.h"

namespace jeton::portal {
namespace {

using base::Error;
using base::Result;

std::size_t line_of(cmark_node* node) {
  return static_cast<std::size_t>(std::max(cmark_node_get_start_line(node), 0));
}

/// Where what an author opened to format text ends at the latest. Headings are blocks of our own by then.
bool contains_text(cmark_node* node) {
  const auto type = cmark_node_get_type(node);
  return type == CMARK_NODE_PARAGRAPH || type == CMARK_NODE_CUSTOM_BLOCK ||
         std::string_view{cmark_node_get_type_string(node)} == "table_cell";
}

class PageReader {
 public:
  PageReader(std::string file, std::string_view text, const Surroundings& surroundings)
      : split_{split_front_matter(text)}, surroundings_{surroundings}, file_{std::move(file)} {}

  Result<void> parse() {
    if (file_size_exceeds()) {
      return Error::invalid("page", fmt::format("The page has more than {} bytes.", base::kDocsPageBytesMax));
    }
    JETON_TRY(prepared_, prepare_page(file_, split_.body, split_.body_line, surroundings_));
    if (split_.problem) {
      prepared_.problems.push_back({ProblemKind::kBadFrontMatter, file_, 1, *split_.problem});
    }
    if (auto why = find_expansion(prepared_.text)) return Error::invalid("page", *std::move(why));
    tree_.emplace(prepared_.text);
    restore_tags();
    headings_ = take_headings(*tree_);
    rewrite_raw_html();
    if (raw_.is_too_deep()) return too_deep();
    return {};
  }

  Outline outline() const {
    Outline outline{.front_matter = split_.front_matter, .headings = headings_, .anchors = raw_.places()};
    for (const auto& heading : headings_) {
      if (heading.level == 1 && outline.title.empty()) outline.title = heading.text;
      outline.anchors.insert(heading.id);
      outline.loose_anchors.emplace(loose_anchor(heading.text), heading.id);
    }
    for (const auto& anchor : outline.anchors) outline.loose_anchors.emplace(loose_anchor(anchor), anchor);
    if (outline.title.empty()) outline.title = split_.front_matter.title;
    return outline;
  }

  Result<RenderedPage> render() {
    build_blocks(*tree_, prepared_, surroundings_, [this](const std::string& target, std::size_t line) {
      return resolve(target, LinkKind::kPage, line);
    });
    if (tree_->is_deeper_than(base::kDocsNestingMax)) return too_deep();
    resolve_links();
    report_unended_html();
    rendered_.html =
        filter_html(tree_->to_html(), [this](const std::string& target, LinkKind kind, std::size_t line) {
          return resolve(target, kind, line);
        });
    rendered_.problems = std::move(prepared_.problems);
    return std::move(rendered_);
  }

 private:
  [[nodiscard]] bool file_size_exceeds() const { return split_.body.size() > base::kDocsPageBytesMax; }

  static Error too_deep() {
    return Error::invalid(
        "page", fmt::format("Lists, quotations, blocks or HTML elements are nested more than {} deep.",
                            base::kDocsNestingMax));
  }

  /// A tag that did not come to be a block of its own, in code for example, is what was written.
  void restore_tags() {
    for (auto* node : tree_->nodes()) {
      const auto literal = literal_of(node);
      if (literal.find('\x01') == literal.npos) continue;
      const auto type = cmark_node_get_type(node);
      if (type == CMARK_NODE_HTML_BLOCK && prepared_.tag_of(literal)) continue;
      const auto restored = prepared_.restored(literal);
      if (type != CMARK_NODE_HTML_INLINE) {
        cmark_node_set_literal(node, restored.c_str());
        continue;
      }
      insert_before(node, new_text(restored));
      remove_node(node);
    }
  }

  void rewrite_raw_html() {
    for (auto* node : tree_->nodes()) {
      if (contains_text(node)) {
        rewrite_inside(node);
      } else if (cmark_node_get_type(node) == CMARK_NODE_HTML_BLOCK && !prepared_.tag_of(literal_of(node))) {
        auto html = raw_.rewrite(literal_of(node), line_of(node));
        html += raw_.close_formatting();
        cmark_node_set_literal(node, html.c_str());
      }
    }
  }

  /// Inside of text the elements of an author end with the paragraph, the heading or the cell.
  void rewrite_inside(cmark_node* block) {
    bool has_html = false;
    std::vector<cmark_node*> waiting{block};
    std::vector<cmark_node*> found;
    while (!waiting.empty()) {
      auto* node = waiting.back();
      waiting.pop_back();
      if (cmark_node_get_type(node) == CMARK_NODE_HTML_INLINE) found.push_back(node);
      auto children = children_of(node);
      waiting.insert(waiting.end(), children.rbegin(), children.rend());
    }
    for (auto* node : found) {
      const auto html = raw_.rewrite(literal_of(node), line_of(node));
      cmark_node_set_literal(node, html.c_str());
      has_html = true;
    }
    if (!has_html) return;
    const auto ends = raw_.close_formatting();
    if (!ends.empty()) append(block, new_inline_html(ends));
  }

  LinkTarget resolve(const std::string& target, LinkKind kind, std::size_t line) {
    const auto& file = prepared_.file_at(line);
    auto found = surroundings_.resolve(file, target, kind);
    if (found.problem.empty() && !is_safe_url(found.url, kind)) {
      found = {.problem = "The link has a scheme that is not allowed.", .is_unsafe = true};
    }
    if (!found.problem.empty()) {
      const auto problem_kind = found.is_unsafe            ? ProblemKind::kUnsafeLink
                                : found.is_anchor_problem  ? ProblemKind::kBrokenAnchor
                                : kind == LinkKind::kImage ? ProblemKind::kMissingImage
                                                           : ProblemKind::kBrokenLink;
      prepared_.problems.push_back(prepared_.problem_at(problem_kind, line, found.problem));
    }
    if (!found.page.empty()) rendered_.links.insert(found.page);
    return found;
  }

  void resolve_links() {
    for (auto* node : tree_->nodes()) {
      const auto type = cmark_node_get_type(node);
      if (type == CMARK_NODE_LINK) resolve_link(node, LinkKind::kPage);
      if (type == CMARK_NODE_IMAGE) resolve_link(node, LinkKind::kImage);
    }
  }

  void resolve_link(cmark_node* node, LinkKind kind) {
    const auto target = resolve(cmark_node_get_url(node), kind, line_of(node));
    if (target.url.empty()) {
      unwrap_node(node);
      return;
    }
    if (kind == LinkKind::kImage && target.is_elsewhere) return link_in_place_of_image(node, target.url);
    cmark_node_set_url(node, target.url.c_str());
    // The editor of other systems writes the name of the file where the page's title is to be shown.
    if (std::string_view{cmark_node_get_title(node)} != "mention") return;
    cmark_node_set_title(node, "");
    if (target.title.empty()) return;
    for (auto* child : children_of(node)) remove_node(child);
    append(node, new_text(target.title));
  }

  /// Readers ask no other server for anything.
  static void link_in_place_of_image(cmark_node* image, const std::string& url) {
    auto* link = cmark_node_new(CMARK_NODE_LINK);
    cmark_node_set_url(link, url.c_str());
    if (cmark_node_first_child(image) == nullptr) append(image, new_text(url));
    replace_node(image, link);
  }

  void report_unended_html() {
    for (const auto& element : raw_.unended()) {
      prepared_.problems.push_back(prepared_.problem_at(ProblemKind::kUnclosedBlock, element.line,
                                                        fmt::format("<{}> is never ended.", element.name)));
    }
  }

  SplitPage split_;
  const Surroundings& surroundings_;
  std::string file_;
  PreparedPage prepared_;
  std::optional<MarkdownTree> tree_;
  std::vector<Heading> headings_;
  RawHtml raw_;
  RenderedPage rendered_;
};

}  // namespace

Result<Outline> outline_page(const std::string& file, std::string_view text,
                             const Surroundings& surroundings) {
  PageReader page{file, text, surroundings};
  JETON_CHECK(page.parse());
  return page.outline();
}

Result<RenderedPage> render_page(const std::string& file, std::string_view text,
                                 const Surroundings& surroundings) {
  PageReader page{file, text, surroundings};
  JETON_CHECK(page.parse());
  return page.render();
}

}  // namespace jeton::portal
