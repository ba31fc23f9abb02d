#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "portal/space.h"

namespace jeton::portal {

/// A place that somebody may have meant.
struct Found {
  const Page* page = nullptr;
  const Heading* heading = nullptr;  ///< None: the page as a whole.
};

/// Pages and headings by the words of their titles and addresses. Words match at their beginning, and with a
/// wrong letter. The space outlives it.
class Finder {
 public:
  explicit Finder(const Space& space);

  /// The best `most`, each page once, best first; none when no word fits. Of `words` the first
  /// `kDocsSearchBytesMax` bytes count.
  [[nodiscard]] std::vector<Found> find(std::string_view words, std::size_t most) const;

 private:
  struct Entry {
    Found found;
    std::vector<std::string> words;
    double weight = 1;
  };

  std::vector<Entry> entries_;
};

/// `text` as words: folded, split at everything that is no letter or digit.
std::vector<std::string> words_of(std::string_view text);

}  // namespace jeton::portal
