#pragma once

#include "cli/command.h"

namespace jeton::cli {

/// `jeton keys …`: the keys that values are sealed under, in the database itself.
void add_keys_commands(CLI::App& parent, Chosen& chosen);

}  // namespace jeton::cli
