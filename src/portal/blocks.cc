#include "portal/blocks.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <utility>

#include "base/ascii.h"
#include "base/limits.h"
#include "base/text.h"
#include "portal/html_text.h"

namespace jeton::portal {
namespace {

struct Callout {
  std::string_view style;
  std::string_view label;
};

constexpr std::array<Callout, 4> kCallouts{
    {{"info", "Info"}, {"success", "Success"}, {"warning", "Warning"}, {"danger", "Danger"}}};

std::string begin_callout(std::string_view style, std::string_view label) {
  return fmt::format(
      R"(<div class="callout callout-{}" role="note" aria-label="{}"><p class="callout-label">{}</p>)", style,
      label, label);
}

std::string begin_hint(std::string_view style) {
  const auto* found = std::find_if(kCallouts.begin(), kCallouts.end(),
                                   [style](const Callout& callout) { return callout.style == style; });
  const auto& callout = found == kCallouts.end() ? kCallouts.front() : *found;
  return begin_callout(callout.style, callout.label);
}

/// How a block is rendered.
struct Frame {
  std::string before;
  std::string after;
  bool replaces_content = false;  ///< What is inside only repeats what the tag says.
};

/// One comment that stands for a tag.
struct Mark {
  cmark_node* node = nullptr;
  std::size_t tag = 0;
  std::size_t line = 0;
  std::optional<std::size_t> partner{};
};

bool contains_blocks(cmark_node* node) {
  switch (cmark_node_get_type(node)) {
    case CMARK_NODE_DOCUMENT:
    case CMARK_NODE_BLOCK_QUOTE:
    case CMARK_NODE_ITEM:
    case CMARK_NODE_FOOTNOTE_DEFINITION: return true;
    default: return false;
  }
}

class Blocks {
 public:
  Blocks(PreparedPage& page, const Surroundings& surroundings, const ResolveBlockLink& resolve)
      : page_{page}, surroundings_{surroundings}, resolve_{resolve} {}

  void build_in(cmark_node* container) {
    auto marks = marks_in(container);
    if (marks.empty()) return;
    pair(marks);
    std::vector<Open> open;
    std::size_t next = 0;
    for (auto* child : children_of(container)) {
      if (next < marks.size() && marks[next].node == child) {
        const auto& mark = marks[next++];
        place_mark(mark, open);
      } else {
        place(child, {}, open);
      }
    }
  }

 private:
  struct Open {
    cmark_node* node;
    std::string name;
  };

  std::vector<Mark> marks_in(cmark_node* container) const {
    std::vector<Mark> marks;
    for (auto* child : children_of(container)) {
      if (cmark_node_get_type(child) != CMARK_NODE_HTML_BLOCK) continue;
      if (const auto tag = page_.tag_of(literal_of(child))) {
        marks.push_back({child, *tag, static_cast<std::size_t>(cmark_node_get_start_line(child))});
      }
    }
    return marks;
  }

  [[nodiscard]] const BlockTag& tag_of(const Mark& mark) const { return page_.tags[mark.tag]; }

  void pair(std::vector<Mark>& marks) const {
    std::vector<std::size_t> open;
    // By name, so that an end without its beginning is known without a look at all that is open.
    std::map<std::string_view, std::size_t> open_of_name;
    for (std::size_t i = 0; i < marks.size(); ++i) {
      const auto closed = tag_of(marks[i]).closes();
      if (closed.empty()) {
        open.push_back(i);
        ++open_of_name[tag_of(marks[i]).name];
        continue;
      }
      if (open_of_name[closed] == 0) continue;
      std::size_t begin = 0;
      do {
        begin = open.back();
        open.pop_back();
        --open_of_name[tag_of(marks[begin]).name];
      } while (tag_of(marks[begin]).name != closed);
      marks[begin].partner = i;
      marks[i].partner = begin;
    }
  }

