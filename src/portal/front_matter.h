#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace jeton::portal {

/// What a page says about itself between two lines of `---` at its beginning.
struct FrontMatter {
  std::string title;
  std::string description;
  std::string layout;
  std::string cover;  ///< A picture, as it is written.
  std::vector<std::string> tags;
  bool is_hidden = false;  ///< Can be read at its address, and is in no index.

  bool operator==(const FrontMatter&) const = default;
};

struct SplitPage {
  FrontMatter front_matter;
  std::string_view body;
  std::size_t body_line = 1;  ///< The line of the file that the body begins at.
  /// What is wrong with the front matter, which is then ignored.
  std::optional<std::string> problem;
};

/// Takes the front matter off a page. Keys that Jeton does not know are ignored.
SplitPage split_front_matter(std::string_view page);

}  // namespace jeton::portal
