#include "portal/section.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "portal/html_tree.h"

namespace jeton::portal {
namespace {

/// Text on one line.
std::string joined_lines(std::string_view text) {
  std::string line;
  for (const char c : text) {
    const bool is_blank = c == ' ' || c == '\n' || c == '\t' || c == '\r';
    if (!is_blank) {
      line += c;
    } else if (!line.empty() && line.back() != ' ') {
      line += ' ';
    }
  }
  return std::string{base::trim(line)};
}

bool is_heading(std::string_view name) {
  return name.size() == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '6';
}

class Reader {
 public:
  explicit Reader(const Page& page) : page_{page} { begin({}, page.title); }

  std::vector<Section> read() {
    const HtmlTree tree{page_.html};
    for (const auto* node : tree.nodes()) visit(*node);
    std::erase_if(sections_, [](const Section& section) { return section.blocks.empty(); });
    return std::move(sections_);
  }

 private:
  void begin(std::string id, std::string heading) {
    sections_.push_back({.page = &page_, .id = std::move(id), .heading = std::move(heading)});
  }

  void begin_below(std::size_t level, std::string id, std::string heading) {
    above_.resize(std::min(above_.size(), level - 1));
    std::string above;
    // The first is the page's title.
    for (std::size_t i = 1; i < above_.size(); ++i) {
      if (!above_[i].empty()) above += (above.empty() ? "" : " ") + above_[i];
    }
    above_.resize(level - 1);
    above_.push_back(heading);
    begin(std::move(id), std::move(heading));
    sections_.back().above = std::move(above);
  }

  void add(BlockKind kind, std::string text) {
    if (!text.empty()) sections_.back().blocks.push_back({kind, std::move(text)});
  }

  void visit(const GumboNode& node) {
    if (!is_element(node)) {
      if (node.type == GUMBO_NODE_TEXT) add(BlockKind::kText, joined_lines(node.v.text.text));
      return;
    }
    const auto name = element_name(node);
    if (is_heading(name)) {
      begin_below(static_cast<std::size_t>(name[1] - '0'), std::string{attribute_of(node, "id")},
                  joined_lines(text_of(node)));
    } else if (name == "p" || name == "figcaption" || name == "summary") {
      add(BlockKind::kText, joined_lines(text_of(node)));
    } else if (name == "pre") {
      add(BlockKind::kCode, std::string{base::trim_end(text_of(node))});
    } else if (name == "ul" || name == "ol") {
      if (contains_heading(node)) return visit_children(node);
      std::string list;
      append_list(node, {}, list);
      add(BlockKind::kList, std::string{base::trim_end(list)});
    } else if (name == "table") {
      add_rows(node);
    } else {
      visit_children(node);
    }
  }

  void visit_children(const GumboNode& node) {
    for (const auto* child : children_of(node)) visit(*child);
  }

  /// Steps of a stepper may have headings, which are sections.
  static bool contains_heading(const GumboNode& node) {
    const auto children = children_of(node);
    return std::any_of(children.begin(), children.end(), [](const GumboNode* child) {
      return is_element(*child) && (is_heading(element_name(*child)) || contains_heading(*child));
    });
  }

  static void append_list(const GumboNode& list, const std::string& indent, std::string& text) {
    const bool is_numbered = element_name(list) == "ol";
    std::size_t number = 0;
    for (const auto* item : children_of(list)) {
      if (!is_element(*item)) continue;
      ++number;
      std::string line;
      std::string nested;
      append_item(*item, indent, line, nested);
      text += fmt::format("{}{}{}\n{}", indent, is_numbered ? fmt::format("{}. ", number) : "- ",
                          joined_lines(line), nested);
    }
  }

  static void append_item(const GumboNode& node, const std::string& indent, std::string& line,
                          std::string& nested) {
    for (const auto* child : children_of(node)) {
      if (!is_element(*child)) {
        line += child->type == GUMBO_NODE_COMMENT ? "" : child->v.text.text;
        continue;
      }
      const auto name = element_name(*child);
      if (name == "ul" || name == "ol") {
        append_list(*child, indent + "   ", nested);
      } else {
        line += text_of(*child) + (name == "p" ? " " : "");
      }
    }
  }

  static void collect(const GumboNode& node, std::string_view wanted, std::vector<const GumboNode*>& found) {
    for (const auto* child : children_of(node)) {
      if (!is_element(*child)) continue;
      if (element_name(*child) == wanted) found.push_back(child);
      collect(*child, wanted, found);
    }
  }

  void add_rows(const GumboNode& table) {
    std::vector<const GumboNode*> heads;
    collect(table, "th", heads);
    std::vector<const GumboNode*> rows;
    collect(table, "tr", rows);
    for (const auto* row : rows) {
      std::vector<const GumboNode*> cells;
      collect(*row, "td", cells);
      std::string line;
      for (std::size_t i = 0; i < cells.size(); ++i) {
        const auto text = joined_lines(text_of(*cells[i]));
        if (text.empty()) continue;
        const auto column = i > 0 && i < heads.size() ? joined_lines(text_of(*heads[i])) : std::string{};
        if (!line.empty()) line += "; ";
        line += column.empty() ? text : fmt::format("{}: {}", column, text);
      }
      add(BlockKind::kRow, std::move(line));
    }
  }

  const Page& page_;
  std::vector<std::string> above_;  ///< The last heading of each level.
  std::vector<Section> sections_;
};

}  // namespace

std::vector<Section> sections_of(const Page& page) {
  return Reader{page}.read();
}

}  // namespace jeton::portal
