#include "portal/folder.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <system_error>
#include <utility>

#include "base/limits.h"
#include "base/read_file.h"
#include "base/text.h"

namespace jeton::portal {
namespace {

namespace fs = std::filesystem;
using base::Error;
using base::Result;

Error unreadable(std::string words) {
  return Error::invalid("file", std::move(words));
}

class Descriptor {
 public:
  explicit Descriptor(int number) : number_{number} {}
  Descriptor(Descriptor&& other) noexcept : number_{std::exchange(other.number_, -1)} {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }

  [[nodiscard]] int number() const noexcept { return number_; }

 private:
  int number_;
};

bool is_plain_segment(std::string_view segment) {
  return !segment.empty() && segment != "." && segment != ".." && segment.find('\0') == segment.npos;
}

/// Follows `path` one segment at a time, and no symbolic link: a folder that is exchanged for one while it is
/// being served leads nowhere.
Result<Descriptor> open_below(const std::string& root, std::string_view path) {
  Descriptor at{::open(root.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
  if (at.number() < 0) return unreadable(fmt::format("cannot be read: {}.", base::cause_of(errno)));
  while (true) {
    const auto slash = path.find('/');
    const std::string segment{path.substr(0, slash)};
    if (!is_plain_segment(segment)) return unreadable("is not a path inside the folder.");
    const bool is_last = slash == std::string_view::npos;
    const int flags = O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK | (is_last ? 0 : O_DIRECTORY);
    Descriptor next{::openat(at.number(), segment.c_str(), flags)};
    if (next.number() < 0) {
      return unreadable(errno == ELOOP ? std::string{"is a symbolic link."}
                                       : fmt::format("cannot be read: {}.", base::cause_of(errno)));
    }
    at = std::move(next);
    if (is_last) return at;
    path.remove_prefix(slash + 1);
  }
}

class DiskFolder final : public Folder {
 public:
  DiskFolder(std::string root, std::size_t files_max) : root_{std::move(root)}, files_max_{files_max} {}

  [[nodiscard]] Result<FolderListing> list() const override;
  [[nodiscard]] Result<std::string> read_front(const std::string& path, std::size_t bytes_max) const override;
  [[nodiscard]] bool exists_beside(const std::string& path) const override {
    std::error_code failed;
    return fs::exists(fs::path{root_} / path, failed);
  }

 private:
  std::string root_;
  std::size_t files_max_;
};

/// One walk over a folder.
class Walk {
 public:
  explicit Walk(std::size_t files_max) : files_max_{files_max} {}

  void enter(const fs::path& folder, const std::string& prefix, std::size_t depth) {
    std::error_code failed;
    fs::directory_iterator entries{folder, failed};
    if (failed) return refuse(prefix, "The folder cannot be read: " + failed.message() + ".");
    std::vector<fs::path> sorted;
    for (const auto& entry : entries) sorted.push_back(entry.path());
    std::sort(sorted.begin(), sorted.end());
    for (const auto& path : sorted) {
      if (is_full_) return;
      visit(path, prefix, depth);
    }
  }

  FolderListing take() {
    std::sort(found_.files.begin(), found_.files.end(),
              [](const FolderFile& a, const FolderFile& b) { return a.path < b.path; });
    return std::move(found_);
  }

 private:
  void visit(const fs::path& path, const std::string& prefix, std::size_t depth) {
    const auto name = path.filename().string();
    const auto shown = prefix + base::well_formed(name);
    struct stat status {};
    if (::lstat(path.c_str(), &status) != 0) return refuse(shown, "The file cannot be read.");
    const bool is_folder = S_ISDIR(status.st_mode);
    if (is_folder && (name == "node_modules" || (name.starts_with('.') && name != ".gitbook"))) return;
    if (!is_folder && name.starts_with('.')) return;
    if (!base::count_code_points(name)) return refuse(shown, "The name of the file is not UTF-8.");
    if (S_ISLNK(status.st_mode)) return refuse(shown, "Symbolic links are not followed.");
    if (is_folder) {
      if (depth >= base::kDocsFolderDepthMax)
        return refuse(shown, "The folder is more than 32 folders deep.");
      return enter(path, shown + "/", depth + 1);
    }
    if (!S_ISREG(status.st_mode)) return refuse(shown, "It is not a regular file.");
    if (found_.files.size() >= files_max_) {
      is_full_ = true;
      return refuse(shown, fmt::format("The folder has more than {} files. This one and those behind it are "
                                       "left out.",
                                       files_max_));
    }
    found_.files.push_back({shown, static_cast<std::size_t>(status.st_size),
                            status.st_mtim.tv_sec * 1'000'000'000 + status.st_mtim.tv_nsec});
  }

  void refuse(std::string file, std::string why) {
    found_.refused.push_back({ProblemKind::kRefusedFile, std::move(file), 0, std::move(why)});
  }

  std::size_t files_max_;
  FolderListing found_;
  bool is_full_ = false;
};

Result<FolderListing> DiskFolder::list() const {
  std::error_code failed;
  if (!fs::is_directory(root_, failed)) {
    return unreadable(failed && failed != std::errc::no_such_file_or_directory
                          ? fmt::format("cannot be read: {}.", failed.message())
                          : std::string{fs::exists(root_, failed)
                                            ? "is not a folder."
                                            : "cannot be read: there is no such folder."});
  }
  Walk walk{files_max_};
  walk.enter(root_, {}, 0);
  return walk.take();
}

Result<std::string> DiskFolder::read_front(const std::string& path, std::size_t bytes_max) const {
  JETON_TRY(const auto file, open_below(root_, path));
  struct stat status {};
  if (::fstat(file.number(), &status) != 0 || !S_ISREG(status.st_mode)) {
    return unreadable("is not a regular file.");
  }
  std::string text(std::min(bytes_max, static_cast<std::size_t>(status.st_size)), '\0');
  std::size_t filled = 0;
  while (filled < text.size()) {
    const auto size = ::read(file.number(), text.data() + filled, text.size() - filled);
    if (size < 0 && errno == EINTR) continue;
    if (size < 0) return unreadable(fmt::format("cannot be read: {}.", base::cause_of(errno)));
    if (size == 0) break;
    filled += static_cast<std::size_t>(size);
  }
  text.resize(filled);
  return text;
}

class EmbeddedFolder final : public Folder {
 public:
  explicit EmbeddedFolder(std::span<const net::EmbeddedFile> files) : files_{files} {}

  [[nodiscard]] Result<FolderListing> list() const override {
    FolderListing found;
    for (const auto& file : files_.files())
      found.files.push_back({std::string{file.path}, file.bytes.size(), 0});
    return found;
  }
  [[nodiscard]] Result<std::string> read_front(const std::string& path,
                                               std::size_t bytes_max) const override {
    const auto* file = files_.find(path);
    if (file == nullptr) return unreadable("cannot be read: there is no such file.");
    return std::string{file->bytes.substr(0, bytes_max)};
  }
  [[nodiscard]] bool exists_beside(const std::string& path) const override {
    // What is beside the folder is not in the program; a test looks for it in the source.
    return path.starts_with("../") || files_.find(path) != nullptr;
  }

 private:
  net::StaticFiles files_;
};

}  // namespace

const FolderFile* FolderListing::find(std::string_view path) const noexcept {
  const auto found =
      std::lower_bound(files.begin(), files.end(), path,
                       [](const FolderFile& file, std::string_view wanted) { return file.path < wanted; });
  return found != files.end() && found->path == path ? &*found : nullptr;
}

std::unique_ptr<Folder> open_disk_folder(std::string path, std::size_t files_max) {
  return std::make_unique<DiskFolder>(std::move(path), files_max);
}

std::unique_ptr<Folder> open_embedded_folder(std::span<const net::EmbeddedFile> files) {
  return std::make_unique<EmbeddedFolder>(files);
}

}  // namespace jeton::portal
