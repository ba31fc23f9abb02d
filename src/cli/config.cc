#include <CLI/CLI.hpp>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <ostream>

#include "cli/command.h"
#include "cli/printable.h"
#include "cli/settings.h"

namespace jeton::cli {
namespace {

namespace json = boost::json;

constexpr const char* kConfigFooter =
    R"(A flag overrides its variable, the variable the file, the file the default:
  --listen, JETON_LISTEN, listen in jeton.yaml

Examples:
  jeton config
  JETON_DATABASE=postgres://jeton:secret@db.example/jeton jeton config     (the password is not shown))";

ExitCode run_config(const Io& io, const SettingFlags& flags, OutputFormat format) {
  const auto loaded = load_settings(flags, io);
  if (loaded.has_error()) return report_usage(io, loaded.error());
  if (format == OutputFormat::kJson) {
    json::array entries;
    for (const auto& entry : loaded->entries) {
      entries.push_back(
          json::object{{"name", entry.name}, {"value", entry.value}, {"source", to_string(entry.source)}});
    }
    io.out << json::serialize(entries) << '\n';
    return ExitCode::kOk;
  }
  std::vector<std::vector<std::string>> rows;
  for (const auto& entry : loaded->entries) {
    rows.push_back({entry.name, entry.value, std::string{to_string(entry.source)}});
  }
  print_table(io, {"SETTING", "VALUE", "FROM"}, rows);
  return ExitCode::kOk;
}

}  // namespace

void add_config(CLI::App& parent, Chosen& chosen) {
  auto* command = parent.add_subcommand("config", "Print the effective settings and where each comes from");
  command->footer(kConfigFooter);
  auto format = std::make_shared<OutputFormat>(OutputFormat::kTable);
  add_output_option(*command, *format);
  auto flags = add_setting_flags(*command, SettingScope::kServer);
  command->callback([&chosen, flags, format] {
    chosen = [flags, format](Io& io) { return run_config(io, *flags, *format); };
  });
}

}  // namespace jeton::cli
