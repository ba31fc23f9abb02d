#include "cli/unknown_word.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstddef>

#include "cli/resource/help.h"

namespace jeton::cli {
namespace {

/// Longer words are no slips, and comparing them takes time.
constexpr std::size_t kWordBytesMax = 64;

/// Insertions, deletions, replacements and swaps of neighbours between two short words.
std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::vector<std::size_t>> distance(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) {
    for (std::size_t j = 0; j <= b.size(); ++j) {
      if (i == 0 || j == 0) {
        distance[i][j] = i + j;
        continue;
      }
      const std::size_t replaced = a[i - 1] == b[j - 1] ? 0 : 1;
      distance[i][j] =
          std::min({distance[i - 1][j] + 1, distance[i][j - 1] + 1, distance[i - 1][j - 1] + replaced});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) distance[i][j] = std::min(distance[i][j], distance[i - 2][j - 2] + 1);
    }
  }
  return distance[a.size()][b.size()];
}

std::vector<const CLI::App*> commands_of(const CLI::App& app) {
  return app.get_subcommands([](const CLI::App*) { return true; });
}

const CLI::App* find_command(const CLI::App& app, const std::string& word) {
  for (const auto* command : commands_of(app)) {
    if (command->check_name(word)) return command;
  }
  return nullptr;
}

/// The option of `--name`, `--name=value`, `-n`, `-nvalue`.
const CLI::Option* find_option(const CLI::App& app, const std::string& word) {
  const auto name = word.starts_with("--") ? word.substr(0, word.find('=')) : word.substr(0, 2);
  for (const auto* option : app.get_options()) {
    if (option->nonpositional() && option->check_name(name)) return option;
  }
  return nullptr;
}

std::string question(const std::string& guess) {
  return guess.empty() ? "" : fmt::format(" Did you mean {}?", guess);
}

std::string unknown_command(const CLI::App& app, const std::string& word) {
  std::vector<std::string> known;
  for (const auto* command : commands_of(app)) known.push_back(command->get_name());
  const auto name = full_name(app);
  const auto guess = nearest(word, known);
  return fmt::format("There is no command {} {}.{} See {} --help.", name, word,
                     question(guess.empty() ? "" : name + " " + guess), name);
}

std::string unknown_option(const CLI::App& app, const std::string& word) {
  std::vector<std::string> known;
  for (const auto* option : app.get_options()) {
    for (const auto& name : option->get_lnames()) known.push_back("--" + name);
    for (const auto& name : option->get_snames()) known.push_back("-" + name);
  }
  const auto name = word.substr(0, word.find('='));
  // Any letter is as near to -x as any other.
  const auto guess = name.size() > 2 ? nearest(name, known) : std::string{};
  return fmt::format("{} has no option {}.{} See {} --help.", full_name(app), name, question(guess),
                     full_name(app));
}

bool is_option(const std::string& word) {
  return word.size() > 1 && word.front() == '-';
}

}  // namespace

std::string nearest(std::string_view word, const std::vector<std::string>& known) {
  if (word.size() > kWordBytesMax) return {};
  std::string best;
  // A third of the letters may be wrong, and one of them always.
  std::size_t least = std::max<std::size_t>(word.size() / 3, 1) + 1;
  for (const auto& candidate : known) {
    const auto distance = edit_distance(word, candidate);
    // What the candidate has in common with the word is more than nothing.
    if (distance < least && distance < std::min(word.size(), candidate.size())) {
      least = distance;
      best = candidate;
    }
  }
  return best;
}

std::optional<std::string> find_unknown_word(const CLI::App& app, const std::vector<std::string>& words) {
  const auto* at = &app;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const auto& word = words[i];
    if (word == "--") return std::nullopt;
    if (is_option(word)) {
      const auto* option = find_option(*at, word);
      if (option == nullptr) return unknown_option(*at, word);
      const bool has_value_inside = word.starts_with("--") ? word.find('=') != word.npos : word.size() > 2;
      // The next word is its value, whatever it looks like.
      if (option->get_items_expected_max() > 0 && !has_value_inside) ++i;
      continue;
    }
    if (commands_of(*at).empty()) continue;
    const auto* command = find_command(*at, word);
    if (command == nullptr) return unknown_command(*at, word);
    at = command;
  }
  return std::nullopt;
}

}  // namespace jeton::cli
