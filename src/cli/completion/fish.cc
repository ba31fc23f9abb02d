#include <fmt/format.h>

#include "cli/completion/tree.h"

namespace jeton::cli {
namespace {

std::string fish_quoted(std::string_view text) {
  std::string literal = "'";
  for (const char c : text) {
    if (c == '\'' || c == '\\') literal.push_back('\\');
    literal.push_back(c);
  }
  return literal + "'";
}

/// Only while the words before are those of `command`.
std::string complete_at(const CompletedCommand& command) {
  return "complete -c jeton -n " + fish_quoted("__jeton_at " + fish_quoted(command.words));
}

std::string line_of(const CompletedCommand& command, const CompletedFlag& flag) {
  auto line = complete_at(command);
  for (const auto& name : flag.names) {
    line += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
  }
  switch (flag.value) {
    case FlagValue::kNone: break;
    case FlagValue::kAny: line += " -x"; break;
    case FlagValue::kFile: line += " -r -F"; break;
    case FlagValue::kChoice:
      line += fmt::format(" -x -a {}", fish_quoted(fmt::format("{}", fmt::join(flag.choices, " "))));
      break;
  }
  return line + " -d " + fish_quoted(flag.meaning) + "\n";
}

constexpr const char* kFish = R"(# Completes jeton in fish. Use it with: jeton completion fish | source
function __jeton_at
  set -l at ''
  for word in (commandline -opc)[2..-1]
    switch "$at $word"
      case {}
        set at "$at $word"
    end
  end
  test "$at" = "$argv[1]"
end
complete -c jeton -f
{})";

}  // namespace

std::string fish_script(const CompletedCommand& root) {
  std::string known;
  std::string lines;
  for_each_command(root, [&](const CompletedCommand& command) {
    if (!command.words.empty()) known += (known.empty() ? "" : " ") + fish_quoted(command.words);
    for (const auto& inner : command.commands) {
      lines += complete_at(command) + " -a " + inner.name + " -d " + fish_quoted(inner.meaning) + "\n";
    }
    for (const auto& flag : command.flags) lines += line_of(command, flag);
  });
  return fmt::format(kFish, known, lines);
}

}  // namespace jeton::cli
