#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace CLI {  // NOLINT(readability-identifier-naming): it is CLI11's
class App;
}

namespace jeton::cli {

/// What is wrong with the first word that `app` does not know, a command or an option, and which known one is
/// nearest; nothing when it knows all. `words` are those behind the program's name.
std::optional<std::string> find_unknown_word(const CLI::App& app, const std::vector<std::string>& words);

/// The one of `known` that differs least from `word` and not by more than a slip of the fingers; empty if
/// there is none.
std::string nearest(std::string_view word, const std::vector<std::string>& known);

}  // namespace jeton::cli
