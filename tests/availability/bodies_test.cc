#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <yaml-cpp/yaml.h>

#include <map>
#include <string>
#include <vector>

#include "api/api.h"
#include "app/testing/platform.h"
#include "base/limits.h"
#include "support/form.h"
#include "support/running_server.h"

// Bodies: who may send one is asked first, and each route says how long one may be.
namespace jeton::tests {
namespace {

using ::testing::HasSubstr;

constexpr std::string_view kForm = "multipart/form-data; boundary=frame";

/// Every route, with ids that are well-formed.
std::vector<api::RouteDescription> all_routes() {
  app::testing::TestPlatform platform;
  identity::SignIn sign_in{platform.services(), {1, 8192}};
  auto routes = api::Api{platform.services(), sign_in, {}}.routes();
  for (auto& route : routes) {
    for (auto at = route.pattern.find('{'); at != std::string::npos; at = route.pattern.find('{')) {
      route.pattern.replace(at, route.pattern.find('}') - at + 1, "ANY-1234-5678");
    }
  }
  return routes;
}

/// Announces a body and sends none of it: what is answered has not waited for it.
Ask announce(const std::string& method, const std::string& target, std::size_t bytes,
             std::string_view type = "application/json") {
  return {
      method, target, {{"Content-Type", std::string{type}}, {"Content-Length", std::to_string(bytes)}}, {}};
}

/// A JSON object of that many bytes.
std::string json_of(std::size_t bytes) {
  const std::string begin = R"({"x":")";
  const std::string end = R"("})";
  return begin + std::string(bytes - begin.size() - end.size(), 'x') + end;
}

class Bodies : public ::testing::Test {
 protected:
  [[nodiscard]] bool nothing_is_kept() const {
    return send(server.server->metrics_port(), {.target = "/metrics"})
               .body.find("\njeton_http_body_bytes 0\n") != std::string::npos;
  }

  RunningServer server;
};

// A-011: nobody learns more by sending more.
TEST_F(Bodies, OfNobodyAreNotReadOnAnyRouteThatNeedsACaller) {
  int asked = 0;
  for (const auto& route : all_routes()) {
    if (!route.needs_caller) continue;
    for (const auto* type : {"application/json", "multipart/form-data; boundary=frame"}) {
      auto ask = announce(route.method, route.pattern, base::kMultipartBodyBytesMax, type);
      EXPECT_EQ(server.as_nobody(ask).status, 401) << route.operation_id;
      ask.headers.emplace_back("Expect", "100-continue");
      EXPECT_EQ(server.as_nobody(ask).status, 401) << route.operation_id;
      ask.headers.emplace_back("Authorization", "Bearer idt:TKN-1234-5678:wrong");
      EXPECT_EQ(server.as_nobody(ask).status, 401) << route.operation_id;
    }
    ++asked;
  }
  EXPECT_GT(asked, 40);
  EXPECT_TRUE(nothing_is_kept());
}

TEST_F(Bodies, OfUnknownPathsAndMethodsAreNotRead) {
  const auto admin = server.sign_in("admin@alder.example");
  for (const auto* path :
       {"/public/v1/no/such/path", "/public", "/gateway/authorize", "/healthz", "/home", "/x"}) {
    const auto ask = announce("POST", path, 5'000'000);
    const int status = server.as_nobody(ask).status;
    EXPECT_TRUE(status == 401 || status == 400 || status == 404 || status == 405 || status == 200) << status;
    EXPECT_NE(server.as_browser(admin, ask).status, 413) << path;
  }
  EXPECT_EQ(server.as_nobody(announce("POST", "/public/v1/no/such/path", 9)).status, 401);
  EXPECT_EQ(server.as_browser(admin, announce("POST", "/public/v1/no/such/path", 9)).status, 404);
  const auto method = announce("PATCH", std::string{RunningServer::kTokens}, 9);
  EXPECT_EQ(server.as_nobody(method).status, 401);
  const auto known = server.as_browser(admin, method);
  EXPECT_EQ(known.status, 405);
  EXPECT_EQ(known.header("allow"), "GET, HEAD, POST");
}

