#include <fcntl.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdlib>
#include <iostream>

#include "cli/run.h"

namespace {

/// A stream that the shell closed would give its number to the next file or socket, and what is printed would
/// end up there. In its place comes one that cannot be used in its direction, so that reading or printing
/// fails.
void keep_standard_streams() {
  for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (::fcntl(stream, F_GETFD) != -1) continue;
    // The lowest free number is this stream's.
    const int opened = ::open("/dev/null", stream == STDIN_FILENO ? O_WRONLY : O_RDONLY);
    if (opened == -1) std::abort();
  }
}

std::size_t columns_of_terminal() {
  winsize size{};
  return ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

}  // namespace

int main(int argc, char** argv) {
  keep_standard_streams();
  jeton::cli::Io io{std::cin,
                    std::cout,
                    std::cerr,
                    {},
                    ::isatty(STDIN_FILENO) == 1,
                    ::isatty(STDOUT_FILENO) == 1,
                    ::isatty(STDERR_FILENO) == 1};
  io.terminal_columns = columns_of_terminal();
  for (char** variable = environ; *variable != nullptr; ++variable) {
    const std::string_view text{*variable};
    const auto equals = text.find('=');
    if (equals == text.npos) continue;
    io.environment.emplace(text.substr(0, equals), text.substr(equals + 1));
  }
  return jeton::cli::run(argc, argv, io);
}
