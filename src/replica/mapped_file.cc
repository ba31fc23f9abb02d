#include "replica/mapped_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

#include "base/check.h"
#include "base/read_file.h"

namespace jeton::replica {
namespace {

constexpr mode_t kMode = S_IRUSR | S_IWUSR | S_IRGRP;

base::Error failed(const std::string& what, int error_number) {
  return base::Error::unavailable(fmt::format("{}: {}", what, base::cause_of(error_number)));
}

}  // namespace

MappedFile::~MappedFile() {
  close();
}

MappedFile::MappedFile(MappedFile&& other) noexcept
    : descriptor_{std::exchange(other.descriptor_, -1)},
      first_{std::exchange(other.first_, nullptr)},
      bytes_{std::exchange(other.bytes_, 0)},
      device_{other.device_},
      inode_{other.inode_} {}

MappedFile& MappedFile::operator=(MappedFile&& other) noexcept {
  if (this != &other) {
    close();
    descriptor_ = std::exchange(other.descriptor_, -1);
    first_ = std::exchange(other.first_, nullptr);
    bytes_ = std::exchange(other.bytes_, 0);
    device_ = other.device_;
    inode_ = other.inode_;
  }
  return *this;
}

void MappedFile::close() noexcept {
  if (first_ != nullptr) ::munmap(first_, bytes_);
  if (descriptor_ >= 0) ::close(descriptor_);
  first_ = nullptr;
  descriptor_ = -1;
}

base::Result<MappedFile> MappedFile::create(const std::string& path, std::size_t bytes) {
  const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, kMode);
  if (descriptor < 0 && errno == EEXIST)
    return base::Error::conflict("file", "There is such a file already.");
  if (descriptor < 0) return failed(path, errno);
  MappedFile file;
  file.descriptor_ = descriptor;
  // The umask may have taken the group's right away.
  if (::fchmod(descriptor, kMode) != 0 || ::ftruncate(descriptor, static_cast<off_t>(bytes)) != 0) {
    return failed(path, errno);
  }
  if (const int error_number = file.map_descriptor(descriptor, Access::kReadAndWrite); error_number != 0) {
    return failed(path, error_number);
  }
  return file;
}

int MappedFile::map(const char* path, Access access, MappedFile& mapped) noexcept {
  // Not blocked by a pipe that somebody put there.
  const int mode = (access == Access::kRead ? O_RDONLY : O_RDWR) | O_NONBLOCK;
  const int descriptor = ::open(path, mode | O_CLOEXEC);
  if (descriptor < 0) return errno;
  MappedFile file;
  file.descriptor_ = descriptor;
  if (const int error_number = file.map_descriptor(descriptor, access); error_number != 0)
    return error_number;
  if (access == Access::kRead) {
    // The mapping stays; a descriptor for each thread of each process would not be of use to anybody.
    ::close(descriptor);
    file.descriptor_ = -1;
  }
  mapped = std::move(file);
  return 0;
}

int MappedFile::map_descriptor(int descriptor, Access access) noexcept {
  struct stat status {};
  if (::fstat(descriptor, &status) != 0) return errno;
  if (!S_ISREG(status.st_mode)) return EINVAL;
  if (status.st_size == 0) return ENODATA;
  const auto bytes = static_cast<std::size_t>(status.st_size);
  const int protection = access == Access::kRead ? PROT_READ : PROT_READ | PROT_WRITE;
  void* const mapped = ::mmap(nullptr, bytes, protection, MAP_SHARED, descriptor, 0);
  if (mapped == MAP_FAILED) return errno;
  first_ = static_cast<Word*>(mapped);
  bytes_ = bytes;
  device_ = status.st_dev;
  inode_ = status.st_ino;
  return 0;
}

bool MappedFile::is_at(const char* path) const noexcept {
  struct stat status {};
  // While it is mapped no other file can have its number.
  return first_ != nullptr && ::stat(path, &status) == 0 && status.st_dev == device_ &&
         status.st_ino == inode_;
}

Words MappedFile::words(std::size_t at) const noexcept {
  return Words{first_ + at / sizeof(Word)};
}

base::Result<void> MappedFile::allocate(std::size_t at, std::size_t bytes) const {
  JETON_ASSERT(at + bytes <= bytes_);
  const int error_number = ::posix_fallocate(descriptor_, static_cast<off_t>(at), static_cast<off_t>(bytes));
  if (error_number != 0) return failed("no space for the replica", error_number);
  return {};
}

base::Result<void> MappedFile::sync() const {
  if (::msync(first_, bytes_, MS_SYNC) != 0 || ::fsync(descriptor_) != 0) {
    return failed("the replica cannot be written to the disk", errno);
  }
  return {};
}

}  // namespace jeton::replica
