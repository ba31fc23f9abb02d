#pragma once

#include <memory>
#include <string>

#include "cli/resource/resource.h"

namespace CLI {  // NOLINT(readability-identifier-naming): it is CLI11's
class App;
}

namespace jeton::cli {

/// As it is typed: `jeton token list`.
std::string full_name(const CLI::App& command);

/// Adds `command` below `parent`, with a footer of what there is to know, the examples and the exit codes.
CLI::App& add_remote_command(CLI::App& parent, const Command& command);

/// Adds the argument that says which object.
std::shared_ptr<std::string> add_id(CLI::App& command, const Resource& resource);

}  // namespace jeton::cli
