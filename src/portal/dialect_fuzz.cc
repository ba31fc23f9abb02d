#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>

#include "base/check.h"
#include "portal/dialect.h"
#include "portal/html_filter.h"
#include "portal/html_tree.h"

namespace {

using namespace jeton::portal;

const std::set<std::string_view> kElements{
    "a",   "aside",      "blockquote", "br",      "code",   "del",   "details", "div",
    "em",  "figcaption", "figure",     "h1",      "h2",     "h3",    "h4",      "h5",
    "h6",  "hr",         "i",          "img",     "input",  "li",    "mark",    "ol",
    "p",   "picture",    "pre",        "section", "source", "span",  "strong",  "summary",
    "sup", "table",      "tbody",      "td",      "th",     "thead", "tr",      "ul"};

/// Everything leads somewhere, and every file includes the input itself.
class AnySurroundings final : public Surroundings {
 public:
  explicit AnySurroundings(std::string_view text) : text_{text} {}

  [[nodiscard]] LinkTarget resolve(const std::string&, const std::string& target, LinkKind) const override {
    return {.url = target};
  }
  [[nodiscard]] jeton::base::Result<IncludedText> include(const std::string&,
                                                          const std::string& target) const override {
    return IncludedText{target, std::string{text_}};
  }
  [[nodiscard]] std::optional<std::string> operation(const std::string&, const std::string&,
                                                     const std::string&, const std::string&) const override {
    return std::nullopt;
  }

 private:
  std::string_view text_;
};

void check_attribute(const GumboAttribute& attribute) {
  const std::string_view name{attribute.name};
  JETON_ASSERT(!name.starts_with("on") && name != "style" && name != "jeton-author");
  if (name == "href") JETON_ASSERT(is_safe_url(attribute.value, LinkKind::kPage));
  if (name == "src" || name == "srcset") JETON_ASSERT(is_safe_url(attribute.value, LinkKind::kImage));
}

void check_node(const GumboNode& node) {
  if (is_element(node)) {
    JETON_ASSERT(kElements.contains(element_name(node)));
    const auto& attributes = node.v.element.attributes;
    for (unsigned i = 0; i < attributes.length; ++i) {
      check_attribute(*static_cast<const GumboAttribute*>(attributes.data[i]));
    }
  }
  for (const auto* child : children_of(node)) check_node(*child);
}

}  // namespace

// Whatever a page holds, a browser finds only what the dialect has, and nothing that runs.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view text{reinterpret_cast<const char*>(bytes), size};
  const AnySurroundings surroundings{text.substr(0, 2000)};
  const auto outline = outline_page("page.md", text, surroundings);
  const auto rendered = render_page("page.md", text, surroundings);
  if (rendered.has_error()) return 0;
  JETON_ASSERT(outline.has_value());
  const HtmlTree tree{rendered->html};
  for (const auto* node : tree.nodes()) check_node(*node);
  return 0;
}
