#include "app/audit/audit_documents.h"

#include <gtest/gtest.h>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "app/testing/platform.h"
#include "domain/placeholders.h"

namespace jeton::app {
namespace {

std::string masked(std::string_view text) {
  auto documents = boost::json::parse(text).as_object();
  mask_secrets(documents);
  return boost::json::serialize(documents);
}

TEST(SeenActorName, IsUnknownWhereThereIsNone) {
  EXPECT_EQ(seen_actor_name({}), "Unknown");
  EXPECT_EQ(seen_actor_name({domain::ActorKind::kUser, "USR-1000-0001", "Ada"}), "Ada");
}

// R-158
TEST(MaskSecrets, TakesOutMembersThatAreNamedSo) {
  for (const auto* name : {"password", "Password", "newPassword", "pass_phrase", "secret", "client-secret",
                           "clientSecrets", "token", "access_token", "tokens", "apiKey", "api_key",
                           "privateKey", "credentials", "Authorization", "cookie", "Set-Cookie"}) {
    const auto document = [name](std::string_view value) {
      return R"({"a":{")" + std::string{name} + R"(":)" + std::string{value} + "}}";
    };
    EXPECT_EQ(masked(document(R"("canary")")), document(R"("***")")) << name;
    EXPECT_EQ(masked(document("4711")), document(R"("***")")) << name;
    EXPECT_EQ(masked(document(R"(["canary",["canary"]])")), document(R"(["***",["***"]])")) << name;
    // Whether there is one is no secret.
    EXPECT_EQ(masked(document("true")), document("true")) << name;
    EXPECT_EQ(masked(document("null")), document("null")) << name;
  }
}

TEST(MaskSecrets, TakesOutWholeObjectsUnlessTheyAreAboutAToken) {
  EXPECT_EQ(masked(R"({"password":{"value":"canary"}})"), R"({"password":"***"})");
  EXPECT_EQ(masked(R"({"credentials":[{"user":"a","value":"canary"}]})"), R"({"credentials":["***"]})");
  EXPECT_EQ(masked(R"({"apiToken":{"id":"TKN-1234-5678","token":"canary"}})"),
            R"({"apiToken":{"id":"TKN-1234-5678","token":"***"}})");
}

TEST(MaskSecrets, TakesOutTokenTextsWhereverTheyStand) {
  EXPECT_EQ(
      masked(R"({"a":{"note":"use idt:TKN-1234-5678:canary, please","list":["idt:TKN-1234-5678:canary"]}})"),
      R"({"a":{"note":"use ***, please","list":["***"]}})");
  EXPECT_EQ(masked(R"({"idt:TKN-1234-5678:canary":1})"), R"({"***":1})");
}

TEST(MaskSecrets, LeavesEverythingElse) {
  const auto* plain =
      R"({"apiToken":{"id":"TKN-1234-5678","name":"Secretary","revealTokens":true,"modules":[{"id":"MOD-0001"}]},"n":15})";
  EXPECT_EQ(masked(plain), plain);
}

class Placeholder : public ::testing::Test {
 protected:
  std::string render(std::string_view text) {
    const PlaceholderSource source{record, account};
    return domain::render_placeholders(text, [&](std::string_view path) { return source.find(path); });
  }

  testing::TestPlatform platform;
  std::optional<domain::Account> account = platform.alder;
  domain::AuditRecord record{
      .id = domain::AuditRecordId::from_stored("AUD-1002-3344-5566-7788"),
      .event = "extensions.a.b",
      .visibility = domain::AuditVisibility::kPublic,
      .summary = {},
      .details = {},
      .object_id = "TKN-8857-1729",
      .object_name = "Ledger {{actor.id}} sync",
      .object_type = domain::ObjectType::kApiToken,
      .timestamp = {},
      .actor = {domain::ActorKind::kUser, "USR-2201-7788", "Robin }}Holt"},
      .actor_account = platform.alder.id,
      .account_links = {},
      .documents = R"({"order":{"id":"ORDER-7","lines":3,"paid":true,"share":0.5,"at":{"x":1}}})",
      .origin = {},
      .revision = 1};
};

// A-072: values from documents, actor and object.
TEST_F(Placeholder, ReadsDocumentsActorAndObject) {
  EXPECT_EQ(
      render("{{order.id}} {{order.lines}} {{order.paid}} {{order.share}} {{actor.id}} {{actor.account.name}}"
             " {{actor.account.type}} {{object.id}} {{object.objectType}}"),
      "ORDER-7 3 true 0.5 USR-2201-7788 Alder Freight Client TKN-8857-1729 ApiToken");
  EXPECT_EQ(render("[{{order}}{{order.at}}{{order.none}}{{order.id.x}}{{}}{{.}}{{order.}}{{none.a}}]"), "[]");
}

// A name is data: it is not looked at for placeholders, and leaves no double braces.
TEST_F(Placeholder, DoesNotExpandNames) {
  EXPECT_EQ(render("{{object.name}} by {{actor.name}}"), "Ledger {actor.id} sync by Robin }Holt");
}

// A submitted document cannot name another actor.
TEST_F(Placeholder, TakesActorAndObjectFromTheRecordAlone) {
  record.documents = R"({"actor":{"name":"Somebody Else","title":"Chief"},"object":{"id":"TKN-0000-0001"}})";
  EXPECT_EQ(render("{{actor.id}}|{{actor.title}}|{{object.id}}"), "USR-2201-7788||TKN-8857-1729");
}

// R-154: the usual name of the object works without a document of it.
TEST_F(Placeholder, KnowsTheObjectByItsSegment) {
  record.documents.clear();
  EXPECT_EQ(render("{{apiToken.id}}"), "TKN-8857-1729");
  record.documents = "not JSON";
  EXPECT_EQ(render("{{apiToken.id}}{{order.id}}"), "TKN-8857-1729");
}

}  // namespace
}  // namespace jeton::app
