#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace jeton::portal {

/// A line of the navigation: a page, a link to elsewhere, or a name for those below it.
struct NavigationEntry {
  std::string title;
  std::string file;  ///< Of a page; empty for others.
  std::string url;   ///< Of a link to elsewhere.
  std::vector<NavigationEntry> entries;

  bool operator==(const NavigationEntry&) const = default;
};

struct SummaryLink {
  std::string target;
  std::size_t line = 0;
};

/// Reads a `SUMMARY.md`: headings name groups, nested lists are the tree. `find_page` says which page a link
/// means (nothing: none, or it leads elsewhere), and reports what is broken.
std::vector<NavigationEntry> read_summary(
    std::string_view text, const std::function<std::optional<std::string>(const SummaryLink&)>& find_page);

/// A page of a folder without `SUMMARY.md`.
struct ListedPage {
  std::string file;
  std::string title;
};

/// The tree of folders: the page of a folder stands for it, and pages are in the order of their files.
std::vector<NavigationEntry> navigation_of_folders(const std::vector<ListedPage>& pages);

/// The files of all pages, in the order of the navigation, each once.
std::vector<std::string> pages_in_order(const std::vector<NavigationEntry>& navigation);

}  // namespace jeton::portal
