#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <ostream>
#include <thread>

#include "app/platform/apply_platform.h"
#include "base/limits.h"
#include "cli/command.h"
#include "cli/input_file.h"
#include "cli/printable.h"
#include "cli/settings.h"
#include "server/platform_file.h"

namespace jeton::cli {
namespace {

constexpr const char* kApplyFooter =
    R"(The file describes modules with their API paths, accounts, groups, users and tokens, each with its own id
if you like. What differs is created or changed; what the file does not mention is left alone. A file with
an error changes nothing. If a run is interrupted, what was applied stays: run it again. A token's value
comes from an environment variable or as a SHA-256, never from the file itself:

  tokens:
    - id: TKN-8857-1729
      account: Alder Freight
      name: Invoice export
      modules: [billing]
      valueFrom: { env: BILLING_TOKEN }

Examples:
  jeton apply -f platform.yaml --dry-run      what would change
  jeton apply -f platform.yaml                makes the changes; a second time there are none
  BILLING_TOKEN=$(jeton token mint TKN-8857-1729) jeton apply -f platform.yaml

Exit codes: 0 done; 1 an error in the file or the database; 2 wrong usage)";

struct Apply {
  std::string path;
  app::ApplyMode mode = app::ApplyMode::kApply;
};

std::string_view verb(app::PlanAction action) {
  switch (action) {
    case app::PlanAction::kCreate: return "create";
    case app::PlanAction::kUpdate: return "update";
    case app::PlanAction::kUnchanged: return "unchanged";
  }
  return {};
}

/// Tells how far a large file is, at most once a second: lines, since stderr may be a file.
class ApplyReport {
 public:
  explicit ApplyReport(const Io& io) : io_{io}, told_{io.now()} {}

  void note(const app::ApplyProgress& so_far) {
    last_ = so_far;
    const auto now = io_.now();
    if (now - told_ < kInterval) return;
    told_ = now;
    io_.err << fmt::format("{} {} of {} entries\n", so_far.writing ? "applied" : "compared", so_far.done,
                           so_far.total);
  }

  void say_what_stays() const {
    if (!last_.writing || last_.done == 0) return;
    io_.err << fmt::format(
        "  {} of {} entries were applied before that and are kept. Apply the file again for the rest.\n",
        last_.done, last_.total);
  }

 private:
  static constexpr std::chrono::seconds kInterval{1};

  const Io& io_;
  std::chrono::steady_clock::time_point told_;
  app::ApplyProgress last_;
};

void print_plan(const Io& io, const std::vector<app::PlanStep>& steps, app::ApplyMode mode) {
  std::vector<std::vector<std::string>> rows;
  for (const auto& step : steps) {
    if (step.action == app::PlanAction::kUnchanged) continue;
    rows.push_back({std::string{verb(step.action)}, step.kind, step.id.empty() ? "(new)" : step.id, step.name,
                    fmt::format("{}", fmt::join(step.changed, ", "))});
  }
  const auto count = [&](app::PlanAction action) {
    return std::count_if(steps.begin(), steps.end(), [&](const auto& step) { return step.action == action; });
  };
  const auto unchanged = count(app::PlanAction::kUnchanged);
  if (rows.empty()) {
    io.out << fmt::format("Nothing to change: all {} entries match the file.\n", unchanged);
    return;
  }
  print_table(io, {"ACTION", "KIND", "ID", "NAME", "CHANGED"}, rows, {3, 4});
  const bool done = mode == app::ApplyMode::kApply;
  io.out << fmt::format("{} {}, {} {}, {} unchanged.{}\n", count(app::PlanAction::kCreate),
                        done ? "created" : "to create", count(app::PlanAction::kUpdate),
                        done ? "updated" : "to update", unchanged,
                        done ? "" : " Dry run: nothing was written.");
}

ExitCode run_apply(const Io& io, const SettingFlags& flags, const Apply& stated) {
  auto loaded = load_settings(flags, io);
  if (loaded.has_error()) return report_usage(io, loaded.error());
  const auto text = read_input({stated.path, base::kPlatformFileBytesMax}, io);
  if (text.has_error()) return report(io, text.error());
  // Before the database is opened: a mistyped file should not create one.
  const auto file = server::read_platform_file(*text, io.environment);
  if (file.has_error()) return report(io, file.error());
  const auto workplace = Workplace::open(*std::move(loaded), server::Installation::kFill);
  if (workplace.has_error()) return report(io, workplace.error());
  ApplyReport progress{io};
  const auto steps = app::apply_platform(
      workplace->services(), *file,
      {.mode = stated.mode,
       .progress = [&progress](const app::ApplyProgress& so_far) { progress.note(so_far); },
       .between_units = [] { std::this_thread::sleep_for(base::kApplyPause); }});
  if (steps.has_error()) {
    const auto code = report(io, steps.error());
    progress.say_what_stays();
    return code;
  }
  print_plan(io, *steps, stated.mode);
  return ExitCode::kOk;
}

}  // namespace

void add_apply(CLI::App& parent, Chosen& chosen) {
  auto* command = parent.add_subcommand("apply", "Make the platform match a file");
  command->footer(kApplyFooter);
  auto stated = std::make_shared<Apply>();
  command->add_option("-f,--file", stated->path, "Platform file; - for standard input")
      ->required()
      ->type_name("FILE");
  command->add_flag_callback(
      "--dry-run", [stated] { stated->mode = app::ApplyMode::kDryRun; },
      "Print the plan without writing anything");
  auto flags = add_setting_flags(*command, SettingScope::kDatabase);
  command->callback([&chosen, flags, stated] {
    chosen = [flags, stated](Io& io) { return run_apply(io, *flags, *stated); };
  });
}

}  // namespace jeton::cli
