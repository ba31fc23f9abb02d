#include "portal/html_filter.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <set>
#include <vector>

#include "base/ascii.h"
#include "base/text.h"
#include "portal/highlight.h"
#include "portal/html_text.h"
#include "portal/html_tree.h"
#include "portal/raw_html.h"

namespace jeton::portal {
namespace {

/// What Markdown, and the blocks of the dialect, are rendered to.
const std::set<std::string_view> kRenderedElements{
    "a",       "aside", "blockquote", "br",     "code", "dd", "del",   "details", "div",  "dl",
    "dt",      "em",    "figcaption", "figure", "h1",   "h2", "h3",    "h4",      "h5",   "h6",
    "hr",      "img",   "input",      "li",     "ol",   "p",  "pre",   "section", "span", "strong",
    "summary", "sup",   "table",      "tbody",  "td",   "th", "thead", "tr",      "ul"};
const std::set<std::string_view> kRenderedAttributes{"align",      "alt",     "aria-describedby",
                                                     "aria-label", "checked", "class",
                                                     "disabled",   "href",    "id",
                                                     "open",       "rel",     "role",
                                                     "src",        "start",   "title",
                                                     "type"};
const std::set<std::string_view> kAuthorAttributes{"align", "alt", "height", "href", "id",
                                                   "media", "src", "srcset", "width"};
constexpr std::array<std::string_view, 5> kVoidElements{"br", "hr", "img", "input", "source"};
constexpr std::string_view kLanguage = "language-";
constexpr std::array<std::string_view, 4> kSafeSchemes{"http", "https", "mailto", "tel"};

std::string scheme_of(std::string_view url) {
  std::string scheme;
  for (const char c : url) {
    // Browsers ignore these inside a scheme.
    if (c == '\t' || c == '\n' || c == '\r') continue;
    if (c == ':') return scheme;
    if (c == '/' || c == '?' || c == '#') return {};
    scheme += base::ascii_lower(c);
  }
  return {};
}

std::string_view without_leading_controls(std::string_view url) {
  const auto begin =
      std::find_if(url.begin(), url.end(), [](char c) { return static_cast<unsigned char>(c) > ' '; });
  return url.substr(static_cast<std::size_t>(begin - url.begin()));
}

bool is_plain_id(std::string_view id) {
  return !id.empty() && id.find_first_of(" \t\r\n\f") == id.npos;
}

bool is_width(std::string_view width) {
  return !width.empty() && width.size() <= 8 && width.find_first_not_of("0123456789.%px") == width.npos;
}

std::size_t author_line(const GumboNode& node) {
  const auto text = attribute_of(node, std::string{kAuthorAttribute}.c_str());
  std::size_t line = 0;
  std::from_chars(text.data(), text.data() + text.size(), line);
  return line;
}

bool is_written_by_author(const GumboNode& node) {
  return has_attribute(node, std::string{kAuthorAttribute}.c_str());
}

class Writer {
 public:
  explicit Writer(const ResolveLink& resolve) : resolve_{resolve} {}

  void write(const GumboNode& node) {
    if (node.type == GUMBO_NODE_TEXT || node.type == GUMBO_NODE_WHITESPACE || node.type == GUMBO_NODE_CDATA) {
      html_ += escape_html(node.v.text.text);
    } else if (is_element(node)) {
      write_element(node);
    }
  }

  std::string take() { return std::move(html_); }

 private:
  void write_element(const GumboNode& node) {
    const auto name = element_name(node);
    const bool is_author = is_written_by_author(node);
    if (!(is_author ? is_author_element(name) : kRenderedElements.contains(name))) {
      return write_as_text(node);
    }
    if (name == "p" && !is_author && node.v.element.children.length == 0) return;
    if (name == "table") {
      if (is_author && attribute_of(node, "data-view") == "cards") return write_cards(node);
      // A wide one scrolls by itself, also with the keyboard.
      html_ += R"(<div class="table" role="group" aria-label="Table" tabindex="0">)";
      write_plain(node, name, is_author);
      html_ += "</div>";
      return;
    }
    if (name == "a" && is_author) return write_author_link(node);
    if ((name == "img" || name == "source") && is_author) return write_author_image(node, name);
    write_plain(node, name, is_author);
  }

