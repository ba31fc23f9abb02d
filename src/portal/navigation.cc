#include "portal/navigation.h"

#include <algorithm>
#include <set>

#include "base/limits.h"
#include "base/text.h"
#include "portal/html_filter.h"
#include "portal/markdown_tree.h"
#include "portal/page_path.h"

namespace jeton::portal {
namespace {

class SummaryReader {
 public:
  explicit SummaryReader(const std::function<std::optional<std::string>(const SummaryLink&)>& find_page)
      : find_page_{find_page} {}

  std::vector<NavigationEntry> read(const MarkdownTree& tree) {
    std::vector<NavigationEntry> top;
    // Pages before the first group stay at the top.
    std::optional<std::size_t> group;
    for (auto* node : children_of(tree.root())) {
      const auto type = cmark_node_get_type(node);
      if (type == CMARK_NODE_HEADING && cmark_node_get_heading_level(node) > 1) {
        group = top.size();
        top.push_back({.title = std::string{base::trim(plain_text_of(node))}});
      } else if (type == CMARK_NODE_LIST) {
        auto entries = read_list(node);
        auto& place = group ? top[*group].entries : top;
        place.insert(place.end(), entries.begin(), entries.end());
      }
    }
    return top;
  }

 private:
  std::vector<NavigationEntry> read_list(cmark_node* list) {
    std::vector<NavigationEntry> entries;
    for (auto* item : children_of(list)) {
      NavigationEntry entry;
      for (auto* part : children_of(item)) {
        const auto type = cmark_node_get_type(part);
        if (type == CMARK_NODE_PARAGRAPH && entry.title.empty()) {
          read_line(part, entry);
        } else if (type == CMARK_NODE_LIST) {
          entry.entries = read_list(part);
        }
      }
      if (!entry.title.empty() || !entry.entries.empty()) entries.push_back(std::move(entry));
    }
    return entries;
  }

  void read_line(cmark_node* paragraph, NavigationEntry& entry) {
    entry.title = base::trim(plain_text_of(paragraph));
    for (auto* node : children_of(paragraph)) {
      if (cmark_node_get_type(node) != CMARK_NODE_LINK) continue;
      entry.title = base::trim(plain_text_of(node));
      const std::string target = cmark_node_get_url(node);
      if (auto page = find_page_({target, static_cast<std::size_t>(cmark_node_get_start_line(paragraph))})) {
        entry.file = *std::move(page);
      } else if (target.find("://") != target.npos && is_safe_url(target, LinkKind::kPage)) {
        entry.url = target;
      }
      return;
    }
  }

  const std::function<std::optional<std::string>(const SummaryLink&)>& find_page_;
};

/// The entry for `folder`, made with those above it where it is missing.
std::vector<NavigationEntry>& entries_of(std::vector<NavigationEntry>& top, std::string_view folder,
                                         const std::vector<ListedPage>& pages) {
  if (folder.empty()) return top;
  auto& above = entries_of(top, folder_of(folder), pages);
  const auto stands_for = [&](const NavigationEntry& entry) {
    return entry.url == folder ||
           (!entry.file.empty() && is_folder_page_name(entry.file) && folder_of(entry.file) == folder);
  };
  auto found = std::find_if(above.begin(), above.end(), stands_for);
  if (found != above.end()) return found->entries;
  // The address is only a mark until the tree is complete.
  NavigationEntry entry{.title = std::string{name_of(folder)}, .url = std::string{folder}};
  const auto page = std::find_if(pages.begin(), pages.end(), [&](const ListedPage& candidate) {
    return is_folder_page_name(candidate.file) && folder_of(candidate.file) == folder;
  });
  if (page != pages.end()) entry = {.title = page->title, .file = page->file};
  above.push_back(std::move(entry));
  return above.back().entries;
}

void clear_marks(std::vector<NavigationEntry>& entries) {
  for (auto& entry : entries) {
    entry.url.clear();
    clear_marks(entry.entries);
  }
}

void append_in_order(const std::vector<NavigationEntry>& entries, std::set<std::string>& seen,
                     std::vector<std::string>& files) {
  for (const auto& entry : entries) {
    if (!entry.file.empty() && seen.insert(entry.file).second) files.push_back(entry.file);
    append_in_order(entry.entries, seen, files);
  }
}

}  // namespace

std::vector<NavigationEntry> read_summary(
    std::string_view text, const std::function<std::optional<std::string>(const SummaryLink&)>& find_page) {
  const MarkdownTree tree{text};
  if (tree.is_deeper_than(base::kDocsNestingMax)) return {};
  return SummaryReader{find_page}.read(tree);
}

std::vector<NavigationEntry> navigation_of_folders(const std::vector<ListedPage>& pages) {
  std::vector<NavigationEntry> top;
  for (const auto& page : pages) {
    const auto folder = folder_of(page.file);
    if (is_folder_page_name(page.file)) {
      if (folder.empty()) {
        top.insert(top.begin(), {.title = page.title, .file = page.file});
      } else {
        const auto& entries = entries_of(top, folder, pages);
        static_cast<void>(entries);
      }
      continue;
    }
    entries_of(top, folder, pages).push_back({.title = page.title, .file = page.file});
  }
  clear_marks(top);
  return top;
}

std::vector<std::string> pages_in_order(const std::vector<NavigationEntry>& navigation) {
  std::set<std::string> seen;
  std::vector<std::string> files;
  append_in_order(navigation, seen, files);
  return files;
}

}  // namespace jeton::portal
