#include "cli/token/commands.h"

#include <CLI/CLI.hpp>

namespace jeton::cli {

void add_token_commands(CLI::App& parent, Chosen& chosen) {
  auto* token = parent.add_subcommand("token", "Create and manage API tokens");
  token->require_subcommand(1);
  add_token_mint(*token, chosen);
}

}  // namespace jeton::cli
