#include "cli/token/commands.h"

#include <CLI/CLI.hpp>

#include "cli/resource/resource.h"

namespace jeton::cli {
namespace {

const Resource& tokens() {
  static const Resource kTokens{.noun = "token",
                                .nouns = "tokens",
                                .collection = "accounts/api-tokens",
                                .id_example = "TKN-8857-1729",
                                .columns = {{"ID", "id"},
                                            {"NAME", "name"},
                                            {"STATUS", "status"},
                                            {"ACCOUNT", "account.name"},
                                            {"LAST ACCESS", "lastAccessAt"}},
                                .filter_example = "status=Active",
                                .hidden = "-token",
                                .picture = {"--logo", "apiToken", "icon"}};
  return kTokens;
}

std::vector<Field> token_fields() {
  return {{"--name", "name", FieldKind::kText, "NAME", "Up to 200 letters, digits, spaces and - . ' \""},
          {"--description", "description", FieldKind::kText, "TEXT", "Up to 2000 characters"},
          {"--icon", "icon", FieldKind::kText, "ADDRESS", "Path or https address of its picture"},
          {"--module", "modules", FieldKind::kReferences, "MOD-ID", "Module it may use; may be repeated"},
          {"--extension", "extensions", FieldKind::kReferences, "EXT-ID",
           "Extension it is limited to; may be repeated (default: all)"}};
}

std::vector<Field> new_token_fields() {
  auto all = token_fields();
  all.push_back(owner_field());
  return all;
}

}  // namespace

void add_token_commands(CLI::App& parent, Chosen& chosen) {
  auto* token = parent.add_subcommand("token", "Create and manage API tokens");
  token->require_subcommand(1);
  add_list(*token, chosen, tokens());
  add_show(*token, chosen, tokens());
  add_create(
      *token, chosen, tokens(),
      {.name = "create",
       .meaning = "Create a token and print its text",
       .about = "The text is in the field token. It is all that a program needs: keep it like a password.",
       .examples = {"--name \"Invoice export\" --module MOD-5231",
                    "--name \"Invoice export\" --module MOD-5231 --output json | jq -r .token > token.txt"}},
      new_token_fields());
  add_edit(
      *token, chosen, tokens(),
      {.name = "edit",
       .meaning = "Change a token's name, description or modules",
       .about = "The modules given replace the ones it has.",
       .examples = {"TKN-8857-1729 --name \"Invoice export 2\" --clear description",
                    "TKN-8857-1729 --module MOD-5231 --module MOD-3347", "TKN-8857-1729 --clear modules"}},
      token_fields(), {"description", "icon", "modules", "extensions"});
  add_action(*token, chosen, tokens(), {.name = "enable", .meaning = "Enable a disabled token"});
  add_action(*token, chosen, tokens(),
             {.name = "disable", .meaning = "Disable a token, from its next request on"});
  add_removal(*token, chosen, tokens(),
              {.name = "delete", .meaning = "Delete a token permanently", .about = "It cannot be restored."},
              "deleted");
  add_token_verify(*token, chosen);
  add_token_mint(*token, chosen);
}

}  // namespace jeton::cli
