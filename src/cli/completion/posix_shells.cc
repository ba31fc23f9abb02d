#include <fmt/format.h>

#include "cli/completion/tree.h"

/// bash and zsh: the same questions, in the words of each.
namespace jeton::cli {
namespace {

/// How a shell says what is to be done with a flag's value, and with the words of a command.
struct Dialect {
  std::string (*offer_choices)(const std::vector<std::string>& choices);
  const char* offer_files;
  std::string (*offer_words)(const CompletedCommand& command);
};

std::string posix_quoted(std::string_view text) {
  std::string literal = "'";
  for (const char c : text) {
    if (c == '\'') {
      literal += "'\\''";
    } else {
      literal.push_back(c);
    }
  }
  return literal + "'";
}

std::string joined(const std::vector<std::string>& parts, std::string_view separator) {
  return fmt::format("{}", fmt::join(parts, separator));
}

/// The patterns of all commands below `root`.
std::string known_commands(const CompletedCommand& root) {
  std::vector<std::string> patterns;
  for_each_command(root, [&patterns](const CompletedCommand& command) {
    if (!command.words.empty()) patterns.push_back(posix_quoted(command.words));
  });
  return joined(patterns, "|");
}

/// A case for each flag that takes a value, below the command and its last word.
std::string value_cases(const CompletedCommand& root, const Dialect& dialect) {
  std::string cases;
  for_each_command(root, [&](const CompletedCommand& command) {
    for (const auto& flag : command.flags) {
      if (flag.value == FlagValue::kNone) continue;
      std::vector<std::string> patterns;
      for (const auto& name : flag.names) patterns.push_back(posix_quoted(command.words + " " + name));
      std::string offer;
      if (flag.value == FlagValue::kChoice) offer = dialect.offer_choices(flag.choices) + "; ";
      if (flag.value == FlagValue::kFile) offer = std::string{dialect.offer_files} + "; ";
      cases += fmt::format("    {}) {}return ;;\n", joined(patterns, "|"), offer);
    }
  });
  return cases;
}

std::string word_cases(const CompletedCommand& root, const Dialect& dialect) {
  std::string cases;
  for_each_command(root, [&](const CompletedCommand& command) {
    cases += fmt::format("    {}) {} ;;\n", posix_quoted(command.words), dialect.offer_words(command));
  });
  return cases;
}

std::string bash_choices(const std::vector<std::string>& choices) {
  return fmt::format("COMPREPLY=($(compgen -W {} -- \"$current\"))", posix_quoted(joined(choices, " ")));
}

std::string bash_words(const CompletedCommand& command) {
  std::vector<std::string> words;
  for (const auto& inner : command.commands) words.push_back(inner.name);
  for (const auto& flag : command.flags) words.push_back(flag.names.back());
  return "words=" + posix_quoted(joined(words, " "));
}

/// `_describe` takes what is before a colon as the word.
std::string zsh_candidate(const std::string& word, const std::string& meaning) {
  return posix_quoted(word + ":" + meaning);
}

std::string zsh_choices(const std::vector<std::string>& choices) {
  return "compadd -- " + joined(choices, " ");
}

std::string zsh_words(const CompletedCommand& command) {
  std::vector<std::string> candidates;
  for (const auto& inner : command.commands) {
    candidates.push_back(zsh_candidate(inner.name, inner.meaning));
  }
  for (const auto& flag : command.flags) {
    candidates.push_back(zsh_candidate(flag.names.back(), flag.meaning));
  }
  return "candidates=(" + joined(candidates, " ") + ")";
}

constexpr const char* kBash = R"(# Completes jeton in bash. Use it with: source <(jeton completion bash)
_jeton() {{
  local current=${{COMP_WORDS[COMP_CWORD]}} previous=${{COMP_WORDS[COMP_CWORD-1]}} at='' words='' i
  # --flag=value comes as three words.
  if [[ $current == '=' ]]; then
    current=''
  elif [[ $previous == '=' ]]; then
    previous=${{COMP_WORDS[COMP_CWORD-2]}}
  fi
  for ((i = 1; i < COMP_CWORD; i++)); do
    case "$at ${{COMP_WORDS[i]}}" in
      {}) at="$at ${{COMP_WORDS[i]}}" ;;
    esac
  done
  COMPREPLY=()
  case "$at $previous" in
{}  esac
  case "$at" in
{}  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}}
complete -F _jeton jeton
)";

constexpr const char* kZsh = R"(#compdef jeton
# Completes jeton in zsh. Use it with: source <(jeton completion zsh)
_jeton() {{
  local at='' previous=${{words[CURRENT-1]}}
  local -i i
  local -a candidates
  for ((i = 2; i < CURRENT; i++)); do
    case "$at ${{words[i]}}" in
      {}) at="$at ${{words[i]}}" ;;
    esac
  done
  case "$at $previous" in
{}  esac
  case "$at" in
{}  esac
  _describe -o jeton candidates
}}
if [[ ${{funcstack[1]}} == _jeton ]]; then
  _jeton "$@"
else
  compdef _jeton jeton
fi
)";

}  // namespace

std::string bash_script(const CompletedCommand& root) {
  // As file names, so that bash puts a slash behind folders and a backslash before blanks.
  const Dialect bash{
      &bash_choices,
      "compopt -o filenames 2> /dev/null; mapfile -t COMPREPLY < <(compgen -f -- \"$current\")", &bash_words};
  return fmt::format(kBash, known_commands(root), value_cases(root, bash), word_cases(root, bash));
}

std::string zsh_script(const CompletedCommand& root) {
  const Dialect zsh{&zsh_choices, "_files", &zsh_words};
  return fmt::format(kZsh, known_commands(root), value_cases(root, zsh), word_cases(root, zsh));
}

}  // namespace jeton::cli
