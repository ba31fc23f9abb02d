#include "domain/placeholders.h"

#include "base/limits.h"

namespace jeton::domain {
namespace {

constexpr std::string_view kOpen = "{{";
constexpr std::string_view kClose = "}}";

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

/// Takes text and values alike, and allows no two equal braces in a row. Looking at what is already
/// there covers braces that meet only where a value joins the text around it.
void append(std::string& out, std::string_view piece) {
  for (const char c : piece) {
    if ((c == '{' || c == '}') && !out.empty() && out.back() == c) continue;
    out.push_back(c);
  }
}

}  // namespace

std::string render_placeholders(std::string_view text, const PlaceholderValue& value_of) {
  std::string out;
  out.reserve(text.size());
  std::size_t budget = base::kAuditRenderedBytesMax;
  while (!text.empty()) {
    const auto close = text.find(kClose);
    if (close == text.npos) break;
    // The last opening before it: any opening further left was never closed.
    const auto head = text.substr(0, close);
    const auto open = head.rfind(kOpen);
    if (open == head.npos) {
      append(out, text.substr(0, close + kClose.size()));
    } else {
      append(out, head.substr(0, open));
      const auto value = value_of(trimmed(head.substr(open + kOpen.size())));
      if (value && !value->empty() && value->size() <= budget) {
        budget -= value->size();
        append(out, *value);
      } else if (head.substr(0, open).ends_with('(') && text.substr(close + kClose.size()).starts_with(')')) {
        // "by System ()" tells nothing that "by System" does not.
        out.pop_back();
        if (out.ends_with(' ')) out.pop_back();
        text.remove_prefix(1);
      }
    }
    text.remove_prefix(close + kClose.size());
  }
  append(out, text);
  return out;
}

}  // namespace jeton::domain
