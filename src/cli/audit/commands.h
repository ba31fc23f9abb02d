#pragma once

#include "cli/command.h"

namespace jeton::cli {

/// `jeton audit …`: a client of the REST API.
void add_audit_commands(CLI::App& parent, Chosen& chosen);

}  // namespace jeton::cli
