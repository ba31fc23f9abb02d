#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <yaml-cpp/yaml.h>

#include <set>
#include <string>

#include "api/api.h"
#include "app/testing/platform.h"
#include "base/limits.h"
#include "identity/sign_in.h"

// The committed contract, held against the program both ways.
namespace jeton::tests {
namespace {

YAML::Node contract() {
  return YAML::LoadFile("openapi/jeton.yaml");
}

std::string upper(std::string text) {
  for (auto& c : text) c = static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
  return text;
}

/// `METHOD /path operationId` of everything that the contract describes of the REST edge.
std::set<std::string> described_operations() {
  const std::set<std::string> methods{"get", "put", "post", "delete", "patch", "head", "options"};
  std::set<std::string> operations;
  for (const auto& path : contract()["paths"]) {
    const auto address = path.first.as<std::string>();
    if (!api::Api::owns(address)) continue;
    for (const auto& operation : path.second) {
      const auto method = operation.first.as<std::string>();
      if (!methods.contains(method)) continue;
      operations.insert(upper(method) + " " + address + " " +
                        operation.second["operationId"].as<std::string>());
    }
  }
  return operations;
}

TEST(Contract, DescribesExactlyTheRoutesThatAreServed) {
  app::testing::TestPlatform platform;
  identity::SignIn sign_in{platform.services(), {1, 8192}};
  const api::Api api{platform.services(), sign_in, {}};
  std::set<std::string> served;
  for (const auto& route : api.routes()) {
    served.insert(route.method + " " + route.pattern + " " + route.operation_id);
  }
  EXPECT_EQ(served, described_operations());
}

TEST(Contract, StatesTheLimitsThatTheProgramEnforces) {
  const auto schemas = contract()["components"]["schemas"];
  for (const auto* schema : {"CreateApiToken", "UpdateApiToken"}) {
    const auto properties = schemas[schema]["properties"];
    ASSERT_TRUE(properties.IsDefined()) << schema;
    EXPECT_EQ(properties["name"]["maxLength"].as<std::size_t>(), base::kTokenNameLengthMax) << schema;
    EXPECT_EQ(properties["description"]["maxLength"].as<std::size_t>(), base::kTokenDescriptionLengthMax)
        << schema;
  }
}

TEST(Contract, NamesTheRefusalsOfEveryProtectedOperation) {
  for (const auto& path : contract()["paths"]) {
    if (!path.first.as<std::string>().starts_with("/public/v1/")) continue;
    for (const auto& operation : path.second) {
      if (!operation.second.IsMap()) continue;
      for (const auto* status : {"401", "403", "500"}) {
        EXPECT_TRUE(operation.second["responses"][status].IsDefined())
            << path.first.as<std::string>() << " " << operation.first.as<std::string>() << " " << status;
      }
    }
  }
}

}  // namespace
}  // namespace jeton::tests
