#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace jeton::portal {

/// What people call things that pages call otherwise. Words are folded; what stands for a word may be a
/// phrase.
class Synonyms {
 public:
  /// Those that hold for software of any kind.
  Synonyms();

  /// Adds those of a space: a YAML list of lists, each of words and phrases with the same meaning. Errors:
  /// invalid at the list's place, with the line; then none of it is added.
  base::Result<void> add(std::string_view yaml);

  /// The others of a word's or a phrase's lists.
  [[nodiscard]] std::vector<std::string> of(std::string_view words) const;
  /// How many words the longest phrase has.
  [[nodiscard]] std::size_t words_max() const noexcept { return words_max_; }

 private:
  void add(const std::vector<std::string>& alike);

  std::map<std::string, std::vector<std::string>, std::less<>> others_;
  std::size_t words_max_ = 1;
};

}  // namespace jeton::portal
