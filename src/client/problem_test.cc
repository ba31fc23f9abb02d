#include "client/problem.h"

#include <gtest/gtest.h>

#include <boost/json/parse.hpp>
#include <string>

#include "net/problem.h"

namespace jeton::client {
namespace {

using base::Error;
using base::ErrorKind;

Error error_of_body(int status, std::string body) {
  HttpResponse response;
  response.status = status;
  response.body = std::move(body);
  return error_of(response);
}

std::string title_of(const net::Response& problem) {
  return std::string{boost::json::parse(problem.body).at("title").as_string()};
}

// A-061
TEST(ErrorOfTest, ReadsTheMapOfPaths) {
  const auto error = error_of_body(
      400,
      R"({"title":"Bad Request","detail":"d","traceId":"00-a-b-01","errors":{"name":["Too long.","Bad."],"x":["y"]}})");
  EXPECT_EQ(error.kind(), ErrorKind::kInvalid);
  EXPECT_EQ(error.fields(),
            (std::vector<base::FieldError>{{"name", "Too long."}, {"name", "Bad."}, {"x", "y"}}));
  EXPECT_EQ(error.detail(), "00-a-b-01");
}

// A-062
TEST(ErrorOfTest, ReadsTheListOfMessagesAndFillsPlaceholders) {
  const auto error = error_of_body(
      409,
      R"({"detail":"Conflict of T.","errors":[{"message":"{{who}} is {{who}} and {{gone}}","properties":["status"],"parameters":{"who":"{{who}}!"}}]})");
  EXPECT_EQ(error.kind(), ErrorKind::kConflict);
  EXPECT_EQ(error.message(), "Conflict of T.");
  EXPECT_EQ(error.fields(), (std::vector<base::FieldError>{{"status", "{{who}}! is {{who}}! and {{gone}}"}}));
}

// A-063: either shape with either status.
TEST(ErrorOfTest, TakesEitherShapeAnywhere) {
  EXPECT_EQ(error_of_body(400, R"({"errors":[{"message":"m","properties":["p"]}]})").fields().front().path,
            "p");
  EXPECT_EQ(error_of_body(409, R"({"errors":{"p":["m"]}})").fields().front().message, "m");
  EXPECT_EQ(error_of_body(413, R"({"errors":{"icon":["m"]}})").fields().front().path, "icon");
}

TEST(ErrorOfTest, IsTheKindThatTheServerMeant) {
  const net::Trace trace{std::string(32, 'a'), std::string(16, 'b')};
  for (const auto kind :
       {ErrorKind::kInvalid, ErrorKind::kUnauthenticated, ErrorKind::kDenied, ErrorKind::kNotFound,
        ErrorKind::kConflict, ErrorKind::kPreconditionFailed, ErrorKind::kMethodNotAllowed,
        ErrorKind::kNotAcceptable, ErrorKind::kPayloadTooLarge, ErrorKind::kUnsupportedMediaType,
        ErrorKind::kTooManyRequests, ErrorKind::kUnavailable, ErrorKind::kInternal}) {
    const auto sent = net::problem_response(Error{kind, "words"}, trace, {});
    const auto error = error_of_body(sent.status, sent.body);
    EXPECT_EQ(error.kind(), kind) << sent.status;
    EXPECT_EQ(error.detail(), trace.to_traceparent());
    EXPECT_EQ(error.message(), sent.status < 500 ? "words" : title_of(sent));
  }
  EXPECT_EQ(error_of_body(502, "").kind(), ErrorKind::kUnavailable);
  EXPECT_EQ(error_of_body(418, "{}").kind(), ErrorKind::kInvalid);
  EXPECT_EQ(error_of_body(302, "").kind(), ErrorKind::kInternal);
}

TEST(ErrorOfTest, SaysWhereTheServerRedirectsTo) {
  HttpResponse response{
      .status = 301, .headers = {{"Location", "https://tokens.example/"}}, .body = "<html>"};
  EXPECT_NE(error_of(response).message().find("redirects to https://tokens.example/."), std::string::npos);
  response.status = 404;
  EXPECT_EQ(error_of(response).message().find("redirects"), std::string::npos);
}

TEST(ErrorOfTest, SaysThatAProxyAsksForAPassword) {
  const auto error = error_of({.status = 407, .headers = {}, .body = "<html>"});
  EXPECT_EQ(error.kind(), ErrorKind::kInvalid);
  EXPECT_EQ(error.fields().front().path, "proxy");
}

TEST(ErrorOfTest, SurvivesWhatIsNoProblem) {
  for (const auto* body :
       {"", "<html>", "[]", "null", "{", R"({"errors":7,"detail":{}})", R"({"errors":[1,{"properties":[]}]})",
        R"({"errors":{"a":"b"}})", R"({"errors":{"a":[1]}})"}) {
    const auto error = error_of_body(400, body);
    EXPECT_EQ(error.kind(), ErrorKind::kInvalid) << body;
    EXPECT_FALSE(error.message().empty()) << body;
  }
  EXPECT_NE(error_of_body(404, "<html>").message().find("404"), std::string::npos);
}

}  // namespace
}  // namespace jeton::client
