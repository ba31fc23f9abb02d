#pragma once

#include <gumbo.h>

#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace jeton::portal {

/// Part of an HTML document, as the parser of a browser would see it. The text outlives it.
class HtmlTree {
 public:
  explicit HtmlTree(std::string_view html);

  /// What the text consists of.
  [[nodiscard]] std::span<GumboNode* const> nodes() const noexcept;

 private:
  struct Destroy {
    void operator()(GumboOutput* output) const noexcept {
      gumbo_destroy_output(&kGumboDefaultOptions, output);
    }
  };

  std::unique_ptr<GumboOutput, Destroy> output_;
};

bool is_element(const GumboNode& node) noexcept;
/// In lower case. Of an element that HTML does not know, as it is written.
std::string element_name(const GumboNode& node);
std::span<GumboNode* const> children_of(const GumboNode& node) noexcept;
/// Empty when the element has no such attribute.
std::string_view attribute_of(const GumboNode& node, const char* name) noexcept;
bool has_attribute(const GumboNode& node, const char* name) noexcept;
/// All text inside.
std::string text_of(const GumboNode& node);
/// The first descendant that is called `name`, or null.
const GumboNode* find_element(const GumboNode& node, std::string_view name);

}  // namespace jeton::portal
