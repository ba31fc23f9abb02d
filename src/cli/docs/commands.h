#pragma once

#include "cli/command.h"

namespace jeton::cli {

/// `jeton docs …`: folders of Markdown as the documentation portal shows them. None needs a database.
void add_docs_commands(CLI::App& parent, Chosen& chosen);

}  // namespace jeton::cli
