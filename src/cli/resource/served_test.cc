#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json/parse.hpp>
#include <string>
#include <vector>

#include "cli/resource/object_text.h"
#include "cli/transcript_test.h"

namespace jeton::cli {
namespace {

namespace json = boost::json;
using ::testing::AllOf;
using ::testing::ContainsRegex;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;

constexpr std::string_view kPlatform = R"(
modules:
  - { id: MOD-5101, code: billing, name: Billing, accountTypes: [Client], paths: [/billing] }
accounts:
  - type: Operations
    name: Platform Operations
    modules: [access-management, account-management, platform-account-management]
  - { id: ACC-5101-0002, type: Client, name: Birch Retail, modules: [access-management, billing] }
tokens:
  - account: Platform Operations
    id: TKN-5101-0001
    name: Operator
    modules: [access-management, account-management, platform-account-management]
    valueFrom: { env: OPERATOR }
  - { id: TKN-5101-0002, account: Birch Retail, name: Till, modules: [billing], valueFrom: { env: TILL } }
  - { id: TKN-5101-0003, account: Birch Retail, name: Desk, modules: [access-management], valueFrom: { env: DESK } }
)";

/// Commands of an operator, and of an account's own token, against `jeton serve`.
class ServedResources : public ServedCommands {
 protected:
  ServedResources() {
    environment["OPERATOR"] = "idt:TKN-5101-0001:zqxjkvbp0123456789abcdef01";
    environment["TILL"] = "idt:TKN-5101-0002:zqxjkvbp0123456789abcdef02";
    environment["DESK"] = "idt:TKN-5101-0003:zqxjkvbp0123456789abcdef03";
    EXPECT_EQ(run({"init"}).code, 0);
    const auto applied = run({"apply", "-f", "-"}, std::string{kPlatform});
    EXPECT_EQ(applied.code, 0) << applied.err;
    const auto line = serve();
    environment["JETON_URL"] = line.substr(line.find("http"));
    be("OPERATOR");
  }

  void be(const std::string& who) { environment["JETON_TOKEN"] = environment[who]; }

  /// The JSON that a command prints.
  json::object object(std::vector<std::string> words) {
    words.insert(words.end(), {"--output", "json"});
    const auto ended = run(words);
    EXPECT_EQ(ended.code, 0) << ended.err;
    boost::system::error_code failed;
    auto value = json::parse(ended.out, failed);
    EXPECT_FALSE(failed) << ended.out;
    return value.is_object() ? std::move(value.get_object()) : json::object{};
  }

  /// Of Birch Retail.
  std::string default_group() {
    const auto groups = object({"group", "list", "--filter", "account.id=ACC-5101-0002,isDefault=true"});
    return text_at(groups, "data.id");
  }

