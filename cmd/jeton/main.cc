#include <unistd.h>

#include <iostream>

#include "cli/run.h"

int main(int argc, char** argv) {
  jeton::cli::Io io{std::cin,
                    std::cout,
                    std::cerr,
                    {},
                    ::isatty(STDIN_FILENO) == 1,
                    ::isatty(STDOUT_FILENO) == 1,
                    ::isatty(STDERR_FILENO) == 1};
  for (char** variable = environ; *variable != nullptr; ++variable) {
    const std::string_view text{*variable};
    const auto equals = text.find('=');
    if (equals == text.npos) continue;
    io.environment.emplace(text.substr(0, equals), text.substr(equals + 1));
  }
  return jeton::cli::run(argc, argv, io);
}
