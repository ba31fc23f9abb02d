#include "verify/module_route.h"

#include <gtest/gtest.h>

namespace jeton::verify {
namespace {

domain::Module module_with(const char* id, std::vector<domain::ModulePath> paths) {
  return {.id = *domain::ModuleId::parse(id),
          .code = id,
          .name = id,
          .description = {},
          .account_types = {},
          .paths = std::move(paths),
          .created = {},
          .updated = {}};
}

TEST(UnambiguousPath, DecodesAndDropsTheQuery) {
  EXPECT_EQ(unambiguous_path("/billing/invoices?x=/../y"), "/billing/invoices");
  EXPECT_EQ(unambiguous_path("/caf%C3%A9/a%20b"), "/caf\xC3\xA9/a b");
  EXPECT_EQ(unambiguous_path("/billing/"), "/billing/");
  EXPECT_EQ(unambiguous_path("/"), "/");
}

TEST(UnambiguousPath, RefusesWhatAServiceCouldReadAsAnotherPath) {
  for (const auto* target : {"",
                             "billing",
                             "http://host/billing",
                             "/a/../b",
                             "/a/./b",
                             "/..",
                             "/a/..",
                             "/a//b",
                             "//a",
                             "/a/%2e%2e/b",
                             "/a/.%2E/b",
                             "/a%2fb",
                             "/a%2Fb",
                             "/a%5cb",
                             "/a\\b",
                             "/a%00b",
                             "/a%0ab",
                             "/a%",
                             "/a%2",
                             "/a%zz",
                             "/a%252e%252e/b",
                             "/a/..;v=1/b",
                             "/a/.;/b",
                             "*"}) {
    EXPECT_EQ(unambiguous_path(target), std::nullopt) << target;
  }
}

TEST(RouteToModule, TakesTheLongestPrefixAtASegmentBoundary) {
  const std::vector<domain::Module> catalogue{module_with("MOD-0001", {{"/billing", {}}}),
                                              module_with("MOD-0002", {{"/billing/reports", {"GET"}}})};
  EXPECT_EQ(route_to_module(catalogue, "/billing", "GET").module, &catalogue[0]);
  EXPECT_EQ(route_to_module(catalogue, "/billing/x", "POST").module, &catalogue[0]);
  EXPECT_EQ(route_to_module(catalogue, "/billing/reports/2026", "GET").module, &catalogue[1]);
  EXPECT_FALSE(route_to_module(catalogue, "/billingx", "GET").owned);
  EXPECT_FALSE(route_to_module(catalogue, "/", "GET").owned);
}

TEST(RouteToModule, DoesNotFallBackToAShorterPrefixForAnotherMethod) {
  const std::vector<domain::Module> catalogue{module_with("MOD-0001", {{"/billing", {}}}),
                                              module_with("MOD-0002", {{"/billing/reports", {"GET"}}})};
  const auto route = route_to_module(catalogue, "/billing/reports", "DELETE");
  EXPECT_TRUE(route.owned);
  EXPECT_EQ(route.module, nullptr);
}

TEST(RouteToModule, SharesAPrefixBetweenModulesByMethod) {
  const std::vector<domain::Module> catalogue{module_with("MOD-0001", {{"/orders", {"GET"}}}),
                                              module_with("MOD-0002", {{"/orders", {"POST", "PUT"}}})};
  EXPECT_EQ(route_to_module(catalogue, "/orders/1", "GET").module, &catalogue[0]);
  EXPECT_EQ(route_to_module(catalogue, "/orders/1", "PUT").module, &catalogue[1]);
  EXPECT_EQ(route_to_module(catalogue, "/orders/1", "DELETE").module, nullptr);
}

}  // namespace
}  // namespace jeton::verify
