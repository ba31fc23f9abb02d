#include "cli/account/commands.h"

#include <CLI/CLI.hpp>

#include "cli/resource/resource.h"

namespace jeton::cli {
namespace {

const Resource& accounts() {
  static const Resource kAccounts{.noun = "account",
                                  .nouns = "accounts",
                                  .collection = "accounts/accounts",
                                  .id_example = "ACC-3010-4421",
                                  .columns = {{"ID", "id"},
                                              {"NAME", "name"},
                                              {"TYPE", "type"},
                                              {"STATUS", "status"},
                                              {"EXTERNAL ID", "externalId"}},
                                  .filter_example = "type=Client,status=Active",
                                  .picture = {"--logo", "account", "logo"}};
  return kAccounts;
}

std::vector<Field> account_fields() {
  return {{"--name", "name", FieldKind::kText, "NAME", "Up to 500 characters"},
          {"--description", "description", FieldKind::kText, "TEXT", "Up to 2000 characters"},
          {"--website", "website", FieldKind::kText, "URL", "Where it is on the web"},
          {"--support-email", "technicalSupportEmail", FieldKind::kText, "EMAIL",
           "Who helps with technical trouble"},
          {"--address-line-1", "address.addressLine1", FieldKind::kText, "TEXT", "Of the address"},
          {"--address-line-2", "address.addressLine2", FieldKind::kText, "TEXT", "Of the address"},
          {"--post-code", "address.postCode", FieldKind::kText, "TEXT", "Of the address"},
          {"--city", "address.city", FieldKind::kText, "TEXT", "Of the address"},
          {"--state", "address.state", FieldKind::kText, "TEXT", "Of the address"},
          {"--country", "address.country", FieldKind::kText, "CODE", "Of the address, such as GB"},
          {"--language", "defaultLanguageCode", FieldKind::kText, "TAG", "Of new users, such as en-GB"},
          {"--external-id", "externalId", FieldKind::kText, "TEXT",
           "What another system calls it; for operations"},
          {"--reveal-tokens", "revealTokens", FieldKind::kBoolean, "WHETHER",
           "Whether the text of its tokens can be shown again"}};
}

std::vector<Field> new_account_fields() {
  auto all = account_fields();
  all.push_back({"--type", "type", FieldKind::kText, "TYPE", "What kind of account", {"Vendor", "Client"}});
  return all;
}

}  // namespace

void add_account_commands(CLI::App& parent, Chosen& chosen) {
  auto* account = parent.add_subcommand("account", "Create and manage accounts");
  account->require_subcommand(1);
  add_list(*account, chosen, accounts());
  add_show(*account, chosen, accounts());
  add_create(*account, chosen, accounts(),
             {.name = "create",
              .meaning = "Create a Vendor or Client account",
              .about = "Its group Administrators comes with it. Invite somebody next: jeton member invite.",
              .examples = {"--name \"Pinefold Dairy\" --type Client --city Ambleford --country GB",
                           "--body account.json"}},
             new_account_fields());
  add_edit(*account, chosen, accounts(),
           {.name = "edit",
            .meaning = "Change an account",
            .examples = {"ACC-3010-4421 --description \"Freight by road and rail\"",
                         "ACC-3010-4421 --reveal-tokens false --clear website"}},
           account_fields(),
           {"description", "website", "technicalSupportEmail", "address", "defaultLanguageCode", "externalId",
            "icon"});
  add_action(*account, chosen, accounts(),
             {.name = "enable", .meaning = "Put a disabled account back into use"});
  add_action(*account, chosen, accounts(),
             {.name = "disable",
              .meaning = "Take an account out of use",
              .about = "Its users and tokens are let in nowhere until it is enabled again."});
  add_action(*account, chosen, accounts(),
             {.name = "activate",
              .meaning = "Make an enabled Client account active",
              .about = "It needs an external id: jeton account edit ID --external-id TEXT."});
  add_action(*account, chosen, accounts(),
             {.name = "deactivate", .meaning = "Make an active Client account enabled again"});
}

}  // namespace jeton::cli
