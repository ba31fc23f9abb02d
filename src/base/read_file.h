#pragma once

#include <cstddef>
#include <string>

#include "base/result.h"

namespace jeton::base {

/// All of a file, or of a pipe that has a path. Errors: invalid at `file`, with the end of a sentence that
/// begins with the file's name: that it is not there, is a folder, may not be read, and by which limit it is
/// too large.
Result<std::string> read_file(const std::string& path, std::size_t bytes_max);

/// Why the system refused, in words that follow a colon: `permission denied`.
std::string cause_of(int error_number);

/// The words of an error of `read_file`.
std::string words_of(const Error& error);

}  // namespace jeton::base