  void place_mark(const Mark& mark, std::vector<Open>& open) {
    const auto& tag = tag_of(mark);
    if (mark.partner && !tag.closes().empty()) {
      if (open.back().name.empty()) remove_content(open.back().node);
      open.pop_back();
      remove_node(mark.node);
      return;
    }
    const bool stays_alone = tag.closes().empty() && may_stay_open(tag.name) && tag.name != "include";
    if (!mark.partner && !stays_alone) {
      place(as_text(mark), {}, open);
      return;
    }
    const auto parent = open.empty() ? std::string{} : open.back().name;
    const auto frame = frame_of(tag, mark.line, parent);
    auto* block = new_block(frame.before, frame.after);
    insert_before(mark.node, block);
    remove_node(mark.node);
    place(block, tag.name, open);
    // A block without a name gives up what is put into it.
    if (mark.partner) open.push_back({block, frame.replaces_content ? std::string{} : tag.name});
  }

  /// Puts `node` into the innermost open block. Between tabs or steps there is nothing but them: other
  /// content moves in front.
  static void place(cmark_node* node, std::string_view name, const std::vector<Open>& open) {
    if (open.empty()) return;
    const auto& parent = open.back();
    const bool is_misplaced =
        (parent.name == "tabs" && name != "tab") || (parent.name == "stepper" && name != "step");
    if (is_misplaced) {
      cmark_node_insert_before(parent.node, node);
    } else {
      cmark_node_append_child(parent.node, node);
    }
  }

  static void remove_content(cmark_node* block) {
    for (auto* child : children_of(block)) remove_node(child);
  }

  cmark_node* as_text(const Mark& mark) {
    const auto& tag = tag_of(mark);
    if (tag.name != "include") {
      page_.problems.push_back(page_.problem_at(
          ProblemKind::kUnclosedBlock, mark.line,
          tag.closes().empty() ? fmt::format("{} is never closed here by {{% end{} %}}.",
                                             base::cut_to_bytes(tag.source, 80), tag.name)
                               : fmt::format("{} closes nothing here.", base::cut_to_bytes(tag.source, 80))));
    }
    auto* text = new_block("<p>" + escape_html(tag.source) + "</p>", {});
    insert_before(mark.node, text);
    remove_node(mark.node);
    return text;
  }

  Frame frame_of(const BlockTag& tag, std::size_t line, std::string_view parent) {
    const auto& name = tag.name;
    if (name == "hint") return {begin_hint(tag.attribute("style")), "</div>"};
    if (name == "tabs") return {R"(<div class="tabs" data-jeton-tabs="">)", "</div>"};
    if (name == "tab") {
      const auto title = escape_html(tag.attribute("title"));
      return {fmt::format(R"(<div class="tab" role="group" aria-label="{0}"><p class="tab-title">{0}</p>)",
                          title),
              "</div>"};
    }
    if (name == "stepper") return {"<ol class=\"stepper\">", "</ol>"};
    if (name == "step") {
      return parent == "stepper" ? Frame{"<li class=\"step\">", "</li>"}
                                 : Frame{"<div class=\"step\">", "</div>"};
    }
    if (name == "code") return code_frame(tag);
    if (name == "content-ref") return reference_frame(tag, line);
    if (name == "embed") return embed_frame(tag, line);
    return operation_frame(tag, line);
  }

  static Frame code_frame(const BlockTag& tag) {
    const auto classes = tag.attribute("overflow") == "wrap" ? "code code-wrap" : "code";
    const auto title = tag.attribute("title");
    if (title.empty()) return {fmt::format("<div class=\"{}\">", classes), "</div>"};
    return {fmt::format("<figure class=\"{}\"><figcaption>{}</figcaption>", classes, escape_html(title)),
            "</figure>"};
  }

