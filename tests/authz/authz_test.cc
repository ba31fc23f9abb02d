#include <gtest/gtest.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <tuple>

#include "authz/routes.h"

// Each operation of the contract, called as each role: who is refused, and that those who may do succeed
// (spec table 3.1, A-066), on both engines.
namespace jeton::tests {
namespace {

using Case = std::tuple<store::sql::Engine, Route>;

/// One platform of each engine for all routes: each asks about something of its own, and undoes what others
/// would see.
class Authorization : public ::testing::TestWithParam<Case> {
 protected:
  static void TearDownTestSuite() { platforms().clear(); }

  static Platform& platform_on(store::sql::Engine engine) {
    auto& platform = platforms()[engine];
    if (!platform) platform = std::make_unique<Platform>(engine);
    return *platform;
  }

 private:
  static std::map<store::sql::Engine, std::unique_ptr<Platform>>& platforms() {
    static std::map<store::sql::Engine, std::unique_ptr<Platform>> all;
    return all;
  }
};

TEST_P(Authorization, OfTheRouteIsWhatTheTableSays) {
  const auto& [engine, route] = GetParam();
  auto& platform = platform_on(engine);
  platform.forget_subjects();
  for (const auto& role : kRoles) {
    const auto expected = route.expected.at(role);
    if (route.around.prepare != nullptr && expected / 100 == 2) {
      platform.forget_subjects();
      route.around.prepare(platform);
    }
    if (route.around.ends_session) platform.forget_session(role);
    const auto answer = platform.ask(role, route.method, route.target, route.body);
    EXPECT_EQ(answer.status, expected) << "as " << role << ": " << answer.body;
    if (route.around.ends_session) platform.forget_session(role);
    if (answer.status / 100 == 2 && route.method != std::string{"GET"}) {
      if (route.around.undo != nullptr) route.around.undo(platform);
      platform.forget_subjects();
    }
  }
  if (route.around.undo != nullptr) route.around.undo(platform);
}

INSTANTIATE_TEST_SUITE_P(Routes, Authorization,
                         ::testing::Combine(both_engines(), ::testing::ValuesIn(routes())),
                         [](const auto& one) {
                           const auto engine = std::get<store::sql::Engine>(one.param);
                           return engine_name({engine, 0}) + "_" + std::get<Route>(one.param).operation;
                         });

TEST(Routes, AreOpenToSomebodyAndKnowEveryRole) {
  for (const auto& route : routes()) {
    EXPECT_EQ(route.expected.size(), kRoles.size()) << route.operation;
    EXPECT_TRUE(std::any_of(route.expected.begin(), route.expected.end(),
                            [](const auto& entry) { return entry.second / 100 == 2; }))
        << route.operation << ": a row that lets nobody in shows nothing about who may";
  }
}

TEST(Routes, CoverEveryOperationOfTheContract) {
  std::set<std::string> covered;
  for (const auto& route : routes()) covered.insert(route.operation);
  std::set<std::string> missing;
  for (const auto& path : YAML::LoadFile("openapi/jeton.yaml")["paths"]) {
    for (const auto& operation : path.second) {
      if (!operation.second.IsMap() || !operation.second["operationId"]) continue;
      const auto id = operation.second["operationId"].as<std::string>();
      if (!covered.contains(id)) missing.insert(id);
    }
  }
  std::set<std::string> known;
  std::ifstream file{"tests/authz/uncovered_operations.txt"};
  for (std::string line; std::getline(file, line);) {
    if (!line.empty() && line.front() != '#') known.insert(line);
  }
  EXPECT_EQ(missing, known) << "cover what is new here; take out of the file what is covered";
  EXPECT_LE(known.size(), 0U) << "the file may only shrink: lower this number with it";
}

}  // namespace
}  // namespace jeton::tests
