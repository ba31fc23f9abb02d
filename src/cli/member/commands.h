#pragma once

#include "cli/command.h"

namespace jeton::cli {

/// `jeton member …`: a client of the REST API.
void add_member_commands(CLI::App& parent, Chosen& chosen);

}  // namespace jeton::cli
