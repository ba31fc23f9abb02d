#pragma once

#include <cstdint>

#include "base/error.h"
#include "cli/io.h"

namespace jeton::cli {

/// How a command ended. Scripts rely on the numbers: they never change.
enum class ExitCode : std::uint8_t {
  kOk = 0,
  kError = 1,
  kUsage = 2,
  kNotAuthenticated = 3,
  kDenied = 4,
  kNotFound = 5,
};

/// The one place that maps kinds of errors to exit codes.
ExitCode exit_code(base::ErrorKind kind) noexcept;

/// Prints what went wrong, one line for each broken field, and returns the exit code. What
/// comes from outside is printed without control characters.
ExitCode report(const Io& io, const base::Error& error);

/// The same for a mistake in how the command was called: always `kUsage`.
ExitCode report_usage(const Io& io, const base::Error& error);

}  // namespace jeton::cli
