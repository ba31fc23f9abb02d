#include "base/read_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

namespace jeton::base {
namespace {

constexpr std::size_t kBlockBytes = std::size_t{64} * 1024;

Error unreadable(std::string words) {
  return Error::invalid("file", std::move(words));
}

Error unreadable(int error_number) {
  return unreadable(fmt::format("cannot be read: {}.", cause_of(error_number)));
}

class OpenFile {
 public:
  explicit OpenFile(const std::string& path) : descriptor_{::open(path.c_str(), O_RDONLY | O_CLOEXEC)} {}
  ~OpenFile() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;

  [[nodiscard]] int descriptor() const noexcept { return descriptor_; }

 private:
  int descriptor_;
};

/// Reads up to the end, or one byte past `bytes_max`. The number of an error, 0 when all is well.
int read_all(int descriptor, std::size_t bytes_max, std::string& text) {
  std::string block(std::min(kBlockBytes, bytes_max + 1), '\0');
  int failed = 0;
  while (text.size() <= bytes_max) {
    const auto size = ::read(descriptor, block.data(), std::min(block.size(), bytes_max + 1 - text.size()));
    if (size < 0 && errno == EINTR) continue;
    if (size < 0) failed = errno;
    if (size <= 0) break;
    text.append(block, 0, static_cast<std::size_t>(size));
  }
  // It may be a key or a password.
  ::explicit_bzero(block.data(), block.size());
  return failed;
}

}  // namespace

Result<std::string> read_file(const std::string& path, std::size_t bytes_max) {
  const OpenFile file{path};
  if (file.descriptor() < 0) return unreadable(errno);
  struct stat status {};
  if (::fstat(file.descriptor(), &status) != 0) return unreadable(errno);
  if (S_ISDIR(status.st_mode)) return unreadable(EISDIR);
  std::string text;
  // All at once, so that no copy is left behind where the text grew.
  text.reserve(std::min(bytes_max, static_cast<std::size_t>(std::max<off_t>(status.st_size, 0))) + 1);
  if (const int failed = read_all(file.descriptor(), bytes_max, text); failed != 0) return unreadable(failed);
  if (text.size() > bytes_max) return unreadable(fmt::format("has more than {} bytes.", bytes_max));
  return text;
}

std::string cause_of(int error_number) {
  switch (error_number) {
    case ENOENT: return "there is no such file";
    case EACCES:
    case EPERM: return "permission denied";
    case EISDIR: return "it is a folder";
    case ENOTDIR: return "a part of the path is not a folder";
    default: return std::generic_category().message(error_number);
  }
}

std::string words_of(const Error& error) {
  return error.fields().empty() ? error.message() : error.fields().front().message;
}

}  // namespace jeton::base
