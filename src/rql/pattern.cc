#include <algorithm>
#include <cstddef>

#include "rql/syntax.h"

namespace jeton::rql {

TextPattern parse_pattern(std::string_view pattern) {
  const bool start_wild = pattern.starts_with('*');
  const bool start_escaped = pattern.starts_with("\\*");
  const bool end_escaped = pattern.ends_with("\\*");
  const bool end_wild = !end_escaped && pattern.ends_with('*');

  auto inner = pattern;
  if (start_wild || start_escaped) inner.remove_prefix(1);
  // In `*` and `\*` one character serves both ends.
  inner.remove_suffix(std::min(inner.size(), std::size_t{end_escaped ? 2U : end_wild ? 1U : 0U}));

  TextPattern parsed{.text = std::string{inner}};
  if (end_escaped) parsed.text += '*';
  if (start_wild && end_wild) {
    parsed.form = parsed.text.empty() ? TextForm::kAny : TextForm::kContains;
  } else if (start_wild) {
    parsed.form = TextForm::kEndsWith;
  } else if (end_wild) {
    parsed.form = TextForm::kStartsWith;
  }
  return parsed;
}

}  // namespace jeton::rql
