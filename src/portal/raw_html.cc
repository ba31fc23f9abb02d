#include "portal/raw_html.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>

#include "base/ascii.h"
#include "base/limits.h"

namespace jeton::portal {
namespace {

constexpr std::string_view kHtmlSpace = " \t\n\f\r";

constexpr std::array<std::string_view, 26> kAuthorElements{
    "a",       "br",    "code",  "details", "div", "em",      "figcaption", "figure", "i",
    "img",     "li",    "mark",  "ol",      "p",   "picture", "pre",        "source", "strong",
    "summary", "table", "tbody", "td",      "th",  "thead",   "tr",         "ul"};
constexpr std::array<std::string_view, 3> kVoidElements{"br", "img", "source"};
/// HTML lets their end tags be left out.
constexpr std::array<std::string_view, 7> kEndsByItself{"li", "p", "tbody", "td", "th", "thead", "tr"};
constexpr std::array<std::string_view, 5> kFormatting{"a", "code", "em", "i", "strong"};

/// A page of `<a <a <a` would otherwise be read to its end from each of them.
constexpr std::size_t kWastedBytesMax = base::kDocsRepeatedBytesMax;

template <std::size_t kSize>
bool is_one_of(const std::array<std::string_view, kSize>& names, std::string_view name) noexcept {
  return std::find(names.begin(), names.end(), name) != names.end();
}

/// Reads the attributes of a tag as HTML's tokenizer does (WHATWG 13.2.5.32 to 13.2.5.39).
class AttributeReader {
 public:
  explicit AttributeReader(std::string_view text) : text_{text} {}

  /// The size of the text with the bracket at its end; nothing if there is none, or more attributes than
  /// `kDocsAttributesMax`.
  std::optional<std::size_t> read_into(RawTag& tag) {
    while (true) {
      at_ = std::min(text_.find_first_not_of(" \t\n\f\r/", at_), text_.size());
      if (at_ == text_.size()) return std::nullopt;
      if (text_[at_] == '>') return at_ + 1;
      const auto end = std::min(text_.find_first_of(" \t\n\f\r/>=", at_ + 1), text_.size());
      auto name = base::ascii_lower(text_.substr(at_, end - at_));
      at_ = std::min(text_.find_first_not_of(kHtmlSpace, end), text_.size());
      std::string_view value;
      if (at_ < text_.size() && text_[at_] == '=') {
        ++at_;
        const auto found = read_value();
        if (!found) return std::nullopt;
        value = *found;
      }
      tag.attributes.emplace(std::move(name), value);
      if (tag.attributes.size() > base::kDocsAttributesMax) return std::nullopt;
    }
  }

