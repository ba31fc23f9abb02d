#pragma once

#include <cstddef>
#include <string>

#include "base/result.h"
#include "base/secret.h"
#include "cli/io.h"

namespace jeton::cli {

/// A file that a command reads completely.
struct InputFile {
  std::string path;  ///< `-` is standard input.
  std::size_t bytes_max = 0;
};

/// The file's bytes. Errors: invalid at `file` when it cannot be read or is too large.
base::Result<std::string> read_input(const InputFile& file, const Io& io);

/// The file's text: a leading byte order mark of UTF-8 is skipped. Errors also: invalid at `file` for
/// UTF-16 and UTF-32.
base::Result<std::string> read_text(const InputFile& file, const Io& io);

/// `text` as a secret, without the line ends at its end. Blanks stay: a password may begin or end with one.
/// `text` is wiped.
base::Secret take_password(std::string& text);

/// A password that is the only content of a file. Errors as `read_text`.
base::Result<base::Secret> read_password_file(const InputFile& file, const Io& io);

/// A token that is the only content of a file: white space at both ends is ignored. Errors as `read_text`,
/// and invalid at `file` when nothing is left.
base::Result<base::Secret> read_token_file(const InputFile& file, const Io& io);

}  // namespace jeton::cli