  std::string made(std::vector<std::string> words) { return text_at(object(std::move(words)), "id"); }
};

TEST_F(ServedResources, ATokenFromItsCreationToItsEnd) {
  be("DESK");
  const auto created = object({"token", "create", "--name", "Export", "--module", "MOD-5101"});
  const auto id = text_at(created, "id");
  const auto text = text_at(created, "token");
  EXPECT_THAT(text, StartsWith("idt:" + id + ":"));

  const auto shown = run({"token", "show", id});
  EXPECT_THAT(shown.out, AllOf(ContainsRegex("name +Export"), ContainsRegex("modules +Billing .MOD-5101.")));
  EXPECT_THAT(shown.out, Not(HasSubstr(text)));
  EXPECT_THAT(run({"token", "show", id, "--select", "token"}).out, HasSubstr(text));

  const auto file = write("token.txt", text + "\n");
  const auto good = run({"token", "verify", "--token-file", file});
  EXPECT_EQ(good.out, id + " Export is valid. Account: Birch Retail (ACC-5101-0002). Modules: Billing.\n");

  const auto edited = run({"token", "edit", id, "--name", "Export 2", "--description", "Nightly"});
  EXPECT_EQ(edited.code, 0) << edited.err;
  EXPECT_THAT(edited.out, AllOf(ContainsRegex("name +Export 2"), Not(HasSubstr(text))));
  EXPECT_FALSE(
      object({"token", "edit", id, "--clear", "description", "--clear", "modules"}).contains("description"));

  EXPECT_THAT(run({"token", "disable", id}).out, ContainsRegex("status +Disabled"));
  const auto refused = run({"token", "verify", "--token-file", "-"}, text);
  EXPECT_EQ(refused.code, 3);
  EXPECT_EQ(refused.err, "jeton: The token is not valid.\n");
  EXPECT_EQ(run({"token", "disable", id}).code, 1);
  EXPECT_EQ(run({"token", "enable", id}).code, 0);
  EXPECT_EQ(run({"token", "verify", "--token-file", file}).code, 0);
  EXPECT_EQ(run({"token", "delete", id}).out, id + " is deleted.\n");
  EXPECT_EQ(run({"token", "show", id}).code, 5);
}

// Tests run in the project's folder.
TEST_F(ServedResources, ALogoIsUploadedAndTakenAway) {
  be("DESK");
  const auto id = made({"token", "create", "--name", "Export", "--logo", "docs/images/wizard.png"});
  EXPECT_THAT(run({"token", "show", id}).out, ContainsRegex("icon +/v1/accounts/api-tokens/" + id + "/icon"));
  EXPECT_THAT(run({"token", "edit", id, "--clear", "icon"}).out, Not(HasSubstr("icon")));
  EXPECT_THAT(run({"token", "edit", id, "--logo", "docs/images/wizard.png"}).out, HasSubstr("icon"));
  EXPECT_EQ(run({"token", "edit", id, "--logo", "README.md"}).code, 1);
}

TEST_F(ServedResources, ListsAreFilteredOrderedAndReadAsAWhole) {
  const auto listed = run({"token", "list", "--filter", "account.id=ACC-5101-0002", "--order", "-name"});
  EXPECT_EQ(listed.code, 0) << listed.err;
  EXPECT_THAT(listed.out, ContainsRegex("^ID +NAME +STATUS +ACCOUNT +LAST ACCESS\n"
                                        "TKN-5101-0002 +Till +Active +Birch Retail *[^\n]*\n"
                                        "TKN-5101-0003 +Desk [^\n]*\n$"));
  const auto all = run({"token", "list", "--all", "--output", "json", "--select", "-*,name"});
  EXPECT_THAT(all.out, ContainsRegex("^(.\"id\":\"TKN-5101-000[123]\",\"name\":\"[A-Za-z]+\".\n)+$"));
  EXPECT_THAT(all.err, IsEmpty());
  EXPECT_EQ(run({"token", "list", "--all"}).out, run({"token", "list"}).out);
  const auto broken = run({"token", "list", "--filter", "nonsense(name,1)"});
  EXPECT_EQ(broken.code, 1);
  EXPECT_THAT(broken.err, HasSubstr("nonsense"));
  const auto all_broken = run({"token", "list", "--all", "--filter", "nonsense(name,1)"});
  EXPECT_EQ(all_broken.code, 1);
  EXPECT_THAT(all_broken.out, IsEmpty());
}

TEST_F(ServedResources, ExitCodesSayWhoMayWhat) {
  be("TILL");
  EXPECT_EQ(run({"token", "list"}).code, 4);
  be("DESK");
  EXPECT_EQ(run({"token", "show", "TKN-5101-0001"}).code, 5);
  EXPECT_EQ(run({"module", "list"}).code, 4);
  environment["JETON_TOKEN"] = "idt:TKN-5101-0003:zqxjkvbp0123456789abcdef99";
  EXPECT_EQ(run({"token", "list"}).code, 3);
  EXPECT_EQ(run({"token", "verify"}).code, 3);
}

TEST_F(ServedResources, AnAccountAndItsStatus) {
  const auto id = made({"account", "create", "--name", "Pinefold Dairy", "--type", "Client", "--city",
                        "Ambleford", "--country", "GB"});
  EXPECT_THAT(run({"account", "list", "--filter", "name='Pinefold Dairy'"}).out,
              ContainsRegex(id + " +Pinefold Dairy +Client +Enabled"));
  EXPECT_THAT(
      run({"account", "edit", id, "--external-id", "P-1", "--website", "https://pinefold.example"}).out,
      AllOf(ContainsRegex("address.city +Ambleford"), ContainsRegex("externalId +P-1")));
  EXPECT_THAT(run({"account", "activate", id}).out, ContainsRegex("status +Active"));
  EXPECT_THAT(run({"account", "deactivate", id}).out, ContainsRegex("status +Enabled"));
  EXPECT_THAT(run({"account", "disable", id}).out, ContainsRegex("status +Disabled"));
  EXPECT_THAT(run({"account", "enable", id}).out, ContainsRegex("status +Enabled"));
  EXPECT_THAT(run({"account", "edit", id, "--clear", "website"}).out, Not(HasSubstr("website")));
}

TEST_F(ServedResources, AGroupAndItsModules) {
  be("DESK");
  const auto id = made({"group", "create", "--name", "Bookkeeping", "--module", "MOD-5101"});
  EXPECT_THAT(run({"group", "list"}).out,
              ContainsRegex(id + " +Bookkeeping +Birch Retail +no +[^\n]*Billing"));
  EXPECT_THAT(run({"group", "edit", id, "--name", "Accounting"}).out, ContainsRegex("name +Accounting"));
  EXPECT_EQ(run({"group", "delete", id}).code, 0);
  EXPECT_EQ(run({"group", "show", id}).code, 5);
}

TEST_F(ServedResources, ModulesAreListedAndShown) {
  EXPECT_THAT(run({"module", "list", "--filter", "code=billing"}).out,
              ContainsRegex("MOD-5101 +billing +Billing +Client\n"));
  EXPECT_THAT(run({"module", "show", "MOD-5101"}).out, ContainsRegex("settings.default +no"));
}

TEST_F(ServedResources, TheAuditTrailIsReadAndAddedTo) {
  EXPECT_THAT(run({"audit", "list", "--limit", "100", "--filter", "object.id=TKN-5101-0002"}).out,
              ContainsRegex("AUD-[0-9-]+ +20[^ ]+Z +TKN-5101-0002 +System +API token created"));
  const auto id =
      made({"audit", "submit", "--event", "extensions.ledger.export_finished", "--object", "TKN-5101-0002",
            "--summary", "Export finished", "--details", "{{actor.name}} exported {{invoices}} invoices.",
            "--documents", write("documents.json", R"({"invoices":214})")});
  EXPECT_THAT(run({"audit", "show", id}).out, HasSubstr("{{actor.name}}"));
  EXPECT_THAT(run({"audit", "show", id, "--render"}).out, HasSubstr("Operator exported 214 invoices."));
  // The newest first.
  EXPECT_THAT(run({"audit", "list"}).out, ContainsRegex("SUMMARY\n" + id));

  const auto types = run({"audit", "event-types", "--filter", "key=extensions.ledger.export_finished"});
  const auto type = types.out.substr(types.out.find("AET-"), std::string{"AET-0000-0000"}.size());
  EXPECT_THAT(run({"audit", "event-type", "edit", type, "--name", "Export finished"}).out,
              ContainsRegex("name +Export finished"));
  EXPECT_THAT(run({"audit", "event-type", "show", type}).out, ContainsRegex("key +extensions.ledger"));
}

TEST_F(ServedResources, AMembershipFromItsInvitationToItsEnd) {
  const auto id = made({"member", "invite", "--email", "dana@birch-retail.example", "--first-name", "Dana",
                        "--last-name", "Birch", "--account", "ACC-5101-0002", "--group", default_group()});
  EXPECT_THAT(
      run({"member", "list", "--filter", "account.id=ACC-5101-0002"}).out,
      ContainsRegex(id + " +Dana Birch +dana@birch-retail.example +Birch Retail +Invited +Administrators"));
  EXPECT_THAT(run({"member", "edit", id, "--first-name", "Dina"}).out, HasSubstr("Dina Birch"));
  EXPECT_THAT(run({"member", "resend-invite", id}).out, ContainsRegex("invitation.url +http"));
  EXPECT_EQ(run({"member", "send-new-invite", id}).code, 1);
  EXPECT_EQ(run({"member", "remove", id}).out, id + " is removed.\n");
  EXPECT_EQ(run({"member", "show", id}).code, 5);
}

TEST_F(ServedResources, AUserIsEditedBlockedAndDeleted) {
  const std::string email = "dana@birch-retail.example";
  const auto member = made({"member", "invite", "--email", email, "--first-name", "Dana", "--last-name",
                            "Birch", "--account", "ACC-5101-0002", "--group", default_group()});
  EXPECT_THAT(
      run({"user", "edit", email, "--last-name", "Beech", "--phone-prefix", "+44", "--phone-number", "5"})
          .out,
      AllOf(ContainsRegex("name +Dana Beech"), ContainsRegex("phone.prefix +.44")));
  EXPECT_THAT(run({"user", "edit", email, "--clear", "phone"}).out, Not(HasSubstr("phone")));
  EXPECT_THAT(run({"user", "block", email}).out, ContainsRegex("status +Blocked"));
  EXPECT_THAT(run({"user", "unblock", email}).out, ContainsRegex("status +Invited"));
  EXPECT_EQ(run({"user", "delete", email}).code, 1);
  EXPECT_EQ(run({"member", "remove", member}).code, 0);
  EXPECT_EQ(run({"user", "delete", email}).code, 0);
  EXPECT_THAT(run({"user", "list", "--filter", "email='" + email + "'"}).out,
              ContainsRegex("USR-[^\n]+ Deleted"));
}

}  // namespace
}  // namespace jeton::cli
