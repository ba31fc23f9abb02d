#include "portal/heading.h"

#include <fmt/format.h>
#include <utf8proc.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "base/text.h"
#include "portal/html_text.h"
#include "portal/raw_html.h"

namespace jeton::portal {
namespace {

/// Calls `visit` with each code point and its bytes.
template <class Visit>
void for_each_code_point(std::string_view text, Visit visit) {
  while (!text.empty()) {
    utf8proc_int32_t code = 0;
    const auto size = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                       static_cast<utf8proc_ssize_t>(text.size()), &code);
    if (size <= 0) return;
    visit(code, text.substr(0, static_cast<std::size_t>(size)));
    text.remove_prefix(static_cast<std::size_t>(size));
  }
}

bool is_word(utf8proc_int32_t code) {
  switch (utf8proc_category(code)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_NO: return true;
    default: return code == '_';
  }
}

bool is_html(cmark_node* node) {
  return cmark_node_get_type(node) == CMARK_NODE_HTML_INLINE;
}

/// Takes `<a href="#x" id="x"></a>` off the end of a heading.
std::optional<std::string> take_place(cmark_node* heading) {
  auto* end = cmark_node_last_child(heading);
  if (end == nullptr || !is_html(end) || literal_of(end) != "</a>") return std::nullopt;
  auto* begin = cmark_node_previous(end);
  if (begin == nullptr || !is_html(begin)) return std::nullopt;
  const auto tag = read_raw_tag(literal_of(begin));
  if (!tag) return std::nullopt;
  auto id = tag->place();
  if (!id) return std::nullopt;
  remove_node(end);
  remove_node(begin);
  return id;
}

/// Takes `{#x}` off the end of a heading.
std::optional<std::string> take_braces(cmark_node* heading) {
  auto* last = cmark_node_last_child(heading);
  if (last == nullptr || cmark_node_get_type(last) != CMARK_NODE_TEXT) return std::nullopt;
  // The parser may have cut the text into pieces at the brace.
  cmark_consolidate_text_nodes(heading);
  last = cmark_node_last_child(heading);
  const auto text = base::trim_end(literal_of(last));
  const auto begin = text.rfind("{#");
  if (begin == text.npos || !text.ends_with('}')) return std::nullopt;
  std::string id{text.substr(begin + 2, text.size() - begin - 3)};
  if (id.empty() || id.find_first_of(" {}") != id.npos) return std::nullopt;
  const std::string rest{base::trim_end(text.substr(0, begin))};
  cmark_node_set_literal(last, rest.c_str());
  return id;
}

}  // namespace

std::string heading_slug(std::string_view text) {
  std::string slug;
  for_each_code_point(base::fold_case(base::trim(text)),
                      [&slug](utf8proc_int32_t code, std::string_view bytes) {
                        if (code == ' ' || code == '-') {
                          slug += '-';
                        } else if (is_word(code)) {
                          slug += bytes;
                        }
                      });
  return slug;
}

std::string loose_anchor(std::string_view text) {
  std::string loose;
  for_each_code_point(base::fold_case(text), [&loose](utf8proc_int32_t code, std::string_view bytes) {
    if (code == '&') loose += "and";
    if (is_word(code) && code != '_') loose += bytes;
  });
  return loose;
}

std::vector<Heading> take_headings(const MarkdownTree& tree) {
  std::vector<Heading> headings;
  std::set<std::string> taken;
  std::map<std::string, int> numbers;
  for (auto* node : tree.nodes()) {
    if (cmark_node_get_type(node) != CMARK_NODE_HEADING) continue;
    Heading heading{.level = cmark_node_get_heading_level(node)};
    auto id = take_place(node);
    if (!id) id = take_braces(node);
    heading.text = base::trim(plain_text_of(node));
    // Nothing to see, and nothing that a screen reader could announce.
    if (heading.text.empty() && cmark_node_first_child(node) == nullptr) {
      remove_node(node);
      continue;
    }
    auto wanted = id && !id->empty() ? *std::move(id) : heading_slug(heading.text);
    if (wanted.empty()) wanted = "section";
    heading.id = wanted;
    // Numbers go on where the last heading of that name ended: a page may be one heading over and over.
    int& number = numbers[wanted];
    while (!taken.insert(heading.id).second) heading.id = fmt::format("{}-{}", wanted, ++number);
    replace_node(node, new_block(fmt::format("<h{} id=\"{}\">", heading.level, escape_html(heading.id)),
                                 fmt::format("</h{}>", heading.level)));
    headings.push_back(std::move(heading));
  }
  return headings;
}

}  // namespace jeton::portal