 private:
  std::optional<std::string_view> read_value() {
    at_ = std::min(text_.find_first_not_of(kHtmlSpace, at_), text_.size());
    if (at_ == text_.size()) return std::nullopt;
    const char quote = text_[at_];
    if (quote == '>') return std::string_view{};
    const bool is_quoted = quote == '"' || quote == '\'';
    const auto begin = is_quoted ? at_ + 1 : at_;
    const auto end = is_quoted ? text_.find(quote, begin) : text_.find_first_of(" \t\n\f\r>", begin);
    if (end == text_.npos) return std::nullopt;
    at_ = is_quoted ? end + 1 : end;
    return text_.substr(begin, end - begin);
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

/// A name that can be written back as it is.
bool is_plain_name(std::string_view name) noexcept {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == ':';
  });
}

/// The value in double quotes. Its character references are the author's and stay.
std::string quoted(std::string_view value) {
  std::string text{"\""};
  for (const char c : value) {
    switch (c) {
      case '"': text += "&quot;"; break;
      case '<': text += "&lt;"; break;
      case '>': text += "&gt;"; break;
      default: text += c;
    }
  }
  return text + '"';
}

}  // namespace

bool is_author_element(std::string_view name) noexcept {
  return is_one_of(kAuthorElements, name);
}

std::optional<std::string> RawTag::place() const {
  if (is_end || name != "a") return std::nullopt;
  for (const char* key : {"id", "name"}) {
    if (const auto found = attributes.find(key); found != attributes.end()) return found->second;
  }
  return std::nullopt;
}

std::optional<RawTag> read_raw_tag(std::string_view html) {
  if (!html.starts_with('<')) return std::nullopt;
  RawTag tag;
  std::size_t at = 1;
  if (html.substr(at).starts_with('/')) {
    tag.is_end = true;
    ++at;
  }
  if (at >= html.size() || !base::is_ascii_letter(html[at])) return std::nullopt;
  const auto end = std::min(html.find_first_of(" \t\n\f\r/>", at), html.size());
  tag.name = base::ascii_lower(html.substr(at, end - at));
  const auto rest = AttributeReader{html.substr(end)}.read_into(tag);
  if (!rest) return std::nullopt;
  tag.size = end + *rest;
  return tag;
}

std::string RawHtml::rewrite(std::string_view html, std::size_t line) {
  std::string rewritten;
  rewritten.reserve(html.size());
  bool may_end_comment = true;
  while (true) {
    const auto at = html.find('<');
    const auto text = html.substr(0, at);
    rewritten += text;
    if (at == html.npos) return rewritten;
    line += static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
    html.remove_prefix(at);
    std::size_t taken = 1;
    // Looked for once: a page of `<!--` is otherwise read to its end from each of them.
    if (html.starts_with("<!--") && may_end_comment) {
      const auto end = html.find("-->", 4);
      may_end_comment = end != html.npos;
      if (may_end_comment) taken = end + 3;
    }
    if (taken > 1) {
      // A comment: readers do not see it.
    } else if (const auto tag = read_tag(html); tag && is_author_element(tag->name)) {
      rewritten += rewrite_tag(*tag, line);
      taken = tag->size;
    } else {
      rewritten += "&lt;";
    }
    const auto source = html.substr(0, taken);
    line += static_cast<std::size_t>(std::count(source.begin(), source.end(), '\n'));
    html.remove_prefix(taken);
  }
}

std::optional<RawTag> RawHtml::read_tag(std::string_view html) {
  if (wasted_bytes_ > kWastedBytesMax) return std::nullopt;
  auto tag = read_raw_tag(html);
  if (!tag) wasted_bytes_ += html.size();
  return tag;
}

std::string RawHtml::rewrite_tag(const RawTag& tag, std::size_t line) {
  if (tag.is_end) {
    const auto open = std::find_if(open_.rbegin(), open_.rend(),
                                   [&tag](const OpenElement& element) { return element.name == tag.name; });
    // Nothing that the author opened: it could only end what was rendered from Markdown.
    if (open == open_.rend()) return {};
    open_.erase(std::next(open).base());
    return fmt::format("</{}>", tag.name);
  }
  if (!is_one_of(kVoidElements, tag.name)) {
    if (open_.size() >= base::kDocsNestingMax) {
      is_too_deep_ = true;
      return {};
    }
    open_.push_back({tag.name, line});
  }
  const auto place = tag.place();
  if (place) places_.insert(*place);
  auto text = fmt::format("<{} {}=\"{}\"", tag.name, kAuthorAttribute, line);
  for (const auto& [name, value] : tag.attributes) {
    if (is_plain_name(name)) text += fmt::format(" {}={}", name, quoted(value));
  }
  if (place && !tag.attributes.contains("id")) text += fmt::format(" id={}", quoted(*place));
  return text + '>';
}

std::string RawHtml::close_formatting() {
  std::string closed;
  for (auto at = open_.size(); at > 0; --at) {
    if (!is_one_of(kFormatting, open_[at - 1].name)) continue;
    closed += fmt::format("</{}>", open_[at - 1].name);
    closed_for_author_.push_back(open_[at - 1]);
    open_.erase(open_.begin() + static_cast<std::ptrdiff_t>(at - 1));
  }
  return closed;
}

std::vector<OpenElement> RawHtml::unended() const {
  auto found = closed_for_author_;
  std::copy_if(open_.begin(), open_.end(), std::back_inserter(found),
               [](const OpenElement& element) { return !is_one_of(kEndsByItself, element.name); });
  return found;
}

}  // namespace jeton::portal
