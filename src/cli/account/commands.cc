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
  return {
      {"--name", "name", FieldKind::kText, "NAME", "Up to 500 characters"},
      {"--description", "description", FieldKind::kText, "TEXT", "Up to 2000 characters"},
      {"--website", "website", FieldKind::kText, "URL", "Address of its website"},
      {"--support-email", "technicalSupportEmail", FieldKind::kText, "EMAIL",
       "E-mail address for technical support"},
      {"--address-line-1", "address.addressLine1", FieldKind::kText, "TEXT", "First line of the address"},
      {"--address-line-2", "address.addressLine2", FieldKind::kText, "TEXT", "Second line of the address"},
      {"--post-code", "address.postCode", FieldKind::kText, "TEXT", "Postal code of the address"},
      {"--city", "address.city", FieldKind::kText, "TEXT", "City of the address"},
      {"--state", "address.state", FieldKind::kText, "TEXT", "State or region of the address"},
      {"--country", "address.country", FieldKind::kText, "CODE", "Country of the address, such as GB"},
      {"--language", "defaultLanguageCode", FieldKind::kText, "TAG",
       "Default language of new users, such as en-GB"},
      {"--external-id", "externalId", FieldKind::kText, "TEXT", "Its id in another system; operations only"},
      {"--reveal-tokens", "revealTokens", FieldKind::kBoolean, "WHETHER",
       "Whether its tokens can be shown again later"}};
}

std::vector<Field> new_account_fields() {
  auto all = account_fields();
  all.push_back({"--type", "type", FieldKind::kText, "TYPE", "Type of the account", {"Vendor", "Client"}});
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
              .about = "It comes with a group, Administrators. Next, invite someone: jeton member invite.",
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
  add_action(*account, chosen, accounts(), {.name = "enable", .meaning = "Enable a disabled account"});
  add_action(*account, chosen, accounts(),
             {.name = "disable",
              .meaning = "Disable an account",
              .about = "Its users and tokens are refused everywhere until it is enabled again."});
  add_action(*account, chosen, accounts(),
             {.name = "activate",
              .meaning = "Make an enabled Client account active",
              .about = "It needs an external id: jeton account edit ID --external-id TEXT."});
  add_action(*account, chosen, accounts(),
             {.name = "deactivate", .meaning = "Make an active Client account enabled again"});
}

}  // namespace jeton::cli
