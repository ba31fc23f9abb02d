#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace jeton::portal {

/// What can be wrong with a folder of pages. None of them keeps other pages from being served.
enum class ProblemKind : std::uint8_t {
  kBrokenLink,
  kBrokenAnchor,
  kMissingImage,
  kUnsafeLink,     ///< A scheme that could run something, such as `javascript:`.
  kUnclosedBlock,  ///< `{% hint %}` without `{% endhint %}`, or the other way round.
  kBadInclude,     ///< Outside the folder, not there, in a loop, or too deep.
  kBadFrontMatter,
  kBadSynonyms,      ///< `SYNONYMS.yaml` is not lists of words, or too large.
  kUnreachablePage,  ///< Neither in the navigation nor linked from a page that is.
  kAmbiguousPage,    ///< Two files that ask for one address.
  kRefusedFile,      ///< Too large, not UTF-8, a symbolic link, an image that is none.
};

/// Stable, lower case, for the output of `jeton docs check` and the log: `broken-link`.
std::string_view to_string(ProblemKind kind) noexcept;

struct Problem {
  ProblemKind kind = ProblemKind::kBrokenLink;
  std::string file;      ///< From the root of the folder.
  std::size_t line = 0;  ///< From 1; 0: the file as a whole.
  std::string message;   ///< A complete sentence.

  bool operator==(const Problem&) const = default;
};

}  // namespace jeton::portal
