#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "portal/dialect.h"
#include "portal/folder.h"
#include "portal/navigation.h"
#include "portal/problem.h"
#include "portal/synonyms.h"

namespace jeton::portal {

/// One page as it is served.
struct Page {
  std::string file;     ///< `how-to/create-a-token.md`.
  std::string address;  ///< `how-to/create-a-token`; empty for the page of the whole space.
  std::string title;
  Outline outline;
  std::string source;  ///< The file, with its front matter.
  std::string html;
};

struct SpaceOptions {
  /// What addresses begin with, without a slash at the end.
  std::string base = "/docs";
  std::string title = "Documentation";
  /// Links to files outside the folder that exist are no problems: pages of a repository refer to its source.
  /// They are shown as text all the same.
  bool may_lead_outside = false;
};

/// A folder of pages, read as a whole: nothing of it changes, and no request reads a page from the disk. What
/// is wrong with one page is a `Problem` and keeps none of the others away. Safe from any thread.
class Space {
 public:
  /// Errors: invalid at `file` when the folder itself cannot be read.
  static base::Result<std::shared_ptr<const Space>> load(std::shared_ptr<const Folder> folder,
                                                         SpaceOptions options);

  [[nodiscard]] const SpaceOptions& options() const noexcept { return options_; }
  /// Sorted by file.
  [[nodiscard]] const std::vector<Page>& pages() const noexcept { return pages_; }
  [[nodiscard]] const std::vector<NavigationEntry>& navigation() const noexcept { return navigation_; }
  /// The pages that indexes list: those of the navigation in its order, then the others, without hidden ones.
  [[nodiscard]] const std::vector<const Page*>& listed() const noexcept { return listed_; }
  [[nodiscard]] const std::vector<Problem>& problems() const noexcept { return problems_; }
  /// What the folder held when it was read.
  [[nodiscard]] const FolderListing& listing() const noexcept { return listing_; }

  /// Those of software, and of `SYNONYMS.yaml`.
  [[nodiscard]] const Synonyms& synonyms() const noexcept { return synonyms_; }

  /// By address, decoded. Null for none.
  [[nodiscard]] const Page* find(std::string_view address) const noexcept;
  [[nodiscard]] const Page* find_file(std::string_view file) const noexcept;
  /// A file that is no page, such as a picture. Errors: not found for one that the folder does not have or
  /// that is refused.
  [[nodiscard]] base::Result<std::string> read_asset(std::string_view path) const;
  /// The address of a page from the server's root, encoded.
  [[nodiscard]] std::string url_of(const Page& page) const;

 private:
  friend class SpaceBuilder;
  Space() = default;

  std::shared_ptr<const Folder> folder_;
  SpaceOptions options_;
  FolderListing listing_;
  std::vector<Page> pages_;
  std::map<std::string, std::size_t, std::less<>> by_address_;
  std::map<std::string, std::size_t, std::less<>> assets_;  ///< Sizes.
  std::vector<NavigationEntry> navigation_;
  std::vector<const Page*> listed_;
  std::vector<Problem> problems_;
  Synonyms synonyms_;
};

}  // namespace jeton::portal
