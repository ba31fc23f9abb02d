#include "server/docs_folders.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/docs_limits.h"
#include "base/text.h"

namespace jeton::server {
namespace {

bool is_name(std::string_view name) {
  return !name.empty() && name.size() <= base::kDocsSpaceNameLengthMax && name.front() != '-' &&
         name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == name.npos;
}

}  // namespace

base::Result<std::vector<DocsFolder>> parse_docs_folders(std::string_view text) {
  std::vector<DocsFolder> folders;
  while (!base::trim(text).empty()) {
    const auto comma = std::min(text.find(','), text.size());
    const auto part = base::trim(text.substr(0, comma));
    text.remove_prefix(std::min(comma + 1, text.size()));
    const auto equals = part.find('=');
    DocsFolder folder;
    if (equals != part.npos) {
      folder.name = base::trim(part.substr(0, equals));
      if (!is_name(folder.name)) {
        return base::Error::invalid(
            "docs", fmt::format("names consist of at most {} small letters, digits and hyphens: NAME=FOLDER",
                                base::kDocsSpaceNameLengthMax));
      }
    }
    folder.path = base::trim(equals == part.npos ? part : part.substr(equals + 1));
    if (folder.path.empty()) return base::Error::invalid("docs", "must be folders separated by commas");
    if (std::any_of(folders.begin(), folders.end(),
                    [&](const DocsFolder& other) { return other.name == folder.name; })) {
      return base::Error::invalid("docs", folder.name.empty()
                                              ? "one folder alone may have no name"
                                              : fmt::format("{} is named twice", folder.name));
    }
    if (folders.size() == base::kDocsSpacesMax) {
      return base::Error::invalid("docs", fmt::format("must be at most {} folders", base::kDocsSpacesMax));
    }
    folders.push_back(std::move(folder));
  }
  return folders;
}

std::string show_docs_folders(const std::vector<DocsFolder>& folders) {
  std::string text;
  for (const auto& folder : folders) {
    if (!text.empty()) text += ',';
    text += folder.name.empty() ? folder.path : folder.name + "=" + folder.path;
  }
  return text;
}

}  // namespace jeton::server
