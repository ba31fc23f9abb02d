#pragma once

#include "cli/command.h"

namespace jeton::cli {

/// `jeton user …`: a client of the REST API, and what the operator does on the server's own machine, in the
/// database itself.
void add_user_commands(CLI::App& parent, Chosen& chosen);

void add_user_invite(CLI::App& parent, Chosen& chosen);
void add_user_set_password(CLI::App& parent, Chosen& chosen);
void add_user_sign_in_link(CLI::App& parent, Chosen& chosen);

}  // namespace jeton::cli
