#include "cli/user/commands.h"

#include <CLI/CLI.hpp>

namespace jeton::cli {

void add_user_commands(CLI::App& parent, Chosen& chosen) {
  auto* user = parent.add_subcommand("user", "Invite users, set passwords, make sign-in links");
  user->footer("These work on the database itself: run them on the server's machine, with its settings.");
  user->require_subcommand(1);
  add_user_invite(*user, chosen);
  add_user_set_password(*user, chosen);
  add_user_sign_in_link(*user, chosen);
}

}  // namespace jeton::cli
