#include "cli/backup/new_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <utility>

#include "base/read_file.h"

namespace jeton::cli {
namespace {

using base::Error;
using base::Result;

constexpr std::size_t kBufferBytes = std::size_t{256} * 1024;

}  // namespace

Result<NewFile> NewFile::create(std::string path) {
  std::error_code ignored;
  if (std::filesystem::exists(std::filesystem::symlink_status(path, ignored))) {
    return Error::invalid("file", fmt::format("{} exists already. Choose another name.", path));
  }
  NewFile file{std::move(path)};
  // What a command that was killed has left is nobody's.
  file.file_ = ::open(file.unfinished().c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0600);
  if (file.file_ < 0 || ::fchmod(file.file_, 0600) != 0) return file.failed(errno);
  return file;
}

NewFile::NewFile(NewFile&& other) noexcept
    : path_{std::move(other.path_)},
      file_{std::exchange(other.file_, -1)},
      buffer_{std::move(other.buffer_)} {}

NewFile::~NewFile() {
  if (file_ < 0) return;
  ::close(file_);
  ::unlink(unfinished().c_str());
}

Result<void> NewFile::write(std::string_view bytes) {
  buffer_ += bytes;
  return buffer_.size() < kBufferBytes ? Result<void>{} : flush();
}

Result<void> NewFile::flush() {
  std::string_view left = buffer_;
  while (!left.empty()) {
    const auto written = ::write(file_, left.data(), left.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return failed(errno);
    left.remove_prefix(static_cast<std::size_t>(written));
  }
  buffer_.clear();
  return {};
}

Result<void> NewFile::complete() {
  JETON_CHECK(flush());
  if (::fsync(file_) != 0) return failed(errno);
  // Unlike a renaming, a link never takes the place of a file that has come meanwhile.
  if (::link(unfinished().c_str(), path_.c_str()) != 0) return failed(errno);
  auto folder = std::filesystem::path{path_}.parent_path();
  if (folder.empty()) folder = ".";
  const int parent = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  const bool is_named = parent >= 0 && ::fsync(parent) == 0;
  const int why = errno;
  if (parent >= 0) ::close(parent);
  return is_named ? Result<void>{} : failed(why);
}

Error NewFile::failed(int error_number) const {
  return Error::invalid("file",
                        fmt::format("{} cannot be written: {}.", path_, base::cause_of(error_number)));
}

}  // namespace jeton::cli
