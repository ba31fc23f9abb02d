#pragma once

#include "cli/command.h"

namespace jeton::cli {

/// `jeton group …`: a client of the REST API.
void add_group_commands(CLI::App& parent, Chosen& chosen);

}  // namespace jeton::cli
