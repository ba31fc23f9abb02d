#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace jeton::server {

/// A folder of documentation that is served in place of the program's own.
struct DocsFolder {
  std::string name;  ///< Its pages are below `/docs/NAME`; empty: below `/docs`.
  std::string path;

  bool operator==(const DocsFolder&) const = default;
};

/// `FOLDER` or `NAME=FOLDER`, separated by commas. A name consists of small letters, digits and hyphens.
/// Errors: invalid at `docs`.
base::Result<std::vector<DocsFolder>> parse_docs_folders(std::string_view text);

/// The text that `parse_docs_folders` reads.
std::string show_docs_folders(const std::vector<DocsFolder>& folders);

}  // namespace jeton::server
