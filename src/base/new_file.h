#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace jeton::base {

/// A file that appears under its name when it is complete, and not before: with mode 0600, and never in the
/// place of another. Of several that are made under one name at once, the first to be complete gets it.
///
/// The errors of each function are, as those of `read_file`, ends of sentences that begin with the file's
/// name: conflict at `file` when something has that name, else invalid at `file` with what the system says.
class NewFile {
 public:
  static Result<NewFile> create(std::string path);
  /// What was not completed is removed.
  ~NewFile();
  NewFile(NewFile&& other) noexcept;
  NewFile& operator=(NewFile&&) = delete;
  NewFile(const NewFile&) = delete;
  NewFile& operator=(const NewFile&) = delete;

  Result<void> write(std::string_view bytes);
  /// Gives it its name once it is on disk. The last call.
  Result<void> complete();

 private:
  NewFile(std::string path, std::string unfinished, int file);

  Result<void> flush();

  std::string path_;
  std::string unfinished_;
  int file_ = -1;
  std::string buffer_;
};

}  // namespace jeton::base
