#include "api/kept_answer.h"

#include <gtest/gtest.h>

#include <string>

namespace jeton::api {
namespace {

TEST(KeptAnswer, IsReadAsItWas) {
  auto answer = net::json_response(202, R"({"token": "secret"})");
  answer.set_header("ETag", "\"7\"");
  const auto read = read_kept_answer(kept_answer(answer, "{\"id\": \"a\",\n\"name\": \"b c\"}")).value();
  EXPECT_EQ(read.status, 202);
  EXPECT_EQ(read.header("ETag"), "\"7\"");
  EXPECT_EQ(read.body, "{\"id\": \"a\",\n\"name\": \"b c\"}");
  EXPECT_EQ(read.header("Content-Type"), answer.header("Content-Type"));
}

TEST(KeptAnswer, HasNoTagWhereThereWasNone) {
  const auto read = read_kept_answer(kept_answer(net::json_response(201, "{}"), "{}")).value();
  EXPECT_EQ(read.status, 201);
  EXPECT_FALSE(read.header("ETag").has_value());
  EXPECT_EQ(read.body, "{}");
}

// A key is in force for a day, and the server may be replaced within it.
TEST(KeptAnswer, OfAnEarlierVersionIsTheBody) {
  const std::string body = R"({"id":"TKN-1234-5678","revision":3,"name":"Ledger sync"})";
  const auto read = read_kept_answer(body).value();
  EXPECT_EQ(read.status, 201);
  EXPECT_EQ(read.header("ETag"), "\"3\"");
  EXPECT_EQ(read.body, body);
  const auto selected = read_kept_answer(R"({"id":"TKN-1234-5678"})").value();
  EXPECT_EQ(selected.status, 201);
  EXPECT_FALSE(selected.header("ETag").has_value());
}

TEST(KeptAnswer, IsABugWhenItIsSomethingElse) {
  for (const auto* text :
       {"", "201", "201 \"1\"", "x \"1\"\n{}", "201x \"1\"\n{}", " \n{}", "\n{}", "{", "{}x", "[]"}) {
    const auto read = read_kept_answer(text);
    ASSERT_TRUE(read.has_error()) << text;
    EXPECT_EQ(read.error().kind(), base::ErrorKind::kInternal) << text;
  }
}

}  // namespace
}  // namespace jeton::api
