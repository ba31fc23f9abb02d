#include "base/new_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <utility>

#include "base/read_file.h"

namespace jeton::base {
namespace {

constexpr std::size_t kBufferBytes = std::size_t{256} * 1024;

Error unwritable(int error_number) {
  if (error_number == EEXIST) return Error::conflict("file", "exists already.");
  return Error::invalid("file", fmt::format("cannot be written: {}.", cause_of(error_number)));
}

/// That the folder has the file's name is on disk as well. The number of an error, 0 when all is well.
int sync_folder(const std::filesystem::path& folder) {
  const int opened = ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  // Whoever may make files in it need not be allowed to list it.
  if (opened < 0) return errno == EACCES ? 0 : errno;
  const int failed = ::fsync(opened) == 0 ? 0 : errno;
  ::close(opened);
  // Some file systems, of networks and of containers, cannot do it for folders.
  return failed == EINVAL || failed == EBADF ? 0 : failed;
}

}  // namespace

NewFile::NewFile(std::string path, std::string unfinished, int file)
    : path_{std::move(path)}, unfinished_{std::move(unfinished)}, file_{file} {
  // It may hold a key, and would leave a copy behind wherever it grew.
  buffer_.reserve(kBufferBytes);
}

Result<NewFile> NewFile::create(std::string path) {
  std::error_code ignored;
  if (std::filesystem::exists(std::filesystem::symlink_status(path, ignored))) return unwritable(EEXIST);
  auto unfinished = path + ".unfinished-XXXXXX";
  // mkostemp gives the owner alone access, and takes a name that nobody has.
  const int file = ::mkostemp(unfinished.data(), O_CLOEXEC);
  if (file < 0) return unwritable(errno);
  return NewFile{std::move(path), std::move(unfinished), file};
}

NewFile::NewFile(NewFile&& other) noexcept
    : path_{std::move(other.path_)},
      unfinished_{std::move(other.unfinished_)},
      file_{std::exchange(other.file_, -1)},
      buffer_{std::move(other.buffer_)} {}

NewFile::~NewFile() {
  if (file_ < 0) return;
  ::close(file_);
  ::unlink(unfinished_.c_str());
  ::explicit_bzero(buffer_.data(), buffer_.size());
}

Result<void> NewFile::write(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto part = bytes.substr(0, kBufferBytes - buffer_.size());
    buffer_ += part;
    bytes.remove_prefix(part.size());
    if (buffer_.size() == kBufferBytes) JETON_CHECK(flush());
  }
  return {};
}

Result<void> NewFile::flush() {
  std::string_view left = buffer_;
  while (!left.empty()) {
    const auto written = ::write(file_, left.data(), left.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return unwritable(errno);
    left.remove_prefix(static_cast<std::size_t>(written));
  }
  ::explicit_bzero(buffer_.data(), buffer_.size());
  buffer_.clear();
  return {};
}

Result<void> NewFile::complete() {
  JETON_CHECK(flush());
  if (::fsync(file_) != 0) return unwritable(errno);
  // Unlike a renaming, a link never takes the place of a file that has come meanwhile.
  if (::link(unfinished_.c_str(), path_.c_str()) != 0) return unwritable(errno);
  const int failed = sync_folder(std::filesystem::path{path_}.parent_path());
  return failed == 0 ? Result<void>{} : unwritable(failed);
}

}  // namespace jeton::base
