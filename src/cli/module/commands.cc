#include "cli/module/commands.h"

#include <CLI/CLI.hpp>

#include "cli/resource/resource.h"

namespace jeton::cli {
namespace {

const Resource& modules() {
  static const Resource kModules{
      .noun = "module",
      .nouns = "modules",
      .collection = "accounts/modules",
      .id_example = "MOD-5231",
      .columns = {{"ID", "id"}, {"CODE", "code"}, {"NAME", "name"}, {"ACCOUNT TYPES", "accountTypes"}},
      .filter_example = "code=billing"};
  return kModules;
}

}  // namespace

void add_module_commands(CLI::App& parent, Chosen& chosen) {
  auto* module = parent.add_subcommand("module", "Show the platform's modules");
  module->footer("They are defined in the platform file: jeton apply.");
  module->require_subcommand(1);
  add_list(*module, chosen, modules());
  add_show(*module, chosen, modules());
}

}  // namespace jeton::cli
