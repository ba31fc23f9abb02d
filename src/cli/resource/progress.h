#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "cli/io.h"

namespace jeton::cli {

/// Tells on `err` how far something long is: on a terminal as one line that is gone at the end, elsewhere
/// with a line every ten seconds. Silent where the results themselves appear on a terminal.
class Progress {
 public:
  Progress(const Io& io, std::string nouns);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  /// One more.
  void count();

 private:
  const Io& io_;
  std::string nouns_;
  std::chrono::steady_clock::time_point told_;
  std::int64_t count_ = 0;
  bool has_line_ = false;
};

}  // namespace jeton::cli
