#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace jeton::portal {

/// Marks every element that a page's author wrote as HTML, with the line. What is rendered from Markdown has
/// no such attribute, so the filter can be strict with the one and lenient with the other.
inline constexpr std::string_view kAuthorAttribute = "jeton-author";

/// Whether authors may write the element `name`, in lower case.
bool is_author_element(std::string_view name) noexcept;

struct RawTag {
  std::string name;  ///< In lower case.
  bool is_end = false;
  std::map<std::string, std::string, std::less<>> attributes;
  std::size_t size = 0;  ///< Of the tag, with both brackets.

  /// What `<a id="x">` and `<a name="x">` call their place.
  [[nodiscard]] std::optional<std::string> place() const;
};

/// The tag at the beginning of `html`; nothing when there is none, it is not complete, or has more than
/// `kDocsAttributesMax` attributes.
std::optional<RawTag> read_raw_tag(std::string_view html);

/// An element that was begun.
struct OpenElement {
  std::string name;
  std::size_t line = 0;

  bool operator==(const OpenElement&) const = default;
};

/// Rewrites the raw HTML of one page, piece by piece in its order: elements of the allow-list are written out
/// again with `kAuthorAttribute`, comments are dropped, and every other `<` becomes text. The result is for
/// the filter, which decides about attributes.
class RawHtml {
 public:
  /// `line` is where `html` begins.
  std::string rewrite(std::string_view html, std::size_t line);
  /// Ends what formats text, such as `<strong>`, and is still open: a parser would open it again in every
  /// paragraph to come.
  std::string close_formatting();
  /// Whether elements were nested deeper than `kDocsNestingMax`.
  [[nodiscard]] bool is_too_deep() const noexcept { return is_too_deep_; }
  /// Elements that HTML wants ended and that were not, up to now.
  [[nodiscard]] std::vector<OpenElement> unended() const;
  /// Names that links can lead to: `<a id="name"></a>`.
  [[nodiscard]] const std::set<std::string>& places() const noexcept { return places_; }

 private:
  std::optional<RawTag> read_tag(std::string_view html);
  std::string rewrite_tag(const RawTag& tag, std::size_t line);

  std::vector<OpenElement> open_;
  std::vector<OpenElement> closed_for_author_;
  std::set<std::string> places_;
  /// Bytes that were read in vain, looking for the end of a tag.
  std::size_t wasted_bytes_ = 0;
  bool is_too_deep_ = false;
};

}  // namespace jeton::portal