  void write_plain(const GumboNode& node, const std::string& name, bool is_author) {
    html_ += '<' + name;
    write_attributes(node, is_author);
    if (name == "pre") html_ += " tabindex=\"0\"";
    if (name == "img") html_ += " loading=\"lazy\"";
    if (name == "input") write_attribute("aria-label", has_attribute(node, "checked") ? "Done" : "Not done");
    html_ += '>';
    if (std::find(kVoidElements.begin(), kVoidElements.end(), name) != kVoidElements.end()) return;
    // The parser drops one line end there; what begins with two keeps one.
    if (name == "pre" && !children_of(node).empty()) write_pre_start(*children_of(node).front());
    if (name == "code" && attribute_of(node, "class").starts_with(kLanguage)) {
      html_ += highlight(text_of(node), attribute_of(node, "class").substr(kLanguage.size()));
    } else if (name.size() == 2 && name[0] == 'h' && name[1] != 'r') {
      write_trimmed(node);
    } else {
      write_children(node);
    }
    html_ += "</" + name + '>';
  }

  void write_pre_start(const GumboNode& first) {
    if (!is_element(first) && std::string_view{first.v.text.text}.starts_with('\n')) html_ += '\n';
  }

  void write_children(const GumboNode& node) {
    for (const auto* child : children_of(node)) write(*child);
  }

  /// Rendering puts line ends around the text of a heading.
  void write_trimmed(const GumboNode& node) {
    const auto begin = html_.size();
    write_children(node);
    const auto text = std::string{base::trim(std::string_view{html_}.substr(begin))};
    html_.resize(begin);
    html_ += text;
  }

  void write_attributes(const GumboNode& node, bool is_author) {
    const auto& attributes = node.v.element.attributes;
    for (unsigned i = 0; i < attributes.length; ++i) {
      const auto& attribute = *static_cast<const GumboAttribute*>(attributes.data[i]);
      if (!keeps(attribute.name, attribute.value, is_author)) continue;
      write_attribute(attribute.name, attribute.value);
    }
  }

  void write_attribute(std::string_view name, std::string_view value) {
    html_ += fmt::format(" {}=\"{}\"", name, escape_html(value));
  }

  static bool keeps(std::string_view name, std::string_view value, bool is_author) {
    if (name == kAuthorAttribute) return false;
    if (name.starts_with("data-")) {
      // What a script of ours looks for is not for authors to switch on.
      return name.size() > 5 && !(is_author && name.starts_with("data-jeton")) &&
             name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-", 5) == name.npos;
    }
    if (name == "href") return is_safe_url(value, LinkKind::kPage);
    if (name == "src" || name == "srcset") return is_safe_url(value, LinkKind::kImage);
    if (name == "width" || name == "height") return is_author && is_width(value);
    // Of what authors write only places have one (`write_author_link`): scripts look for others.
    if (name == "id") return !is_author && is_plain_id(value);
    return (is_author ? kAuthorAttributes : kRenderedAttributes).contains(name);
  }

  void write_author_link(const GumboNode& node) {
    const auto href = attribute_of(node, "href");
    const auto id = attribute_of(node, "id");
    LinkTarget target;
    if (has_attribute(node, "href")) target = resolve_(std::string{href}, LinkKind::kPage, author_line(node));
    const bool is_link = !target.url.empty() && is_safe_url(target.url, LinkKind::kPage);
    if (!is_link && !is_plain_id(id)) return write_children(node);
    html_ += "<a";
    if (is_plain_id(id)) write_attribute("id", id);
    if (is_link) write_attribute("href", target.url);
    html_ += '>';
    write_children(node);
    html_ += "</a>";
  }

  void write_author_image(const GumboNode& node, const std::string& name) {
    const char* source = name == "img" ? "src" : "srcset";
    const auto target =
        resolve_(std::string{attribute_of(node, source)}, LinkKind::kImage, author_line(node));
    if (target.url.empty() || target.is_elsewhere || !is_safe_url(target.url, LinkKind::kImage)) {
      return write_in_place_of_image(node, name, target);
    }
    html_ += '<' + name;
    write_attribute(source, target.url);
    if (name == "img") {
      write_attribute("alt", attribute_of(node, "alt"));
      for (const char* size : {"width", "height"}) {
        if (is_width(attribute_of(node, size))) write_attribute(size, attribute_of(node, size));
      }
      html_ += " loading=\"lazy\"";
    } else if (has_attribute(node, "media")) {
      write_attribute("media", attribute_of(node, "media"));
    }
    html_ += '>';
  }

