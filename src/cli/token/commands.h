#pragma once

#include "cli/command.h"

namespace jeton::cli {

/// `jeton token …`: a client of the REST API, and `mint`, which needs no server.
void add_token_commands(CLI::App& parent, Chosen& chosen);

void add_token_verify(CLI::App& parent, Chosen& chosen);
void add_token_mint(CLI::App& parent, Chosen& chosen);

}  // namespace jeton::cli
