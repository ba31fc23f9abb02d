#include <CLI/CLI.hpp>
#include <ostream>

#include "cli/settings.h"
#include "cli/user/commands.h"
#include "identity/sign_in.h"

namespace jeton::cli {
namespace {

constexpr const char* kUserSignInLinkFooter =
    R"(Prints a link that signs the user in once, within the hour, and accepts pending invitations.
Anyone who has the link can sign in as the user: pass it on with care.

Examples:
  jeton user sign-in-link ada@alder-freight.example
  jeton user sign-in-link ada@alder-freight.example --base-url https://tokens.example

Exit codes: 0 printed; 1 error; 2 wrong usage; 5 no such user)";

ExitCode run_sign_in_link(const Io& io, const SettingFlags& flags, const std::string& email) {
  auto loaded = load_settings(flags, io);
  if (loaded.has_error()) return report_usage(io, loaded.error());
  const auto workplace = Workplace::open(*std::move(loaded));
  if (workplace.has_error()) return report(io, workplace.error());
  const auto link = identity::create_sign_in_link(workplace->services(), email);
  if (link.has_error()) return report(io, link.error());
  io.out << sign_in_url(workplace->config(), link->reveal()) << '\n';  // it is what was asked for
  return ExitCode::kOk;
}

}  // namespace

void add_user_sign_in_link(CLI::App& parent, Chosen& chosen) {
  auto* command = parent.add_subcommand("sign-in-link", "Print a link that signs a user in once");
  command->footer(kUserSignInLinkFooter);
  auto email = std::make_shared<std::string>();
  command->add_option("EMAIL", *email, "E-mail address")->required()->type_name("");
  auto flags = add_setting_flags(*command, SettingScope::kLinks);
  command->callback([&chosen, flags, email] {
    chosen = [flags, email](Io& io) { return run_sign_in_link(io, *flags, *email); };
  });
}

}  // namespace jeton::cli
