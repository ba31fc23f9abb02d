#include "cli/backup/commands.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <filesystem>
#include <fstream>
#include <istream>
#include <memory>
#include <optional>
#include <ostream>
#include <string>
#include <utility>

#include "base/clock.h"
#include "base/new_file.h"
#include "base/read_file.h"
#include "cli/settings.h"
#include "server/backup.h"

namespace jeton::cli {
namespace {

using base::Error;
using base::Result;
using store::sql::BackupSummary;

constexpr const char* kBackupFooter =
    R"(Everything as it was at one moment, while the server goes on. Either engine takes it back: a backup of SQLite can be
restored into PostgreSQL, and the other way round. The file appears when it is complete, with mode 0600. Not in it: the
key file, which you keep apart, and what nobody misses, such as sessions.

Examples:
  jeton backup /var/backups/jeton/2026-01-31.jsonl
  jeton backup - | zstd > /var/backups/jeton/2026-01-31.jsonl.zst

Exit codes: 0 done; 1 error; 2 wrong usage)";

constexpr const char* kRestoreFooter =
    R"(Into an empty database, all or nothing. It must not be in use. What has changed since the backup is not in it: tokens
that were disabled or deleted since are accepted again. docs/how-to/back-up-and-restore.md says how to find them.

Examples:
  jeton restore --data /var/lib/jeton /var/backups/jeton/2026-01-31.jsonl
  zstd -dc 2026-01-31.jsonl.zst | JETON_DATABASE=postgres://jeton@db.example/jeton jeton restore -

Exit codes: 0 done; 1 error; 2 wrong usage)";

Error unwritable(const std::string& path, const Error& error) {
  return Error::invalid("file", fmt::format("{} {}", path, base::words_of(error)));
}

Result<BackupSummary> back_up_to(const Io& io, const server::Config& config, const std::string& path) {
  const auto now = base::SystemClock{}.now();
  if (path == "-") {
    return server::back_up(config, now, [&io](std::string_view line) -> Result<void> {
      io.out << line;
      if (!io.out) return Error::invalid("file", "The output could not be written.");
      return {};
    });
  }
  auto file = base::NewFile::create(path);
  if (file.has_error()) return unwritable(path, file.error());
  JETON_TRY(const auto summary, server::back_up(config, now, [&](std::string_view line) -> Result<void> {
              auto written = file->write(line);
              return written.has_error() ? unwritable(path, written.error()) : std::move(written);
            }));
  if (const auto completed = file->complete(); completed.has_error())
    return unwritable(path, completed.error());
  return summary;
}

ExitCode run_backup(const Io& io, const SettingFlags& flags, const std::string& path) {
  const auto loaded = load_settings(flags, io);
  if (loaded.has_error()) return report_usage(io, loaded.error());
  const auto summary = back_up_to(io, loaded->config, path);
  if (summary.has_error()) return report(io, summary.error());
  (path == "-" ? io.err : io.out) << fmt::format(
      "Backed up {} rows of schema {}. Keep the key file {} as well, in another place.\n", summary->rows,
      summary->schema, server::key_file_path(loaded->config).string());
  return ExitCode::kOk;
}

Result<BackupSummary> restore_from(const Io& io, const server::Config& config, const std::string& path) {
  std::ifstream file;
  if (path != "-") {
    file.open(path, std::ios::binary);
    if (!file) return Error::invalid("file", fmt::format("{} cannot be read.", path));
  }
  auto& in = path == "-" ? io.in : file;
  return server::restore(config, [&in]() -> Result<std::optional<std::string>> {
    std::string line;
    if (std::getline(in, line)) return std::optional{std::move(line)};
    if (in.bad()) return Error::invalid("file", "The backup cannot be read to its end.");
    return std::optional<std::string>{};
  });
}

ExitCode run_restore(const Io& io, const SettingFlags& flags, const std::string& path) {
  const auto loaded = load_settings(flags, io);
  if (loaded.has_error()) return report_usage(io, loaded.error());
  const auto summary = restore_from(io, loaded->config, path);
  if (summary.has_error()) return report(io, summary.error());
  io.out << fmt::format(
      "Restored {} rows of {}. What has changed since is not in them: tokens that were disabled or deleted "
      "since are accepted again.\n",
      summary->rows, base::format_utc(summary->made_at));
  const auto keys = server::key_file_path(loaded->config);
  std::error_code ignored;
  if (!std::filesystem::exists(keys, ignored)) {
    io.out << fmt::format("Put its key file back, as {}, before you start the server.\n", keys.string());
  }
  return ExitCode::kOk;
}

using Run = ExitCode (*)(const Io&, const SettingFlags&, const std::string&);

void add(CLI::App& parent, Chosen& chosen, const char* name, const char* meaning, const char* footer,
         Run run) {
  auto* command = parent.add_subcommand(name, meaning);
  command->footer(footer);
  auto path = std::make_shared<std::string>();
  command->add_option("file", *path, "The backup; - for standard input or output")
      ->required()
      ->type_name("FILE");
  auto flags = add_setting_flags(*command, SettingScope::kDatabase);
  command->callback([&chosen, flags, path, run] {
    chosen = [flags, path, run](Io& io) { return run(io, *flags, *path); };
  });
}

}  // namespace

void add_backup_commands(CLI::App& parent, Chosen& chosen) {
  add(parent, chosen, "backup", "Write everything in the database to a file", kBackupFooter, run_backup);
  add(parent, chosen, "restore", "Fill an empty database from a backup", kRestoreFooter, run_restore);
}

}  // namespace jeton::cli
