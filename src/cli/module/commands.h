#pragma once

#include "cli/command.h"

namespace jeton::cli {

/// `jeton module …`: a client of the REST API.
void add_module_commands(CLI::App& parent, Chosen& chosen);

}  // namespace jeton::cli
