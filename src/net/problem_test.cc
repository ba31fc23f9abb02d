#include "net/problem.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json/parse.hpp>

namespace jeton::net {
namespace {

namespace json = boost::json;
using base::Error;
using base::ErrorKind;

const Trace kTrace{"5f0c1b7e9a4d4c0f8b6a2e3d1c9f7a55", "1d2c3b4a59687786"};

json::value body_of(const Response& response) {
  EXPECT_EQ(response.header("Content-Type"), "application/problem+json");
  return json::parse(response.body);
}

// A-060, A-061, A-063
TEST(ProblemTest, InvalidInputMapsPathsToMessages) {
  const auto response = problem_response(
      Error::invalid({{"name", "Too long."}, {"modules[0].id", "Unknown."}, {"name", "Wrong characters."}}),
      kTrace, "/public/v1/accounts/api-tokens");
  EXPECT_EQ(response.status, 400);
  EXPECT_EQ(body_of(response), json::parse(R"({
    "type": "https://tools.ietf.org/html/rfc9110#section-15.5.1",
    "title": "Bad Request",
    "status": 400,
    "detail": "One or more validation errors occurred.",
    "instance": "/public/v1/accounts/api-tokens",
    "traceId": "00-5f0c1b7e9a4d4c0f8b6a2e3d1c9f7a55-1d2c3b4a59687786-01",
    "errors": {"name": ["Too long.", "Wrong characters."], "modules[0].id": ["Unknown."]}
  })"));
}

// A-062, A-063
TEST(ProblemTest, ConflictsListMessagesWithProperties) {
  const auto response =
      problem_response(Error::conflict(base::FieldError{"status", "Token is already Active."},
                                       "Token TKN-4410-0912 is already Active."),
                       kTrace, {});
  EXPECT_EQ(response.status, 409);
  EXPECT_EQ(body_of(response), json::parse(R"({
    "type": "https://tools.ietf.org/html/rfc9110#section-15.5.10",
    "title": "Conflict",
    "status": 409,
    "detail": "Token TKN-4410-0912 is already Active.",
    "traceId": "00-5f0c1b7e9a4d4c0f8b6a2e3d1c9f7a55-1d2c3b4a59687786-01",
    "errors": [{"message": "Token is already Active.", "properties": ["status"]}]
  })"));
}

struct Mapped {
  ErrorKind kind;
  int status;
  std::string title;
};

class ProblemKindTest : public testing::TestWithParam<Mapped> {};

// A-065: titles are matched by clients.
TEST_P(ProblemKindTest, HasItsStatusAndTitle) {
  const auto response = problem_response(Error{GetParam().kind, "words"}, kTrace, {});
  const auto body = body_of(response);
  EXPECT_EQ(response.status, GetParam().status);
  EXPECT_EQ(body.at("status").as_int64(), GetParam().status);
  EXPECT_EQ(body.at("title").as_string(), GetParam().title);
  EXPECT_TRUE(body.at("type").as_string().starts_with("https://tools.ietf.org/html/rfc"));
  EXPECT_EQ(body.as_object().contains("errors"), false);
}

INSTANTIATE_TEST_SUITE_P(All, ProblemKindTest,
                         testing::Values(Mapped{ErrorKind::kInvalid, 400, "Bad Request"},
                                         Mapped{ErrorKind::kUnauthenticated, 401, "Authentication Failed"},
                                         Mapped{ErrorKind::kDenied, 403, "Forbidden"},
                                         Mapped{ErrorKind::kNotFound, 404, "Not Found"},
                                         Mapped{ErrorKind::kMethodNotAllowed, 405, "Method Not Allowed"},
                                         Mapped{ErrorKind::kNotAcceptable, 406, "Not Acceptable"},
                                         Mapped{ErrorKind::kConflict, 409, "Conflict"},
                                         Mapped{ErrorKind::kPreconditionFailed, 412, "Precondition Failed"},
                                         Mapped{ErrorKind::kPayloadTooLarge, 413, "Payload Too Large"},
                                         Mapped{ErrorKind::kUnsupportedMediaType, 415,
                                                "Unsupported Media Type"},
                                         Mapped{ErrorKind::kTooManyRequests, 429, "Too Many Requests"},
                                         Mapped{ErrorKind::kInternal, 500, "Internal Server Error"},
                                         Mapped{ErrorKind::kUnavailable, 503, "Service Unavailable"}),
                         [](const auto& param) { return std::to_string(param.param.status); });

TEST(ProblemTest, ServerErrorsKeepTheirWordsInside) {
  for (const auto& error : {Error::internal("password=canary"), Error::unavailable("canary"),
                            Error{ErrorKind::kInternal, "canary"}}) {
    const auto response = problem_response(error, kTrace, {});
    EXPECT_EQ(response.body.find("canary"), std::string::npos);
    EXPECT_FALSE(body_of(response).as_object().contains("detail"));
  }
  EXPECT_EQ(problem_response(Error::not_found().with_detail("canary"), kTrace, {}).body.find("canary"),
            std::string::npos);
}

TEST(ProblemTest, SaysHowToGoOn) {
  EXPECT_EQ(problem_response(Error::unauthenticated(), kTrace, {}).header("WWW-Authenticate"), "Bearer");
  EXPECT_TRUE(problem_response(Error::unavailable(""), kTrace, {}).header("Retry-After"));
  EXPECT_TRUE(problem_response(Error{ErrorKind::kTooManyRequests, ""}, kTrace, {}).header("Retry-After"));
  EXPECT_FALSE(problem_response(Error::not_found(), kTrace, {}).header("Retry-After"));
}

TEST(ProblemTest, NamesTheFieldOfAPictureThatIsTooLarge) {
  const auto response =
      problem_response(Error::at_field(ErrorKind::kPayloadTooLarge, {"icon", "Too large."}), kTrace, {});
  EXPECT_EQ(body_of(response).at("errors"), json::parse(R"({"icon":["Too large."]})"));
}

TEST(ProblemTest, InstanceIsThePathWithoutSecretsAndQuery) {
  RequestParts parts;
  parts.target = "/a/idt:TKN-1:canary?canary";
  parts.trace = kTrace;
  const auto request = Request::create(std::move(parts)).value();
  EXPECT_EQ(body_of(problem_response(Error::not_found(), request)).at("instance").as_string(), "/a/*");
}

}  // namespace
}  // namespace jeton::net
