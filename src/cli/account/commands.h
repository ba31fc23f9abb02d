#pragma once

#include "cli/command.h"

namespace jeton::cli {

/// `jeton account …`: a client of the REST API.
void add_account_commands(CLI::App& parent, Chosen& chosen);

}  // namespace jeton::cli
