#pragma once

#include "cli/io.h"

namespace jeton::cli {

/// Runs the command that `argv` spells and returns the process's exit code (`cli/exit_code.h`).
int run(int argc, const char* const* argv, Io& io);

}  // namespace jeton::cli
