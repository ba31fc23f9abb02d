#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace jeton::cli {

/// A file that appears under its name when it is complete, and not before: with mode 0600, and never in the
/// place of another.
class NewFile {
 public:
  /// Errors: invalid at `file`, with a sentence: something has that name already, or no file can be made
  /// there.
  static base::Result<NewFile> create(std::string path);
  /// What was not completed is removed.
  ~NewFile();
  NewFile(NewFile&& other) noexcept;
  NewFile& operator=(NewFile&&) = delete;
  NewFile(const NewFile&) = delete;
  NewFile& operator=(const NewFile&) = delete;

  /// Errors: invalid at `file`.
  base::Result<void> write(std::string_view bytes);
  /// Gives it its name once it is on disk. Errors: invalid at `file`.
  base::Result<void> complete();

 private:
  explicit NewFile(std::string path) : path_{std::move(path)} {}

  [[nodiscard]] std::string unfinished() const { return path_ + ".unfinished"; }
  base::Result<void> flush();
  [[nodiscard]] base::Error failed(int error_number) const;

  std::string path_;
  int file_ = -1;
  std::string buffer_;
};

}  // namespace jeton::cli
