#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "portal/block_tag.h"
#include "portal/problem.h"
#include "portal/surroundings.h"

namespace jeton::portal {

/// Where a line of a prepared page was written.
struct LineOrigin {
  std::size_t file = 0;  ///< Index into `PreparedPage::files`.
  std::size_t line = 0;

  bool operator==(const LineOrigin&) const = default;
};

/// A page as CommonMark: includes are put in, and each block tag is on a line of its own, as a comment that
/// no page can write: `<!--`, U+0001, its index, `-->`. CommonMark knows such a comment as a block of its own
/// wherever it is, in a list or a quotation, and lets it end a paragraph.
struct PreparedPage {
  std::string text;
  std::vector<LineOrigin> lines;  ///< One for each line of `text`.
  std::vector<BlockTag> tags;
  std::vector<std::string> files;  ///< The page, then what it includes.
  std::vector<Problem> problems;

  /// `line` counts from 1; a line that does not exist is the page as a whole.
  [[nodiscard]] Problem problem_at(ProblemKind kind, std::size_t line, std::string message) const;
  [[nodiscard]] const std::string& file_at(std::size_t line) const;
  /// The index of the tag that `comment` stands for; nothing for other text.
  [[nodiscard]] std::optional<std::size_t> tag_of(std::string_view comment) const;
  /// `shown` with each comment that stands for a tag replaced by what was written.
  [[nodiscard]] std::string restored(std::string_view shown) const;
};

/// `body` is the page without its front matter. Errors: invalid at `page` when it is not UTF-8, or with what
/// it includes is larger than `kDocsPageBytesMax`, or includes more than `kDocsIncludesMax` times.
base::Result<PreparedPage> prepare_page(const std::string& file, std::string_view body, std::size_t body_line,
                                        const Surroundings& surroundings);

}  // namespace jeton::portal
