#include "cli/resource/help.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>

namespace jeton::cli {
namespace {

constexpr const char* kExitCodes =
    "Exit codes: 0 done; 1 error; 2 wrong usage; 3 not authenticated; 4 denied; 5 not found";

}  // namespace

std::string full_name(const CLI::App& command) {
  const auto* parent = command.get_parent();
  return parent == nullptr ? command.get_name() : full_name(*parent) + " " + command.get_name();
}

CLI::App& add_remote_command(CLI::App& parent, const Command& command) {
  auto& added = *parent.add_subcommand(command.name, command.meaning);
  const auto name = full_name(added);
  std::string footer = command.about.empty() ? std::string{} : command.about + "\n\n";
  footer += "Examples:\n";
  for (const auto& example : command.examples) {
    footer += fmt::format("  {}{}{}\n", name, example.empty() ? "" : " ", example);
  }
  added.footer(footer + "\n" + kExitCodes);
  return added;
}

std::shared_ptr<std::string> add_id(CLI::App& command, const Resource& resource) {
  auto id = std::make_shared<std::string>();
  command.add_option("ID", *id, "Which " + resource.noun + ", such as " + resource.id_example)
      ->required()
      ->type_name("");
  return id;
}

}  // namespace jeton::cli
