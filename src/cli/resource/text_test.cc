#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json/parse.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "cli/resource/object_text.h"
#include "cli/resource/progress.h"
#include "cli/resource/selection.h"

namespace jeton::cli {
namespace {

namespace json = boost::json;
using ::testing::ElementsAre;

std::string text(const char* value) {
  return text_of(json::parse(value));
}

TEST(TextOf, ReadsAsAPersonSaysIt) {
  EXPECT_EQ(text(R"("a")"), "a");
  EXPECT_EQ(text("null"), "");
  EXPECT_EQ(text("true"), "yes");
  EXPECT_EQ(text("12"), "12");
  EXPECT_EQ(text(R"({"id":"MOD-5231","name":"Billing","code":"billing"})"), "Billing (MOD-5231)");
  EXPECT_EQ(text(R"({"id":"MOD-5231"})"), "MOD-5231");
  EXPECT_EQ(text(R"({"name":"System"})"), "System");
  EXPECT_EQ(text(R"([{"id":"MOD-1","name":"A"},{"id":"MOD-2","name":"B"}])"), "A (MOD-1), B (MOD-2)");
  EXPECT_EQ(text(R"(["Vendor","Client"])"), "Vendor, Client");
  EXPECT_EQ(text(R"({"a":[1]})"), R"({"a":[1]})");
}

TEST(TextAt, FollowsADottedPathThroughCollections) {
  const auto object =
      json::parse(R"({"account":{"name":"Alder"},"modules":[{"name":"A"},{},{"name":"B"}],"n":1})")
          .as_object();
  EXPECT_EQ(text_at(object, "account.name"), "Alder");
  EXPECT_EQ(text_at(object, "modules.name"), "A, B");
  EXPECT_EQ(text_at(object, "n"), "1");
  for (const auto* missing : {"x", "x.y", "account.x", "n.x", ""}) EXPECT_EQ(text_at(object, missing), "");
}

TEST(PrintedObject, ShowsOneFieldALineAndNoMeta) {
  std::istringstream in;
  std::ostringstream out;
  std::ostringstream err;
  const Io io{in, out, err, {}, false};
  const auto object =
      json::parse(R"({"$meta":{"omitted":["audit"]},"id":"ACC-1","address":{"city":"Ambleford",
      "country":"GB"},"account":{"id":"ACC-2","name":"Alder"}})");
  print_object(io, OutputFormat::kTable, object.as_object());
  EXPECT_EQ(out.str(),
            "FIELD            VALUE\n"
            "id               ACC-1\n"
            "address.city     Ambleford\n"
            "address.country  GB\n"
            "account          Alder (ACC-2)\n");
}

std::vector<std::string> headers(std::string_view select) {
  std::vector<std::string> found;
  for (const auto& column :
       columns_for({{"ID", "id"}, {"NAME", "name"}, {"ACCOUNT", "account.name"}}, select)) {
    found.push_back(column.header);
  }
  return found;
}

TEST(Columns, FollowWhatIsSelected) {
  EXPECT_THAT(headers(""), ElementsAre("ID", "NAME", "ACCOUNT"));
  EXPECT_THAT(headers("+audit.created.at,name"), ElementsAre("ID", "NAME", "ACCOUNT", "AUDIT.CREATED.AT"));
  EXPECT_THAT(headers("-account"), ElementsAre("ID", "NAME"));
  EXPECT_THAT(headers("-*,status"), ElementsAre("ID", "STATUS"));
  EXPECT_THAT(headers("-id,modules(id,name)"), ElementsAre("ID", "NAME", "ACCOUNT", "MODULES"));
  EXPECT_THAT(headers("-nam"), ElementsAre("ID", "NAME", "ACCOUNT"));
}

// A-052
TEST(Columns, WhatIsHiddenComesFirstSoThatItsNameShowsIt) {
  EXPECT_EQ(select_with("-token", "token,audit"), "-token,token,audit");
  EXPECT_EQ(select_with("-token", ""), "-token");
  EXPECT_EQ(select_with("", "audit"), "audit");
}

/// What `Progress` tells while an object comes every `pace`.
std::string told(bool out_is_terminal, bool err_is_terminal, std::chrono::milliseconds pace) {
  std::istringstream in;
  std::ostringstream out;
  std::ostringstream err;
  std::chrono::steady_clock::time_point now;
  Io io{in, out, err, {}, false, out_is_terminal, err_is_terminal, [&now] { return now; }};
  {
    Progress progress{io, "tokens"};
    for (int i = 0; i < 3; ++i) {
      now += pace;
      progress.count();
    }
  }
  return err.str();
}

TEST(ProgressOfAList, IsALineOfTheTerminalThatIsGoneAtTheEnd) {
  EXPECT_EQ(told(false, true, std::chrono::milliseconds{100}), "\r\x1b[K2 tokens so far\r\x1b[K");
}

TEST(ProgressOfAList, IsToldElsewhereWhenItTakesLong) {
  EXPECT_EQ(told(false, false, std::chrono::seconds{5}), "jeton: 2 tokens so far.\n");
  EXPECT_EQ(told(false, false, std::chrono::seconds{1}), "");
}

TEST(ProgressOfAList, IsTheListWhereThatIsOnTheTerminal) {
  EXPECT_EQ(told(true, true, std::chrono::seconds{20}), "");
}

}  // namespace
}  // namespace jeton::cli
