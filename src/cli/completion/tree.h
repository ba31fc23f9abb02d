#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace CLI {  // NOLINT(readability-identifier-naming): it is CLI11's
class App;
}

namespace jeton::cli {

/// What follows a flag.
enum class FlagValue : std::uint8_t { kNone, kAny, kFile, kChoice };

struct CompletedFlag {
  std::vector<std::string> names;  ///< With their dashes.
  std::string meaning;
  FlagValue value = FlagValue::kNone;
  std::vector<std::string> choices;  ///< Of `kChoice`.
};

/// A command as a shell completes it.
struct CompletedCommand {
  std::string name;     ///< The last word; `jeton` itself has none.
  std::string words;    ///< All words of it, a blank before each: ` token list`.
  std::string meaning;  ///< On one line.
  std::vector<CompletedFlag> flags;
  std::vector<CompletedCommand> commands;
};

/// `app` and everything below it, as the parser knows them.
CompletedCommand completed(const CLI::App& app);

/// Calls `visit` with `command` and all below it.
template <class Visit>
void for_each_command(const CompletedCommand& command, const Visit& visit) {
  visit(command);
  for (const auto& inner : command.commands) for_each_command(inner, visit);
}

/// Scripts for the shells that complete `jeton`.
std::string bash_script(const CompletedCommand& root);
std::string zsh_script(const CompletedCommand& root);
std::string fish_script(const CompletedCommand& root);

}  // namespace jeton::cli
