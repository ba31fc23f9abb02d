#include "portal/block_tag.h"

#include <algorithm>
#include <array>

#include "base/ascii.h"
#include "base/text.h"

namespace jeton::portal {
namespace {

constexpr std::array<std::string_view, 10> kBlockNames{
    "code", "content-ref", "embed", "hint", "include", "openapi-operation", "step", "stepper", "tab", "tabs"};

bool is_name_character(char c) noexcept {
  return base::is_ascii_letter_or_digit(c) || c == '-' || c == '_';
}

/// Reads what stands between `{%` and `%}`.
class TagReader {
 public:
  explicit TagReader(std::string_view text) : rest_{text} {}

  std::optional<BlockTag> read() {
    BlockTag tag;
    skip_blanks();
    tag.name = take_name();
    if (tag.name.empty() || !is_block_tag(tag.name)) return std::nullopt;
    while (skip_blanks(), !rest_.empty()) {
      auto key = take_name();
      skip_blanks();
      if (!key.empty() && !take('=')) {
        tag.attributes[key] = "true";
        continue;
      }
      skip_blanks();
      auto value = take_value();
      if (!value) return std::nullopt;
      tag.attributes[key] = *std::move(value);
    }
    return tag;
  }

 private:
  void skip_blanks() {
    rest_.remove_prefix(std::min(rest_.find_first_not_of(base::kWhiteSpace), rest_.size()));
  }

  bool take(char wanted) {
    if (!rest_.starts_with(wanted)) return false;
    rest_.remove_prefix(1);
    return true;
  }

  std::string take_name() {
    const auto end = std::find_if_not(rest_.begin(), rest_.end(), is_name_character);
    std::string name{rest_.begin(), end};
    rest_.remove_prefix(name.size());
    return name;
  }

  std::optional<std::string> take_value() {
    if (rest_.empty()) return std::nullopt;
    const char quote = rest_.front();
    if (quote != '"' && quote != '\'') {
      const auto size = std::min(rest_.find_first_of(base::kWhiteSpace), rest_.size());
      std::string value{rest_.substr(0, size)};
      rest_.remove_prefix(size);
      return value;
    }
    rest_.remove_prefix(1);
    std::string value;
    while (!rest_.empty()) {
      const char next = rest_.front();
      rest_.remove_prefix(1);
      if (next == quote) return value;
      if (next == '\\' && !rest_.empty() && (rest_.front() == quote || rest_.front() == '\\')) {
        value += rest_.front();
        rest_.remove_prefix(1);
      } else {
        value += next;
      }
    }
    return std::nullopt;
  }

  std::string_view rest_;
};

/// Behind the code span that begins at `at`; behind its backticks alone if they are not closed.
std::size_t behind_code_span(std::string_view line, std::size_t at) {
  const auto content = std::min(line.find_first_not_of('`', at), line.size());
  const auto width = content - at;
  for (auto next = line.find('`', content); next != line.npos; next = line.find('`', next)) {
    const auto end = std::min(line.find_first_not_of('`', next), line.size());
    if (end - next == width) return end;
    next = end;
  }
  return content;
}

}  // namespace

std::string BlockTag::attribute(std::string_view key) const {
  const auto found = attributes.find(key);
  return found == attributes.end() ? std::string{} : found->second;
}

std::string_view BlockTag::closes() const noexcept {
  const std::string_view all = name;
  return all.starts_with("end") ? all.substr(3) : std::string_view{};
}

bool is_block_tag(std::string_view name) noexcept {
  if (name.starts_with("end")) name.remove_prefix(3);
  return std::find(kBlockNames.begin(), kBlockNames.end(), name) != kBlockNames.end();
}

bool may_stay_open(std::string_view name) noexcept {
  return name == "embed" || name == "include" || name == "openapi-operation" || name == "content-ref";
}

std::vector<FoundTag> find_tags(std::string_view line) {
  std::vector<FoundTag> found;
  for (std::size_t at = 0; at < line.size();) {
    if (line[at] == '`') {
      at = behind_code_span(line, at);
    } else if (line.substr(at).starts_with("{%")) {
      const auto close = line.find("%}", at + 2);
      if (close == line.npos) break;
      if (auto tag = TagReader{line.substr(at + 2, close - at - 2)}.read()) {
        tag->source = line.substr(at, close + 2 - at);
        found.push_back({at, close + 2, *std::move(tag)});
        at = close + 2;
      } else {
        at += 2;
      }
    } else {
      ++at;
    }
  }
  return found;
}

}  // namespace jeton::portal
