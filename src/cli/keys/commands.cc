#include "cli/keys/commands.h"

#include <CLI/CLI.hpp>
#include <memory>
#include <ostream>

#include "app/platform/sealing_keys.h"
#include "cli/printable.h"
#include "cli/settings.h"

namespace jeton::cli {
namespace {

constexpr const char* kKeysFooter =
    R"(They work on the database itself: run them on the server's machine, with its settings. Neither shows a key,
only its id.)";

constexpr const char* kListFooter =
    R"(STATE is current (new values are sealed under it), held (the key file has it), missing (jeton serve does not
start without it) or abandoned.

Examples:
  jeton keys list
  jeton keys list --key-file /etc/jeton/keys

Exit codes: 0 printed; 1 error; 2 wrong usage)";

constexpr const char* kAbandonFooter =
    R"(For a key that is permanently lost, or that was rotated out and is no longer in the key file. Values sealed under it
cannot be shown again: tokens keep working, but their text can no longer be read, and pending invitations
must be resent. It is recorded in the audit trail of the operations account.

Examples:
  jeton keys abandon k1f3a90c2

Exit codes: 0 abandoned; 1 error, such as a key that the key file has; 2 wrong usage; 5 no such key)";

base::Result<Workplace> open_for_keys(const Io& io, const SettingFlags& flags, ExitCode& failed) {
  auto loaded = load_settings(flags, io);
  if (loaded.has_error()) {
    failed = report_usage(io, loaded.error());
    return loaded.error();
  }
  auto workplace = Workplace::open_without_keys(*std::move(loaded));
  if (workplace.has_error()) failed = report(io, workplace.error());
  return workplace;
}

ExitCode run_list(const Io& io, const SettingFlags& flags) {
  auto failed = ExitCode::kError;
  const auto workplace = open_for_keys(io, flags, failed);
  if (workplace.has_error()) return failed;
  const auto keys = app::list_sealing_keys(workplace->services());
  if (keys.has_error()) return report(io, keys.error());
  std::vector<std::vector<std::string>> rows;
  for (const auto& key : *keys) rows.push_back({key.id, std::string{to_string(key.state)}});
  print_table(io, {"KEY", "STATE"}, rows);
  return ExitCode::kOk;
}

ExitCode run_abandon(const Io& io, const SettingFlags& flags, const std::string& key) {
  auto failed = ExitCode::kError;
  const auto workplace = open_for_keys(io, flags, failed);
  if (workplace.has_error()) return failed;
  const auto abandoned = app::abandon_sealing_key(workplace->services(), key);
  if (abandoned.has_error()) return report(io, abandoned.error());
  io.out << "The key " << printable(key) << " is abandoned. Values sealed under it cannot be shown again.\n";
  return ExitCode::kOk;
}

}  // namespace

void add_keys_commands(CLI::App& parent, Chosen& chosen) {
  auto* keys = parent.add_subcommand("keys", "List the sealing keys and abandon lost ones");
  keys->footer(kKeysFooter);
  keys->require_subcommand(1);

  auto* list = keys->add_subcommand("list", "List the keys that the database was sealed with");
  list->footer(kListFooter);
  auto list_flags = add_setting_flags(*list, SettingScope::kDatabase);
  list->callback(
      [&chosen, list_flags] { chosen = [list_flags](Io& io) { return run_list(io, *list_flags); }; });

  auto* abandon = keys->add_subcommand("abandon", "Abandon a key that is permanently lost");
  abandon->footer(kAbandonFooter);
  auto key = std::make_shared<std::string>();
  abandon->add_option("KEY-ID", *key, "Id of the key, as jeton keys list prints it")
      ->required()
      ->type_name("");
  auto flags = add_setting_flags(*abandon, SettingScope::kDatabase);
  abandon->callback(
      [&chosen, flags, key] { chosen = [flags, key](Io& io) { return run_abandon(io, *flags, *key); }; });
}

}  // namespace jeton::cli
