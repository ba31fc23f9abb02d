#pragma once

#include <string>

#include "base/result.h"

namespace jeton::replica {

/// Holds a file locked until it is destroyed, or its process ends.
class FileLock {
 public:
  ~FileLock();
  FileLock(FileLock&& other) noexcept;
  FileLock& operator=(FileLock&& other) noexcept;
  FileLock(const FileLock&) = delete;
  FileLock& operator=(const FileLock&) = delete;

  /// Locks `path`, which is made if it is not there, and stays. Errors: conflict at `file` if it is locked.
  static base::Result<FileLock> acquire(const std::string& path);

 private:
  explicit FileLock(int descriptor) noexcept : descriptor_{descriptor} {}

  int descriptor_;
};

}  // namespace jeton::replica
