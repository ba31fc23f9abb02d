#include <CLI/CLI.hpp>
#include <ostream>

#include "cli/command.h"
#include "cli/settings.h"

namespace jeton::cli {
namespace {

constexpr const char* kMigrateFooter =
    R"(jeton serve does the same when it starts. Run it beforehand to see the result, or as a user who may change
the schema if the server's user may not. Concurrent runs wait for each other.

Examples:
  jeton migrate
  JETON_DATABASE=postgres://owner@db.example/jeton jeton migrate)";

ExitCode run_migrate(const Io& io, const SettingFlags& flags) {
  auto loaded = load_settings(flags, io);
  if (loaded.has_error()) return report_usage(io, loaded.error());
  const auto workplace = Workplace::open(*std::move(loaded), server::Installation::kFill);
  if (workplace.has_error()) return report(io, workplace.error());
  const auto version = workplace->services().store.schema_version();
  if (version.has_error()) return report(io, version.error());
  io.out << "The database is at schema version " << *version << ".\n";
  return ExitCode::kOk;
}

}  // namespace

void add_migrate(CLI::App& parent, Chosen& chosen) {
  auto* command = parent.add_subcommand("migrate", "Bring the database's schema up to date");
  command->footer(kMigrateFooter);
  auto flags = add_setting_flags(*command, SettingScope::kDatabase);
  command->callback([&chosen, flags] { chosen = [flags](Io& io) { return run_migrate(io, *flags); }; });
}

}  // namespace jeton::cli
