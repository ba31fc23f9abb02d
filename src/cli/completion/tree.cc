#include "cli/completion/tree.h"

#include <CLI/CLI.hpp>

namespace jeton::cli {
namespace {

std::string first_line(const std::string& text) {
  return text.substr(0, text.find('\n'));
}

/// CLI11 tells the choices of `IsMember` as `NAME:{a,b}` alone.
std::vector<std::string> choices_in(const std::string& type) {
  std::vector<std::string> choices;
  const auto open = type.find(":{");
  if (open == type.npos) return choices;
  std::string choice;
  for (const char c : type.substr(open + 2)) {
    if (c != ',' && c != '}') {
      choice.push_back(c);
      continue;
    }
    choices.push_back(std::move(choice));
    choice.clear();
    if (c == '}') break;
  }
  return choices;
}

CompletedFlag completed(const CLI::Option& option) {
  CompletedFlag flag;
  for (const auto& name : option.get_snames()) flag.names.push_back("-" + name);
  for (const auto& name : option.get_lnames()) flag.names.push_back("--" + name);
  flag.meaning = first_line(option.get_description());
  if (option.get_items_expected_max() == 0) return flag;
  const auto type = option.get_type_name();
  flag.choices = choices_in(type);
  const bool is_file = type.starts_with("FILE") || type.starts_with("FOLDER");
  flag.value = !flag.choices.empty() ? FlagValue::kChoice : is_file ? FlagValue::kFile : FlagValue::kAny;
  return flag;
}

CompletedCommand completed_below(const CLI::App& app, const std::string& words) {
  CompletedCommand command{
      .name = app.get_name(), .words = words, .meaning = first_line(app.get_description())};
  for (const auto* option : app.get_options()) {
    if (option->nonpositional()) command.flags.push_back(completed(*option));
  }
  for (const auto* inner : app.get_subcommands([](const CLI::App*) { return true; })) {
    command.commands.push_back(completed_below(*inner, words + " " + inner->get_name()));
  }
  return command;
}

}  // namespace

CompletedCommand completed(const CLI::App& app) {
  auto root = completed_below(app, {});
  root.name.clear();
  return root;
}

}  // namespace jeton::cli