  Frame reference_frame(const BlockTag& tag, std::size_t line) {
    const auto target = resolve_(tag.attribute("url"), line);
    if (target.url.empty()) return {"<div class=\"page-ref\">", "</div>"};
    const auto title = target.title.empty() ? target.url : target.title;
    return {fmt::format(R"(<p class="page-ref"><a href="{}">{}</a>)", escape_html(target.url),
                        escape_html(title)),
            "</p>", true};
  }

  Frame embed_frame(const BlockTag& tag, std::size_t line) {
    const auto url = tag.attribute("url");
    const auto target = resolve_(url, line);
    const auto shown = target.url.empty() ? escape_html(url)
                                          : fmt::format(R"(<a href="{}" rel="noopener noreferrer">{}</a>)",
                                                        escape_html(target.url), escape_html(url));
    return {fmt::format("<div class=\"embed\"><p>{}</p>", shown), "</div>"};
  }

  Frame operation_frame(const BlockTag& tag, std::size_t line) {
    const auto path = tag.attribute("path");
    const auto method = tag.attribute("method");
    // A page of ten thousand tags would otherwise repeat the longest operation of a contract ten thousand
    // times.
    if (operation_bytes_ < base::kDocsPageBytesMax) {
      auto found = surroundings_.operation(page_.file_at(line), tag.attribute("spec"), path, method);
      if (found) {
        operation_bytes_ += found->size();
        return {*std::move(found), {}, true};
      }
    }
    return {fmt::format("<div class=\"operation\"><p><code>{} {}</code></p>",
                        escape_html(base::ascii_upper(method)), escape_html(path)),
            "</div>"};
  }

  PreparedPage& page_;
  const Surroundings& surroundings_;
  const ResolveBlockLink& resolve_;
  std::size_t operation_bytes_ = 0;  ///< Of what operations have been rendered to.
};

/// `> [!NOTE]`, GitHub's callouts.
void build_alert(cmark_node* quotation) {
  struct Alert {
    std::string_view mark;
    std::string_view style;
    std::string_view label;
  };
  static constexpr std::array<Alert, 5> kAlerts{{{"[!NOTE]", "info", "Note"},
                                                 {"[!TIP]", "success", "Tip"},
                                                 {"[!IMPORTANT]", "info", "Important"},
                                                 {"[!WARNING]", "warning", "Warning"},
                                                 {"[!CAUTION]", "danger", "Caution"}}};
  auto* paragraph = cmark_node_first_child(quotation);
  if (paragraph == nullptr || cmark_node_get_type(paragraph) != CMARK_NODE_PARAGRAPH) return;
  cmark_consolidate_text_nodes(paragraph);
  auto* first = cmark_node_first_child(paragraph);
  if (first == nullptr || cmark_node_get_type(first) != CMARK_NODE_TEXT) return;
  const auto* found = std::find_if(kAlerts.begin(), kAlerts.end(), [first](const Alert& alert) {
    return base::trim(literal_of(first)) == alert.mark;
  });
  auto* second = cmark_node_next(first);
  if (found == kAlerts.end() || (second != nullptr && cmark_node_get_type(second) != CMARK_NODE_SOFTBREAK))
    return;
  remove_node(first);
  if (second != nullptr) remove_node(second);
  if (cmark_node_first_child(paragraph) == nullptr) remove_node(paragraph);
  replace_node(quotation, new_block(begin_callout(found->style, found->label), "</div>"));
}

}  // namespace

void build_blocks(const MarkdownTree& tree, PreparedPage& page, const Surroundings& surroundings,
                  const ResolveBlockLink& resolve) {
  std::vector<cmark_node*> containers;
  for (auto* node : tree.nodes()) {
    if (contains_blocks(node)) containers.push_back(node);
  }
  Blocks blocks{page, surroundings, resolve};
  for (auto* container : containers) blocks.build_in(container);
  for (auto* container : containers) {
    if (cmark_node_get_type(container) == CMARK_NODE_BLOCK_QUOTE) build_alert(container);
  }
}

}  // namespace jeton::portal
