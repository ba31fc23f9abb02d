#pragma once

#include <cstddef>
#include <string>

#include "base/result.h"
#include "base/secret.h"
#include "cli/io.h"

namespace jeton::cli {

/// A file that a command reads as a whole.
struct InputFile {
  std::string path;  ///< `-` is the standard input.
  std::size_t bytes_max = 0;
};

/// The file's bytes. Errors: invalid at `file` when it cannot be read or is too large.
base::Result<std::string> read_input(const InputFile& file, const Io& io);

/// The line in `text` without its end. `text` is wiped.
base::Secret take_secret(std::string& text);

/// A secret that stands in a file by itself. Errors as `read_input`.
base::Result<base::Secret> read_secret(const InputFile& file, const Io& io);

}  // namespace jeton::cli
