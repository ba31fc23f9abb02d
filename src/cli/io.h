#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <iosfwd>
#include <map>
#include <string>

#include "base/text.h"

namespace jeton::cli {

/// What a command takes from outside, so that tests can supply their own. The streams outlive it.
struct Io {
  std::istream& in;
  std::ostream& out;  ///< What was asked for.
  std::ostream& err;  ///< Errors, and notes besides the result.
  std::map<std::string, std::string> environment;
  /// Whether `in` is a person at the process's terminal, who can be asked without echo.
  bool in_is_terminal = false;
  bool out_is_terminal = false;
  bool err_is_terminal = false;
  /// The time elapsed.
  std::function<std::chrono::steady_clock::time_point()> now = &std::chrono::steady_clock::now;

  /// How wide the terminal is that `out` goes to; 0: not known.
  std::size_t terminal_columns = 0;

  [[nodiscard]] bool has_variable(const std::string& name) const { return environment.contains(name); }

  /// The variable's value without the white space around it, which a shell's `$(cat file)`, an env file or an
  /// editor leaves there. Empty when it is not set.
  [[nodiscard]] std::string variable(const std::string& name) const {
    const auto found = environment.find(name);
    return found == environment.end() ? std::string{} : std::string{base::trim(found->second)};
  }
};

}  // namespace jeton::cli
