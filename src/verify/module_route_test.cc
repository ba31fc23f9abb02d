#include "verify/module_route.h"

#include <gtest/gtest.h>

#include "domain/module_path.h"
#include "verify/catalogue_agreement_test.h"

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

using Outcome = ModuleRoute::Outcome;

/// The codes of the modules that a token needs, the plain owner first; the outcome when it is another.
std::string needed(const std::vector<domain::Module>& catalogue, std::string_view target,
                   std::string_view method = "GET") {
  EXPECT_TRUE(agrees(catalogue, Catalogue{catalogue}, target, method));
  const auto route = route_to_modules(catalogue, *RequestPath::parse(target), method);
  if (route.outcome == Outcome::kNotOwned) return "not owned";
  if (route.outcome == Outcome::kMethodNotListed) return "method not listed";
  std::string codes;
  for (const auto* module : route.modules) codes += (codes.empty() ? "" : " ") + module->code;
  return codes;
}

const std::vector<domain::Module> kBilling{module_with("MOD-0001", {{"/billing", {}}}),
                                           module_with("MOD-0002", {{"/billing/journals", {"POST"}}}),
                                           module_with("MOD-0003", {{"/orders", {}}})};

TEST(RouteToModules, TakesTheLongestPrefixAtASegmentBoundary) {
  const std::vector<domain::Module> catalogue{module_with("MOD-0001", {{"/billing", {}}}),
                                              module_with("MOD-0002", {{"/billing/reports", {"GET"}}})};
  EXPECT_EQ(needed(catalogue, "/billing"), "MOD-0001");
  EXPECT_EQ(needed(catalogue, "/billing/x", "POST"), "MOD-0001");
  EXPECT_EQ(needed(catalogue, "/billing/reports/2026"), "MOD-0002");
  EXPECT_EQ(needed(catalogue, "/billingx"), "not owned");
  EXPECT_EQ(needed(catalogue, "/"), "not owned");
  EXPECT_EQ(needed({}, "/billing"), "not owned");
}

TEST(RouteToModules, DoesNotFallBackToAShorterPrefixForAnotherMethod) {
  EXPECT_EQ(needed(kBilling, "/billing/journals", "POST"), "MOD-0002");
  EXPECT_EQ(needed(kBilling, "/billing/journals", "DELETE"), "method not listed");
}

TEST(RouteToModules, SharesAPrefixBetweenModulesByMethod) {
  const std::vector<domain::Module> catalogue{module_with("MOD-0001", {{"/orders", {"GET"}}}),
                                              module_with("MOD-0002", {{"/orders", {"POST", "PUT"}}})};
  EXPECT_EQ(needed(catalogue, "/orders/1", "GET"), "MOD-0001");
  EXPECT_EQ(needed(catalogue, "/orders/1", "PUT"), "MOD-0002");
  EXPECT_EQ(needed(catalogue, "/orders/1", "DELETE"), "method not listed");
}

// Only a platform file could make such modules. Whichever is taken, it is the same on every server.
TEST(RouteToModules, OfTwoThatListTheMethodTakesTheFirst) {
  const std::vector<domain::Module> catalogue{module_with("MOD-0001", {{"/orders", {"GET", "POST"}}}),
                                              module_with("MOD-0002", {{"/orders", {"GET"}}})};
  EXPECT_EQ(needed(catalogue, "/orders/1", "GET"), "MOD-0001");
}

TEST(RouteToModules, HeadGoesWithGet) {
  const std::vector<domain::Module> catalogue{module_with("MOD-0001", {{"/orders", {"GET"}}}),
                                              module_with("MOD-0002", {{"/parts", {"POST"}}})};
  EXPECT_EQ(needed(catalogue, "/orders/1", "HEAD"), "MOD-0001");
  EXPECT_EQ(needed(catalogue, "/parts/1", "HEAD"), "method not listed");
}

TEST(RouteToModules, NeedsTheModuleOfEveryReading) {
  for (const auto* target :
       {"/billing/journals;x", "/billing/journals%3bx", "/billing/Journals", "/billing/journals.",
        "/billing/journals%20", "/billing/journals.json", "/billing;x/journals"}) {
    const bool plainly_billing = std::string_view{target}.starts_with("/billing/");
    EXPECT_EQ(needed(kBilling, target, "POST"), plainly_billing ? "MOD-0001 MOD-0002" : "not owned")
        << target;
  }
  EXPECT_EQ(needed(kBilling, "/billing/journals-old;x", "POST"), "MOD-0001");
  EXPECT_EQ(needed(kBilling, "/billing/7;x", "POST"), "MOD-0001");
}

