#pragma once

#include "cli/command.h"

namespace jeton::cli {

/// `jeton backup` and `jeton restore`: an installation as one file. Neither needs the keys.
void add_backup_commands(CLI::App& parent, Chosen& chosen);

}  // namespace jeton::cli
