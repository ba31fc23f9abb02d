#include "cli/user/commands.h"

#include <CLI/CLI.hpp>

#include "cli/resource/resource.h"

namespace jeton::cli {
namespace {

constexpr const char* kUserFooter =
    R"(invite, set-password and sign-in-link work on the database itself: run them on the server's machine, with its
settings. The others are clients of the REST API, and accept a user's e-mail address as ID.)";

const Resource& users() {
  static const Resource kUsers{.noun = "user",
                               .nouns = "users",
                               .collection = "accounts/users",
                               .id_example = "USR-2201-7788",
                               .columns = {{"ID", "id"},
                                           {"NAME", "name"},
                                           {"EMAIL", "email"},
                                           {"STATUS", "status"},
                                           {"LAST LOGIN", "lastLoginAt"}},
                               .filter_example = "ilike(email,'*@alder-freight.example')",
                               .picture = {"--picture", "user", "icon"}};
  return kUsers;
}

std::vector<Field> user_fields() {
  return {{"--first-name", "firstName", FieldKind::kText, "NAME", "First name"},
          {"--last-name", "lastName", FieldKind::kText, "NAME", "Last name"},
          {"--phone-prefix", "phone.prefix", FieldKind::kText, "PREFIX", "Such as +44"},
          {"--phone-number", "phone.number", FieldKind::kText, "NUMBER", "Without the prefix"},
          {"--language", "settings.languageCode", FieldKind::kText, "TAG", "Such as en-GB"},
          {"--time-zone", "settings.timeZone", FieldKind::kText, "ZONE", "Such as Europe/London"}};
}

}  // namespace

void add_user_commands(CLI::App& parent, Chosen& chosen) {
  auto* user = parent.add_subcommand("user", "Manage users, set passwords, make sign-in links");
  user->footer(kUserFooter);
  user->require_subcommand(1);
  add_list(*user, chosen, users());
  add_show(*user, chosen, users());
  add_edit(*user, chosen, users(),
           {.name = "edit",
            .meaning = "Change a user's name, phone or settings",
            .examples = {"USR-2201-7788 --last-name Ruiz", "ada@alder-freight.example --clear phone"}},
           user_fields(), {"phone", "icon"});
  add_action(*user, chosen, users(),
             {.name = "block",
              .meaning = "Block a user",
              .about = "Open sessions end, and the user cannot sign in until unblocked."});
  add_action(*user, chosen, users(), {.name = "unblock", .meaning = "Unblock a blocked user"});
  add_removal(*user, chosen, users(),
              {.name = "delete",
               .meaning = "Delete a user",
               .about = "Only a Disabled user, who is no longer in any account, can be deleted."},
              "deleted");
  add_user_invite(*user, chosen);
  add_user_set_password(*user, chosen);
  add_user_sign_in_link(*user, chosen);
}

}  // namespace jeton::cli
