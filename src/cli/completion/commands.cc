#include <CLI/CLI.hpp>
#include <ostream>

#include "cli/command.h"
#include "cli/completion/tree.h"

namespace jeton::cli {
namespace {

struct Shell {
  const char* name;
  const char* footer;
  std::string (*script)(const CompletedCommand& root);
};

constexpr Shell kShells[] = {{"bash", R"(Examples:
  source <(jeton completion bash)                       for this shell
  jeton completion bash > /etc/bash_completion.d/jeton  for all users)",
                              &bash_script},
                             {"zsh", R"(Examples:
  source <(jeton completion zsh)                        for this shell
  jeton completion zsh > ~/.zfunc/_jeton                with ~/.zfunc in fpath)",
                              &zsh_script},
                             {"fish", R"(Examples:
  jeton completion fish | source                        for this shell
  jeton completion fish > ~/.config/fish/completions/jeton.fish)",
                              &fish_script}};

}  // namespace

void add_completion(CLI::App& parent, Chosen& chosen) {
  auto* completion = parent.add_subcommand("completion", "Print a script that completes commands in a shell");
  completion->require_subcommand(1);
  for (const auto& shell : kShells) {
    auto* command = completion->add_subcommand(shell.name, std::string{"For "} + shell.name);
    command->footer(shell.footer);
    command->callback([&chosen, &parent, &shell] {
      chosen = [&parent, &shell](Io& io) {
        io.out << shell.script(completed(parent));
        return ExitCode::kOk;
      };
    });
  }
}

}  // namespace jeton::cli
