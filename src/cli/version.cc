#include <CLI/CLI.hpp>
#include <ostream>

#include "cli/command.h"

namespace jeton::cli {

void add_version(CLI::App& parent, Chosen& chosen) {
  auto* command = parent.add_subcommand("version", "Print the version");
  command->callback([&chosen] {
    chosen = [](Io& io) {
      io.out << "jeton " << JETON_VERSION << '\n';
      return ExitCode::kOk;
    };
  });
}

}  // namespace jeton::cli
