#include "app/platform/initialize.h"

#include <CLI/CLI.hpp>
#include <ostream>

#include "cli/command.h"
#include "cli/printable.h"
#include "cli/settings.h"
#include "identity/sign_in.h"

namespace jeton::cli {
namespace {

constexpr const char* kInitFooter =
    R"(Creates, once: database and keys in the data folder, the administration modules, the operations
account and its first administrator. Prints a link that signs the administrator in once, within the
hour. There is no default password. If there already is an operations account, nothing changes.

Examples:
  jeton init --email alex@platform.example --first-name Alex --last-name Operator
  jeton init --data /var/lib/jeton --base-url https://tokens.example

Exit codes: 0 done, or nothing to do; 1 error; 2 wrong usage)";

ExitCode run_init(const Io& io, const SettingFlags& flags, const app::Initialize& stated) {
  auto loaded = load_settings(flags, io);
  if (loaded.has_error()) return report_usage(io, loaded.error());
  const auto workplace = Workplace::open(*std::move(loaded), server::Installation::kCreate);
  if (workplace.has_error()) return report(io, workplace.error());
  const auto services = workplace->services();
  const auto initialized = app::initialize(services, stated);
  if (initialized.has_error()) return report(io, initialized.error());
  const auto& operations = initialized->operations;
  if (!initialized->created) {
    io.out << "There is already an operations account, " << operations.id << " ("
           << printable(operations.name) << "). Nothing was changed.\n";
    return ExitCode::kOk;
  }
  const auto link = identity::create_sign_in_link(services, stated.administrator_email);
  if (link.has_error()) return report(io, link.error());
  io.out << "Created the operations account " << operations.id << " (" << printable(operations.name)
         << ") with the administrator " << printable(stated.administrator_email) << ".\n"
         << "Once jeton serve is running, this link signs in once, within the hour:\n"
         << sign_in_url(workplace->config(), link->reveal()) << '\n';  // it is what was asked for
  return ExitCode::kOk;
}

}  // namespace

void add_init(CLI::App& parent, Chosen& chosen) {
  auto* command = parent.add_subcommand("init", "Create the operations account and its administrator");
  command->footer(kInitFooter);
  auto stated = std::make_shared<app::Initialize>(
      app::Initialize{"Platform Operations", "operator@localhost", "Platform", "Operator"});
  command->add_option("--name", stated->operations_name, "Name of the operations account")
      ->capture_default_str()
      ->type_name("NAME");
  command->add_option("--email", stated->administrator_email, "Administrator's e-mail address")
      ->capture_default_str()
      ->type_name("EMAIL");
  command->add_option("--first-name", stated->administrator_first_name, "Administrator's first name")
      ->capture_default_str()
      ->type_name("NAME");
  command->add_option("--last-name", stated->administrator_last_name, "Administrator's last name")
      ->capture_default_str()
      ->type_name("NAME");
  auto flags = add_setting_flags(*command, SettingScope::kLinks);
  command->callback([&chosen, flags, stated] {
    chosen = [flags, stated](Io& io) { return run_init(io, *flags, *stated); };
  });
}

}  // namespace jeton::cli
