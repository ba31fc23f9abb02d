#include "portal/expansion.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>

#include "base/ascii.h"
#include "base/limits.h"
#include "base/text.h"

namespace jeton::portal {
namespace {

/// `line` without what makes it part of a quotation.
std::string_view without_quotation(std::string_view line) {
  line.remove_prefix(std::min(line.find_first_not_of(" \t>"), line.size()));
  return base::trim_end(line);
}

/// The cells of a row of a table, or fewer.
std::size_t cells_of(std::string_view row) {
  if (row.starts_with('|')) row.remove_prefix(1);
  if (row.ends_with('|')) row.remove_suffix(1);
  std::size_t cells = 1;
  for (std::size_t i = 0; i < row.size(); ++i) {
    if (row[i] == '|' && (i == 0 || row[i - 1] != '\\')) ++cells;
  }
  return cells;
}

bool is_delimiter_row(std::string_view line) {
  return line.find('|') != line.npos && line.find('-') != line.npos &&
         line.find_first_not_of("|:- \t") == line.npos;
}

/// `[label]: address`, with a title or without, and nothing that goes on in the next line.
bool is_whole_definition(std::string_view line) {
  const auto colon = line.find("]:");
  if (!line.starts_with('[') || colon == line.npos) return false;
  const auto rest = base::trim(line.substr(colon + 2));
  const auto end = rest.find_first_of(" \t");
  if (end == rest.npos) return true;
  const auto title = base::trim(rest.substr(end));
  const char quote = title.front() == '(' ? ')' : title.front();
  return title.size() > 1 && (quote == '"' || quote == '\'' || quote == ')') &&
         title.find_first_of(std::string{quote} + '\\', 1) == title.size() - 1;
}

/// Reads a page line by line.
class Lines {
 public:
  void add(std::string_view line) {
    if (line.empty()) {
      end_paragraph();
      columns_ = 0;
      return;
    }
    add_row(line);
    if (definitions_ > 0 || line.starts_with('[')) {
      is_whole_ = is_whole_ && is_whole_definition(line);
      has_definition_ = has_definition_ || line.find("]:") != line.npos;
      definitions_ += line.size();
      longest_line_ = std::max(longest_line_, line.size());
    }
  }

  void end_paragraph() {
    if (has_definition_) {
      longest_definition_ = std::max(longest_definition_, is_whole_ ? longest_line_ : definitions_);
    }
    definitions_ = 0;
    longest_line_ = 0;
    is_whole_ = true;
    has_definition_ = false;
  }

  [[nodiscard]] std::size_t left_out_cells() const noexcept { return left_out_cells_; }
  /// What the longest definition of a reference has, or more.
  [[nodiscard]] std::size_t longest_definition() const noexcept { return longest_definition_; }

 private:
  void add_row(std::string_view line) {
    if (is_delimiter_row(line)) {
      columns_ = cells_of(line);
    } else if (columns_ > 0) {
      left_out_cells_ += columns_ - std::min(columns_, cells_of(line));
    }
  }

  std::size_t columns_ = 0;
  std::size_t left_out_cells_ = 0;
  std::size_t definitions_ = 0;  ///< Bytes of the paragraph from the first line that may define something.
  std::size_t longest_line_ = 0;
  std::size_t longest_definition_ = 0;
  bool has_definition_ = false;
  bool is_whole_ = true;  ///< Whether each of these lines is a definition of its own.
};

/// How many characters are read behind all `@`, looking for the end of an address.
std::size_t read_behind_at_signs(std::string_view text) {
  std::size_t read = 0;
  std::size_t run = 0;
  for (std::size_t at = text.size(); at > 0; --at) {
    const char character = text[at - 1];
    if (character == '@') read += run;
    const bool is_of_address = base::is_ascii_letter_or_digit(character) ||
                               std::string_view{"@.-_"}.find(character) != std::string_view::npos;
    run = is_of_address ? run + 1 : 0;
  }
  return read;
}

}  // namespace

std::optional<std::string> find_expansion(std::string_view text) {
  Lines lines;
  for (auto rest = text; !rest.empty();) {
    const auto end = std::min(rest.find('\n'), rest.size());
    lines.add(without_quotation(rest.substr(0, end)));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  lines.end_paragraph();
  if (lines.left_out_cells() > base::kDocsLeftOutCellsMax) {
    return fmt::format("The rows of tables leave out more than {} cells.", base::kDocsLeftOutCellsMax);
  }
  const auto uses = static_cast<std::size_t>(std::count(text.begin(), text.end(), ']'));
  if (lines.longest_definition() * uses > base::kDocsRepeatedBytesMax) {
    return fmt::format("Links to references repeat more than {} bytes.", base::kDocsRepeatedBytesMax);
  }
  if (read_behind_at_signs(text) > base::kDocsRepeatedBytesMax)
    return "Too many @ follow each other without a blank.";
  return std::nullopt;
}

}  // namespace jeton::portal
