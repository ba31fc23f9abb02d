#pragma once

#include <sys/types.h>

#include <cstddef>
#include <cstdint>
#include <string>

#include "base/result.h"
#include "replica/words.h"

namespace jeton::replica {

/// A file in memory, shared with every process that maps it. Movable; unmaps itself when destroyed.
class MappedFile {
 public:
  enum class Access : std::uint8_t { kRead, kReadAndWrite };

  /// Nothing mapped.
  MappedFile() = default;
  ~MappedFile();
  MappedFile(MappedFile&& other) noexcept;
  MappedFile& operator=(MappedFile&& other) noexcept;
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;

  /// A new file of `bytes` zeros that its group may read and nobody else may open, whatever the umask. What
  /// is not written takes no space. Errors: conflict at `file` if there is one.
  static base::Result<MappedFile> create(const std::string& path, std::size_t bytes);

  /// Maps all of a file. Returns what `errno` says, or 0; allocates nothing. `ENODATA`: the file is empty.
  static int map(const char* path, Access access, MappedFile& mapped) noexcept;

  /// Whether `path` leads to this file, and not to another that took its place. False if it leads nowhere.
  [[nodiscard]] bool is_at(const char* path) const noexcept;

  /// The words from byte `at` on, which is a multiple of eight below `size()`.
  [[nodiscard]] Words words(std::size_t at) const noexcept;
  [[nodiscard]] std::size_t size() const noexcept { return bytes_; }

  /// Takes space for a part of the file, so that writing to it cannot fail later: without, a full disk would
  /// end the process. Errors: unavailable if the disk is full.
  [[nodiscard]] base::Result<void> allocate(std::size_t at, std::size_t bytes) const;

  /// Waits until the disk has all of the file.
  [[nodiscard]] base::Result<void> sync() const;

 private:
  void close() noexcept;
  int map_descriptor(int descriptor, Access access) noexcept;

  int descriptor_ = -1;
  Word* first_ = nullptr;
  std::size_t bytes_ = 0;
  dev_t device_ = 0;
  ino_t inode_ = 0;
};

}  // namespace jeton::replica
