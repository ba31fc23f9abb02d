#include <CLI/CLI.hpp>
#include <ostream>

#include "app/command/system_caller.h"
#include "app/people/users.h"
#include "cli/printable.h"
#include "cli/settings.h"
#include "cli/user/commands.h"

namespace jeton::cli {
namespace {

constexpr const char* kUserInviteFooter =
    R"(A user who is already known by this e-mail address keeps their name. The invitation is accepted by signing in
with a link: jeton user sign-in-link EMAIL.

Examples:
  jeton user invite ada@alder-freight.example --first-name Ada --last-name Alder --account ACC-3010-4421
  jeton user invite ada@alder-freight.example --first-name Ada --last-name Alder --account ACC-3010-4421 \
      --group UGR-3010-0001

Exit codes: 0 invited; 1 not possible, such as a second membership; 2 wrong usage)";

ExitCode run_invite(const Io& io, const SettingFlags& flags, const app::InviteUser& stated) {
  auto loaded = load_settings(flags, io);
  if (loaded.has_error()) return report_usage(io, loaded.error());
  const auto workplace = Workplace::open(*std::move(loaded));
  if (workplace.has_error()) return report(io, workplace.error());
  const auto membership = app::invite_user(workplace->services(), app::system_caller(), stated);
  if (membership.has_error()) return report(io, membership.error());
  io.out << "Invited " << printable(stated.email) << " to " << membership->account << " as " << membership->id
         << ".\n";
  return ExitCode::kOk;
}

}  // namespace

void add_user_invite(CLI::App& parent, Chosen& chosen) {
  auto* command = parent.add_subcommand("invite", "Invite a user into an account");
  command->footer(kUserInviteFooter);
  auto stated = std::make_shared<app::InviteUser>();
  command->add_option("EMAIL", stated->email, "E-mail address")->required()->type_name("");
  command->add_option("--first-name", stated->first_name, "First name")->required()->type_name("NAME");
  command->add_option("--last-name", stated->last_name, "Last name")->required()->type_name("NAME");
  command->add_option("--account", stated->account_id, "Id of the account")->required()->type_name("ACC-ID");
  command
      ->add_option_function<std::vector<std::string>>(
          "--group", [stated](const std::vector<std::string>& ids) { stated->group_ids = ids; },
          "Id of a group; may be repeated (default: the account's default group)")
      ->type_name("UGR-ID")
      ->type_size(1)
      ->allow_extra_args(false);
  auto flags = add_setting_flags(*command, SettingScope::kDatabase);
  command->callback([&chosen, flags, stated] {
    chosen = [flags, stated](Io& io) { return run_invite(io, *flags, *stated); };
  });
}

}  // namespace jeton::cli
