#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/limits.h"
#include "base/result.h"
#include "net/static_files.h"
#include "portal/problem.h"

namespace jeton::portal {

struct FolderFile {
  std::string path;  ///< From the folder's root, with slashes: `how-to/create.md`.
  std::size_t bytes = 0;
  std::int64_t modified = 0;  ///< Changes when the file does; 0 for a file of the program.

  bool operator==(const FolderFile&) const = default;
};

struct FolderListing {
  std::vector<FolderFile> files;  ///< Sorted by path.
  std::vector<Problem> refused;

  /// Null for none.
  [[nodiscard]] const FolderFile* find(std::string_view path) const noexcept;

  bool operator==(const FolderListing&) const = default;
};

/// Where pages come from. Only files of the listing can be read. Safe from any thread.
class Folder {
 public:
  Folder() = default;
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  virtual ~Folder() = default;

  /// Every file, apart from those that are refused: symbolic links, names that are not UTF-8, what is past
  /// `kDocsFilesMax` or deeper than `kDocsFolderDepthMax`. Hidden folders other than `.gitbook` are left out.
  /// Errors: invalid at `file` when the folder itself cannot be read.
  [[nodiscard]] virtual base::Result<FolderListing> list() const = 0;
  /// The first `bytes_max` bytes at most. Errors: as `base::read_file`, and invalid at `file` for a path that
  /// leaves the folder or passes a symbolic link.
  [[nodiscard]] virtual base::Result<std::string> read_front(const std::string& path,
                                                             std::size_t bytes_max) const = 0;
  /// Whether something is at `path` relative to the folder, inside or outside of it: for links from the pages
  /// of a repository to its source. Nothing is read.
  [[nodiscard]] virtual bool exists_beside(const std::string& path) const = 0;
};

/// A folder of this machine. Of more than `files_max` files only the first are listed.
std::unique_ptr<Folder> open_disk_folder(std::string path, std::size_t files_max = base::kDocsFilesMax);
/// Files of the program, which outlive it. Whatever they name outside of the folder counts as being there.
std::unique_ptr<Folder> open_embedded_folder(std::span<const net::EmbeddedFile> files);

}  // namespace jeton::portal
