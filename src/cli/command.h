#pragma once

#include <functional>
#include <string_view>

#include "cli/exit_code.h"
#include "cli/io.h"

namespace CLI {  // NOLINT(readability-identifier-naming): it is CLI11's
class App;
}

namespace jeton::cli {

/// What the command line chose; `run` calls it after everything is parsed.
using Chosen = std::function<ExitCode(Io&)>;

/// How results are printed.
enum class OutputFormat : std::uint8_t { kTable, kJson };

/// Adds `--output table|json`. `format` outlives the parsing.
void add_output_option(CLI::App& command, OutputFormat& format);

/// Each adds one command below `parent`, which sets `chosen` when it is the one that is called.
void add_serve(CLI::App& parent, Chosen& chosen);
void add_init(CLI::App& parent, Chosen& chosen);
void add_apply(CLI::App& parent, Chosen& chosen);
void add_migrate(CLI::App& parent, Chosen& chosen);
void add_config(CLI::App& parent, Chosen& chosen);
void add_version(CLI::App& parent, Chosen& chosen);
/// Prints what completes `parent`, which is the whole program.
void add_completion(CLI::App& parent, Chosen& chosen);
/// All of them, below the program.
void add_commands(CLI::App& app, Chosen& chosen);

}  // namespace jeton::cli
