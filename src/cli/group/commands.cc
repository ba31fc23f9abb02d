#include "cli/group/commands.h"

#include <CLI/CLI.hpp>

#include "cli/resource/resource.h"

namespace jeton::cli {
namespace {

const Resource& groups() {
  static const Resource kGroups{.noun = "group",
                                .nouns = "groups",
                                .collection = "accounts/user-groups",
                                .id_example = "UGR-3010-0001",
                                .columns = {{"ID", "id"},
                                            {"NAME", "name"},
                                            {"ACCOUNT", "account.name"},
                                            {"DEFAULT", "isDefault"},
                                            {"MODULES", "modules.name"}},
                                .filter_example = "isDefault=true"};
  return kGroups;
}

std::vector<Field> group_fields() {
  return {
      {"--name", "name", FieldKind::kText, "NAME", "Up to 200 characters"},
      {"--description", "description", FieldKind::kText, "TEXT", "Up to 2000 characters"},
      {"--logo", "logo", FieldKind::kText, "ADDRESS", "Path or https address of its picture"},
      {"--module", "modules", FieldKind::kReferences, "MOD-ID", "Module its users may use; may be repeated"}};
}

std::vector<Field> new_group_fields() {
  auto all = group_fields();
  all.push_back(owner_field());
  return all;
}

}  // namespace

void add_group_commands(CLI::App& parent, Chosen& chosen) {
  auto* group = parent.add_subcommand("group", "Create and manage user groups");
  group->require_subcommand(1);
  add_list(*group, chosen, groups());
  add_show(*group, chosen, groups());
  add_create(*group, chosen, groups(),
             {.name = "create",
              .meaning = "Create a user group",
              .about = "It can have only modules of the account's default group.",
              .examples = {"--name Bookkeeping --module MOD-5231"}},
             new_group_fields());
  add_edit(*group, chosen, groups(),
           {.name = "edit",
            .meaning = "Change a user group",
            .about = "The modules given replace the ones it has.",
            .examples = {"UGR-3010-0001 --name Accounting --clear description",
                         "UGR-3010-0001 --module MOD-5231 --module MOD-3347"}},
           group_fields(), {"description", "logo", "modules"});
  add_removal(*group, chosen, groups(),
              {.name = "delete",
               .meaning = "Delete a user group",
               .about = "The default group and groups with users cannot be deleted."},
              "deleted");
}

}  // namespace jeton::cli
