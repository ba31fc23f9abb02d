#pragma once

#include <chrono>
#include <functional>
#include <iosfwd>
#include <map>
#include <string>

namespace jeton::cli {

/// What a command takes from outside, so that tests bring their own. The streams outlive it.
struct Io {
  std::istream& in;
  std::ostream& out;  ///< What was asked for.
  std::ostream& err;  ///< What went wrong, and what a person should know beside the result.
  std::map<std::string, std::string> environment;
  /// Whether `in` is a person at the process's terminal, who can be asked without echo.
  bool in_is_terminal = false;
  bool out_is_terminal = false;
  bool err_is_terminal = false;
  /// How long something takes already.
  std::function<std::chrono::steady_clock::time_point()> now = &std::chrono::steady_clock::now;

  /// The variable's value; empty when it is not set.
  [[nodiscard]] std::string variable(const std::string& name) const {
    const auto found = environment.find(name);
    return found == environment.end() ? std::string{} : found->second;
  }
};

}  // namespace jeton::cli