// A-066: what a caller may not do is said before the body too.
TEST_F(Bodies, OfWhoMayNotAreNotRead) {
  const auto clerk = server.sign_in("clerk@alder.example");
  const auto admin = server.sign_in("admin@alder.example");
  const auto tokens = std::string{RunningServer::kTokens};
  EXPECT_EQ(server.as_browser(clerk, announce("POST", tokens, 900'000)).status, 403);
  EXPECT_EQ(server.as_browser({admin.cookie, "wrong"}, announce("POST", tokens, 900'000)).status, 403);
  auto html = announce("POST", tokens, 900'000);
  html.headers.emplace_back("Accept", "text/html");
  EXPECT_EQ(server.as_browser(admin, html).status, 406);
}

/// The most that a route takes of that type.
std::size_t limit_of(api::Body body, bool is_form) {
  switch (body) {
    case api::Body::kNone: return base::kActionBodyBytesMax;
    case api::Body::kSmall: return base::kSmallBodyBytesMax;
    case api::Body::kJson: return base::kJsonBodyBytesMax;
    case api::Body::kForm: return is_form ? base::kMultipartBodyBytesMax : base::kJsonBodyBytesMax;
  }
  return 0;
}

TEST_F(Bodies, AreTakenUpToTheLimitOfTheirRouteAndNotAByteMore) {
  app::testing::TestPlatform platform;
  identity::SignIn sign_in{platform.services(), {1, 8192}};
  const api::Api api{platform.services(), sign_in, {}};
  for (const auto& route : all_routes()) {
    for (const bool is_form : {false, true}) {
      const auto limit = limit_of(route.body, is_form);
      const auto head = net::Request::create(
          {.method = route.method,
           .target = route.pattern,
           .headers = {{"Content-Type", is_form ? std::string{kForm} : "application/json"}}});
      EXPECT_EQ(api.intake(*head).body_bytes_max, limit) << route.operation_id;
      EXPECT_EQ(api.intake(*head).needs_caller, route.needs_caller) << route.operation_id;
    }
  }
  const auto unknown = net::Request::create({.method = "POST", .target = "/public/v1/no/such/path"});
  EXPECT_EQ(api.intake(*unknown).body_bytes_max, 0U);

  const auto admin = server.sign_in("admin@operations.example");
  const auto tokens = std::string{RunningServer::kTokens};
  struct Route {
    std::string method;
    std::string target;
    api::Body body;
  };
  for (const auto& [method, target, body] :
       std::vector<Route>{{"POST", tokens, api::Body::kForm},
                          {"POST", "/public/v1/accounts/user-groups", api::Body::kJson},
                          {"POST", tokens + "/TKN-1234-5678/enable", api::Body::kNone},
                          {"POST", "/session/sign-in", api::Body::kSmall},
                          {"POST", "/session/account", api::Body::kSmall}}) {
    const auto limit = limit_of(body, false);
    const auto at_limit = server.as_browser(admin, json_ask(method, target, json_of(limit)));
    EXPECT_NE(at_limit.status, 413) << target;
    const auto past = server.as_browser(admin, json_ask(method, target, json_of(limit + 1)));
    EXPECT_EQ(past.status, 413) << target;
    EXPECT_THAT(past.body, HasSubstr("longer than " + std::to_string(limit) + " bytes")) << target;
    // A form does not make it longer where none is taken.
    if (body == api::Body::kForm) continue;
    EXPECT_EQ(server.as_browser(admin, announce(method, target, limit + 1, kForm)).status, 413) << target;
  }
  EXPECT_EQ(
      server.as_browser(admin, announce("POST", tokens, base::kMultipartBodyBytesMax + 1, kForm)).status,
      413);
}

// A form is no way around the limit of JSON.
TEST_F(Bodies, TheJsonOfAFormHasTheLimitOfAJsonBody) {
  const auto admin = server.sign_in("admin@alder.example");
  const auto send_part = [&](std::size_t bytes) {
    return server.as_browser(admin, form_ask("POST", std::string{RunningServer::kTokens},
                                             object_part("apiToken", json_of(bytes))));
  };
  EXPECT_EQ(send_part(base::kJsonBodyBytesMax).status, 400);
  const auto past = send_part(base::kJsonBodyBytesMax + 1);
  EXPECT_EQ(past.status, 413);
  EXPECT_TRUE(past.json().at("errors").as_object().contains("apiToken")) << past.body;
}

TEST_F(Bodies, WithAContentEncodingAre415) {
  const auto admin = server.sign_in("admin@alder.example");
  const auto body = R"({"name": "Ledger sync"})";
  const auto encoded = [&](std::string target, std::vector<std::string> encodings) {
    auto ask = json_ask("POST", std::move(target), body);
    for (auto& encoding : encodings) ask.headers.emplace_back("Content-Encoding", std::move(encoding));
    return ask;
  };
  const std::string tokens{RunningServer::kTokens};
  for (const auto& target :
       std::vector<std::string>{tokens, tokens + "/TKN-1234-5678/enable", "/session/sign-in"}) {
    for (const auto* encoding : {"gzip", "br", "identity, gzip", "", "x"}) {
      const auto answer = server.as_browser(admin, encoded(target, {encoding}));
      EXPECT_EQ(answer.status, 415) << target << " " << encoding;
      EXPECT_THAT(answer.body, HasSubstr("Content-Encoding")) << target;
    }
    EXPECT_EQ(server.as_browser(admin, encoded(target, {"identity", "gzip"})).status, 415);
  }
  EXPECT_EQ(server.as_browser(admin, encoded(tokens, {"Identity"})).status, 201);
  // A-066: who asks and may comes first; before the body has come.
  EXPECT_EQ(server.as_nobody(encoded(tokens, {"gzip"})).status, 401);
  auto large = announce("POST", tokens, 900'000);
  large.headers.emplace_back("Content-Encoding", "gzip");
  EXPECT_EQ(server.as_nobody(large).status, 401);
  EXPECT_EQ(server.as_browser(admin, large).status, 415);
  // Without a body there is nothing that could be encoded.
  EXPECT_EQ(server.as_browser(admin, {.target = tokens, .headers = {{"Content-Encoding", "gzip"}}}).status,
            200);
  EXPECT_EQ(
      server.as_browser(admin, {"POST", tokens, {{"Content-Encoding", "gzip"}, {"Content-Length", "0"}}, {}})
          .status,
      server.as_browser(admin, {"POST", tokens, {}, {}}).status);
}

// What hashes and what carries a picture, and nothing else, waits behind its own kind.
TEST_F(Bodies, OfPicturesAndPasswordsAreSlow) {
  app::testing::TestPlatform platform;
  identity::SignIn sign_in{platform.services(), {1, 8192}};
  const api::Api api{platform.services(), sign_in, {}};
  for (const auto& route : all_routes()) {
    for (const auto& type : std::vector<std::string>{"application/json", std::string{kForm}}) {
      const auto head = net::Request::create(
          {.method = route.method, .target = route.pattern, .headers = {{"Content-Type", type}}});
      const bool hashes = route.operation_id == "signIn" || route.operation_id == "acceptInvitation" ||
                          route.operation_id == "setUserPassword";
      const bool has_picture = route.body == api::Body::kForm && type == kForm;
      EXPECT_EQ(api.intake(*head).is_slow, hashes || has_picture) << route.operation_id;
    }
  }
}

// The tables of `api/intake.cc`, held against the contract.
TEST(BodiesOfRoutes, AreThoseOfTheContract) {
  std::map<std::string, YAML::Node> operations;
  const auto contract = YAML::LoadFile("openapi/jeton.yaml");
  for (const auto& path : contract["paths"]) {
    for (const auto& operation : path.second) {
      if (operation.second.IsMap() && operation.second["operationId"]) {
        operations[operation.second["operationId"].as<std::string>()] = operation.second;
      }
    }
  }
  for (const auto& route : all_routes()) {
    const auto operation = operations.find(route.operation_id);
    ASSERT_NE(operation, operations.end()) << route.operation_id;
    const auto content = operation->second["requestBody"]["content"];
    const bool takes_form = content["multipart/form-data"].IsDefined();
    EXPECT_EQ(route.body == api::Body::kForm, takes_form) << route.operation_id;
    const auto required = operation->second["requestBody"]["required"];
    const bool takes_any = required.IsDefined() && required.as<bool>();
    EXPECT_EQ(route.body != api::Body::kNone, takes_any) << route.operation_id;
    const bool is_small = !route.pattern.starts_with("/public") || route.operation_id == "setUserPassword";
    EXPECT_EQ(route.body == api::Body::kSmall, takes_any && is_small) << route.operation_id;
  }
}

}  // namespace
}  // namespace jeton::tests
