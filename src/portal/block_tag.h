#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace jeton::portal {

/// `{% hint style="info" %}`: what it says, and its text as it was written.
struct BlockTag {
  std::string name;  ///< `hint`, `endhint`.
  /// A value without a name, as in `{% include "file.md" %}`, is at the empty key.
  std::map<std::string, std::string, std::less<>> attributes;
  std::string source;

  [[nodiscard]] std::string attribute(std::string_view key) const;
  /// `hint` for `endhint`; empty for a tag that opens.
  [[nodiscard]] std::string_view closes() const noexcept;
};

/// Whether the dialect has a block of that name, with `end` in front of it or without.
bool is_block_tag(std::string_view name) noexcept;
/// Whether a block needs no end: `embed`, `include`.
bool may_stay_open(std::string_view name) noexcept;

struct FoundTag {
  std::size_t begin = 0;
  std::size_t end = 0;  ///< Behind `%}`.
  BlockTag tag;
};

/// The tags of one line that the dialect knows, outside of code spans.
std::vector<FoundTag> find_tags(std::string_view line);

}  // namespace jeton::portal
