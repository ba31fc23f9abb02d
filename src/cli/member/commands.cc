#include "cli/member/commands.h"

#include <CLI/CLI.hpp>

#include "cli/resource/resource.h"

namespace jeton::cli {
namespace {

const Resource& memberships() {
  static const Resource kMemberships{.noun = "membership",
                                     .nouns = "memberships",
                                     .collection = "accounts/account-users",
                                     .id_example = "AUSR-3010-0001-0001",
                                     .columns = {{"ID", "id"},
                                                 {"NAME", "user.name"},
                                                 {"EMAIL", "user.email"},
                                                 {"ACCOUNT", "account.name"},
                                                 {"STATUS", "status"},
                                                 {"GROUPS", "groups.name"}},
                                     .filter_example = "account.id='ACC-3010-4421',status=Invited"};
  return kMemberships;
}

std::vector<Field> member_fields() {
  return {{"--first-name", "user.firstName", FieldKind::kText, "NAME", "First name"},
          {"--last-name", "user.lastName", FieldKind::kText, "NAME", "Last name"},
          {"--group", "groups", FieldKind::kReferences, "UGR-ID", "Group of the account; may be repeated"}};
}

std::vector<Field> new_member_fields() {
  auto all = member_fields();
  all.push_back(
      {"--email", "user.email", FieldKind::kText, "EMAIL", "E-mail address of a new or existing user"});
  all.push_back({"--account", "account", FieldKind::kReference, "ACC-ID", "Account to invite into"});
  all.push_back({"--status",
                 "invitation.status",
                 FieldKind::kText,
                 "STATUS",
                 "Active adds an existing user immediately; operations only",
                 {"Invited", "Active"}});
  all.push_back({"--notes", "invitation.notes", FieldKind::kText, "TEXT", "Notes; operations only"});
  return all;
}

}  // namespace

void add_member_commands(CLI::App& parent, Chosen& chosen) {
  auto* member = parent.add_subcommand("member", "Invite users into accounts and manage their memberships");
  member->footer("A membership is a user's place in one account. The users themselves: jeton user.");
  member->require_subcommand(1);
  add_list(*member, chosen, memberships());
  add_show(*member, chosen, memberships());
  add_create(*member, chosen, memberships(),
             {.name = "invite",
              .meaning = "Invite someone into an account",
              .about = "The invitation's link is in the output, in invitation.url.",
              .examples = {"--email ada@alder-freight.example --first-name Ada --last-name Alder \\\n"
                           "      --account ACC-3010-4421 --group UGR-3010-0001"}},
             new_member_fields());
  add_edit(*member, chosen, memberships(),
           {.name = "edit",
            .meaning = "Change the groups of a membership, or the user's name",
            .about = "The groups given replace the ones it has.",
            .examples = {"AUSR-3010-0001-0001 --group UGR-3010-0001"}},
           member_fields(), {});
  add_action(*member, chosen, memberships(),
             {.name = "resend-invite", .meaning = "Renew a pending invitation"});
  add_action(*member, chosen, memberships(),
             {.name = "send-new-invite", .meaning = "Replace an expired invitation"});
  add_removal(*member, chosen, memberships(),
              {.name = "remove",
               .meaning = "End a membership",
               .about = "The user is kept and may be invited again."},
              "removed");
}

}  // namespace jeton::cli
