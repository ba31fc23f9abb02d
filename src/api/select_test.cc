#include "api/select.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

namespace jeton::api {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const std::vector<FieldDefault> kSchema{{"id"},      {"name"},           {"status"},      {"token", false},
                                        {"account"}, {"modules", false}, {"audit", false}};

boost::json::object full() {
  return boost::json::parse(R"({
    "id": "TKN-0000-0001", "name": "Export", "status": "Active", "token": "idt:…",
    "account": {"id": "ACC-0000-0001", "name": "Alder Freight", "type": "Client"},
    "modules": [{"id": "MOD-0001", "name": "Billing", "code": "billing"}],
    "audit": {"created": {"at": "2026-01-01T00:00:00.000Z"}}})")
      .as_object();
}

std::vector<std::string> keys_for(std::string_view select) {
  const auto kept = Selection::parse(select)->prune(full(), kSchema, nullptr);
  std::vector<std::string> keys;
  for (const auto& member : kept) keys.emplace_back(member.key());
  return keys;
}

std::string member_for(std::string_view select, std::string_view name) {
  return boost::json::serialize(Selection::parse(select)->prune(full(), kSchema, nullptr).at(name));
}

// A-053c
TEST(Selection, ShowsAWholeReferenceThatIsNamedBesideItsMembers) {
  EXPECT_EQ(member_for("account.name", "account"), R"({"name":"Alder Freight"})");
  EXPECT_EQ(member_for("account,account.name", "account"),
            R"({"id":"ACC-0000-0001","name":"Alder Freight","type":"Client"})");
}

// A-051
TEST(Selection, PlainAndPlusAddToTheDefaults) {
  EXPECT_THAT(keys_for(""), ElementsAre("id", "name", "status", "account"));
  EXPECT_THAT(keys_for("audit"), ElementsAre("id", "name", "status", "account", "audit"));
  EXPECT_THAT(keys_for("+audit,+modules"),
              ElementsAre("id", "name", "status", "account", "modules", "audit"));
}

// A-050: a decoded plus arrives as a blank.
TEST(Selection, TakesALeadingBlankForPlus) {
  EXPECT_THAT(keys_for(" audit, modules"),
              ElementsAre("id", "name", "status", "account", "modules", "audit"));
}

TEST(Selection, MinusRemoves) {
  EXPECT_THAT(keys_for("-name,-account"), ElementsAre("id", "status"));
}

// A-051: the position of `-*` does not matter.
TEST(Selection, MinusStarShrinksToWhatIsNamed) {
  EXPECT_THAT(keys_for("-*,id,name,status"), ElementsAre("id", "name", "status"));
  EXPECT_THAT(keys_for("name,-*"), ElementsAre("id", "name"));
}

TEST(Selection, StarTakesEverything) {
  EXPECT_THAT(keys_for("*"), ElementsAre("id", "name", "status", "token", "account", "modules", "audit"));
}

// A-052
TEST(Selection, ShownWinsOverHidden) {
  EXPECT_THAT(keys_for("-audit,audit"), ElementsAre("id", "name", "status", "account", "audit"));
}

// A-053, A-050: names ignore case.
TEST(Selection, IgnoresUnknownNamesAndCase) {
  EXPECT_THAT(keys_for("colour,AUDIT"), ElementsAre("id", "name", "status", "account", "audit"));
}

// A-053a
TEST(Selection, AlwaysAnswersTheId) {
  EXPECT_THAT(keys_for("-*,-id"), ElementsAre("id"));
}

// A-053b
TEST(Selection, ShowsWhatTheFilterUses) {
  auto selection = *Selection::parse("-name,-status");
  selection.show("name");
  selection.show("audit.created.at");
  const auto kept = selection.prune(full(), kSchema, nullptr);
  EXPECT_TRUE(kept.contains("name"));
  EXPECT_TRUE(kept.contains("audit"));
  EXPECT_FALSE(kept.contains("status"));
}

// A-053c
TEST(Selection, DottedNamesAnswerOnlyThoseMembers) {
  EXPECT_EQ(member_for("modules.id,modules.name", "modules"), R"([{"id":"MOD-0001","name":"Billing"}])");
  EXPECT_EQ(member_for("account.id", "account"), R"({"id":"ACC-0000-0001"})");
  EXPECT_EQ(member_for("-account.type", "account"), R"({"id":"ACC-0000-0001","name":"Alder Freight"})");
}

// A-050: the grouped form.
TEST(Selection, GroupsSelectInside) {
  EXPECT_EQ(member_for("modules(*,-id)", "modules"), R"([{"name":"Billing","code":"billing"}])");
  EXPECT_EQ(member_for("modules(-*,code)", "modules"), R"([{"code":"billing"}])");
}

// A-050, A-053: as deep as names go, and one level further.
TEST(Selection, StopsWhereNoRepresentationReaches) {
  boost::json::object inner{
      {"g", boost::json::object{{"h", boost::json::object{{"i", 1}, {"j", 2}}}, {"x", 3}}}};
  for (const auto* name : {"f", "e", "d", "c", "b"}) inner = boost::json::object{{name, inner}, {"x", 3}};
  const auto pruned = [&](std::string_view select) {
    return boost::json::serialize(Selection::parse(select)->prune({{"a", inner}}, {{"a"}}, nullptr));
  };
  const auto whole = boost::json::serialize(boost::json::object{{"a", inner}});
  EXPECT_NE(pruned("a.b.c.d.e.f.g.h"), whole);
  EXPECT_EQ(pruned("a.b.c.d.e.f.g.h.i"), whole);
  EXPECT_NE(pruned("a.b.c.d.e.f.g(-*,h)"), whole);
  EXPECT_EQ(pruned("a.b.c.d.e.f.g.h(-*,i)"), pruned("a.b.c.d.e.f.g.h"));
}

// A-033
TEST(Selection, NamesWhatItLeftOut) {
  std::vector<std::string> omitted;
  (void)Selection::parse("-name,audit")->prune(full(), kSchema, &omitted);
  EXPECT_THAT(omitted, ElementsAre("name", "token", "modules"));
  omitted.clear();
  (void)Selection::parse("*")->prune(full(), kSchema, &omitted);
  EXPECT_THAT(omitted, IsEmpty());
}

// Q-032, A-064
TEST(Selection, RefusesWhatDoesNotParse) {
  for (const auto* text : {"(", ")", "a(((((((((((((b", "a)b),c", "'name", "name'", "a(b)c", "a="}) {
    const auto refused = Selection::parse(text);
    ASSERT_TRUE(refused.has_error()) << text;
    EXPECT_EQ(refused.error().kind(), base::ErrorKind::kInvalid) << text;
    EXPECT_EQ(refused.error().fields().front().path, "select") << text;
  }
}

// A-053, A-058, Q-092
TEST(Selection, PassesOverWhatIsNoName) {
  for (const auto* text : {"", ",,,", "-", "+", ".", "a..b", "-a(b)", "a=b", "(a,b)", "eq(a,b)"}) {
    EXPECT_THAT(keys_for(text), ElementsAre("id", "name", "status", "account")) << text;
  }
}

}  // namespace
}  // namespace jeton::api