TEST(RouteToModules, ChecksTheMethodUnderEveryReading) {
  EXPECT_EQ(needed(kBilling, "/billing/journals;x", "GET"), "method not listed");
  EXPECT_EQ(needed(kBilling, "/billing/JOURNALS", "DELETE"), "method not listed");
  const std::vector<domain::Module> reverse{module_with("MOD-0001", {{"/billing", {"GET"}}}),
                                            module_with("MOD-0002", {{"/billing/journals", {}}})};
  EXPECT_EQ(needed(reverse, "/billing/journals", "POST"), "MOD-0002");
  EXPECT_EQ(needed(reverse, "/billing/journals;x", "POST"), "method not listed");
}

TEST(RouteToModules, APathThatIsOwnedOnlyUnderAnotherReadingIsNotOwned) {
  EXPECT_EQ(needed(kBilling, "/BILLING/7"), "not owned");
  EXPECT_EQ(needed(kBilling, "/billing;x/7"), "not owned");
  EXPECT_EQ(needed(kBilling, "/%62illing/7"), "not owned") << "a service that decodes nothing";
}

TEST(RouteToModules, CountsAServiceThatDecodesNothing) {
  auto catalogue = kBilling;
  catalogue.push_back(module_with("MOD-0004", {{"/", {"GET"}}}));
  EXPECT_EQ(needed(catalogue, "/%62illing/7"), "MOD-0001 MOD-0004");
  EXPECT_EQ(needed(catalogue, "/%62illing/7", "POST"), "method not listed");
  EXPECT_EQ(needed(catalogue, "/billing/%6Aournals", "POST"), "MOD-0002 MOD-0001");
  EXPECT_EQ(needed(catalogue, "/billing/a%20b"), "MOD-0001");
}

TEST(RouteToModules, NeedsNoShorterPrefixThanThePlainOne) {
  const std::vector<domain::Module> catalogue{module_with("MOD-0001", {{"/a", {}}}),
                                              module_with("MOD-0002", {{"/a.b", {}}})};
  EXPECT_EQ(needed(catalogue, "/a.b/c"), "MOD-0002");
  EXPECT_EQ(needed(catalogue, "/a.b.json"), "not owned");
}

TEST(RouteToModules, NeedsBothOfTwoPrefixesThatDifferInCase) {
  const std::vector<domain::Module> catalogue{module_with("MOD-0001", {{"/Files", {}}}),
                                              module_with("MOD-0002", {{"/files", {}}})};
  EXPECT_EQ(needed(catalogue, "/files/1"), "MOD-0002 MOD-0001");
  EXPECT_EQ(needed(catalogue, "/Files/1"), "MOD-0001 MOD-0002");
}

TEST(RouteToModules, NamesAModuleOnce) {
  const std::vector<domain::Module> catalogue{
      module_with("MOD-0001", {{"/billing", {}}, {"/billing/journals", {}}})};
  EXPECT_EQ(needed(catalogue, "/billing/journals;x"), "MOD-0001");
}

TEST(IsOwned, NeedsAModuleWithAPrefixWhateverTheMethod) {
  EXPECT_TRUE(is_owned(kBilling, *RequestPath::parse("/billing/journals")));
  EXPECT_FALSE(is_owned(kBilling, *RequestPath::parse("/elsewhere")));
  EXPECT_FALSE(is_owned(kBilling, *RequestPath::parse("/%62illing")));
  EXPECT_FALSE(is_owned(kBilling, *RequestPath::parse("/Billing")));
}

// What a module may own is inside the description of targets, and is read as what it says.
TEST(RouteToModules, AModulePathIsItsOwnPlainReading) {
  for (const auto* prefix :
       {"/", "/billing", "/public/v1/billing", "/a.b/c~d", "/a:b@c", "/.well-known", "/API/v1_2-x"}) {
    const std::vector<domain::ModulePath> paths{{prefix, {}}};
    ASSERT_TRUE(domain::broken_path_rules(paths).empty()) << prefix;
    const auto path = RequestPath::parse(prefix);
    ASSERT_TRUE(path.has_value()) << prefix;
    EXPECT_EQ(path->plain(), prefix);
    EXPECT_TRUE(path->may_have_prefix(prefix)) << prefix;
    EXPECT_EQ(needed({module_with("MOD-0001", paths)}, prefix), "MOD-0001");
  }
}

TEST(RouteToModules, EveryModulePathIsInsideTheDescriptionOfTargets) {
  constexpr std::string_view kAlphabet = "aA0-._~:@";
  for (const char a : kAlphabet) {
    for (const char b : kAlphabet) {
      for (const char c : kAlphabet) {
        const std::string prefix{'/', a, b, c};
        if (!domain::broken_path_rules({{prefix, {}}}).empty()) continue;
        const auto path = RequestPath::parse(prefix);
        ASSERT_TRUE(path.has_value()) << prefix;
        EXPECT_TRUE(path->may_have_prefix(prefix)) << prefix;
      }
    }
  }
}

}  // namespace
}  // namespace jeton::verify