  /// Readers ask no other server for anything: a picture that is elsewhere becomes a link to it.
  void write_in_place_of_image(const GumboNode& node, const std::string& name, const LinkTarget& target) {
    const auto alt = attribute_of(node, "alt");
    if (name == "img" && target.is_elsewhere && is_safe_url(target.url, LinkKind::kPage)) {
      html_ += fmt::format("<a href=\"{}\" rel=\"noopener noreferrer\">{}</a>", escape_html(target.url),
                           escape_html(alt.empty() ? std::string_view{target.url} : alt));
    } else {
      html_ += escape_html(alt);
    }
  }

  /// What the parser made of something that is not allowed: as it was written.
  void write_as_text(const GumboNode& node) {
    const auto& element = node.v.element;
    html_ += escape_html({element.original_tag.data, element.original_tag.length});
    write_children(node);
    html_ += escape_html({element.original_end_tag.data, element.original_end_tag.length});
  }

  // Cards: each row is one. The head says which columns hold the link and the picture, and which are shown.

  struct Column {
    bool is_hidden = false;
    bool is_target = false;
    bool is_cover = false;
  };

  static void collect(const GumboNode& node, std::string_view name, std::vector<const GumboNode*>& found) {
    for (const auto* child : children_of(node)) {
      if (!is_element(*child)) continue;
      if (element_name(*child) == name) {
        found.push_back(child);
      } else {
        collect(*child, name, found);
      }
    }
  }

  static std::vector<Column> columns_of(const GumboNode& table) {
    std::vector<const GumboNode*> heads;
    collect(table, "th", heads);
    std::vector<Column> columns;
    columns.reserve(heads.size());
    for (const auto* head : heads) {
      columns.push_back({.is_hidden = has_attribute(*head, "data-hidden"),
                         .is_target = has_attribute(*head, "data-card-target"),
                         .is_cover = has_attribute(*head, "data-card-cover")});
    }
    return columns;
  }

  void write_cards(const GumboNode& table) {
    const auto columns = columns_of(table);
    std::vector<const GumboNode*> rows;
    collect(table, "tr", rows);
    html_ += "<ul class=\"cards\">";
    for (const auto* row : rows) {
      std::vector<const GumboNode*> cells;
      collect(*row, "td", cells);
      if (!cells.empty()) write_card(columns, cells);
    }
    html_ += "</ul>";
  }

  void write_card(const std::vector<Column>& columns, const std::vector<const GumboNode*>& cells) {
    std::string link;
    html_ += "<li class=\"card\">";
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const auto column = i < columns.size() ? columns[i] : Column{};
      const auto* target = find_element(*cells[i], "a");
      if (target == nullptr || (!column.is_target && !column.is_cover)) continue;
      const auto kind = column.is_cover ? LinkKind::kImage : LinkKind::kPage;
      const auto resolved = resolve_(std::string{attribute_of(*target, "href")}, kind, author_line(*target));
      if (resolved.url.empty() || !is_safe_url(resolved.url, kind)) continue;
      if (column.is_cover) {
        html_ += fmt::format("<img class=\"card-cover\" src=\"{}\" alt=\"\" loading=\"lazy\">",
                             escape_html(resolved.url));
      } else {
        link = resolved.url;
      }
    }
    bool is_first = true;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const auto column = i < columns.size() ? columns[i] : Column{};
      if (column.is_hidden || column.is_target || column.is_cover) continue;
      if (base::is_blank(text_of(*cells[i])) && find_element(*cells[i], "img") == nullptr) continue;
      const bool is_link = is_first && !link.empty() && find_element(*cells[i], "a") == nullptr;
      html_ += "<div>";
      if (is_link) html_ += fmt::format("<a class=\"card-link\" href=\"{}\">", escape_html(link));
      write_children(*cells[i]);
      html_ += is_link ? "</a></div>" : "</div>";
      if (is_link) link.clear();
      is_first = false;
    }
    // No cell could carry it.
    if (!link.empty()) html_ += fmt::format("<a href=\"{0}\">{0}</a>", escape_html(link));
    html_ += "</li>";
  }

  const ResolveLink& resolve_;
  std::string html_;
};

}  // namespace

bool is_safe_url(std::string_view url, LinkKind kind) {
  url = without_leading_controls(url);
  const auto scheme = scheme_of(url);
  if (scheme.empty()) return true;
  if (kind == LinkKind::kImage && scheme == "data") return url.starts_with("data:image/");
  return std::find(kSafeSchemes.begin(), kSafeSchemes.end(), scheme) != kSafeSchemes.end();
}

std::string filter_html(std::string_view html, const ResolveLink& resolve) {
  const HtmlTree tree{html};
  Writer writer{resolve};
  for (const auto* node : tree.nodes()) writer.write(*node);
  return writer.take();
}

}  // namespace jeton::portal
