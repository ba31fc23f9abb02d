#include "verify/catalogue.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <fstream>
#include <string>
#include <thread>

#include "base/testing/seeded_random.h"
#include "verify/catalogue_agreement_test.h"
#include "verify/random_requests_test.h"

namespace jeton::verify {
namespace {

TEST(Catalogue, AgreesWithThePlainSearch) {
  base::testing::SeededRandom source;
  RandomRequests random{source};
  std::size_t examined = 0;
  for (int i = 0; i < 2000; ++i) {
    const auto modules = random.catalogue();
    const Catalogue catalogue{modules};
    for (int j = 0; j < 40; ++j) {
      const auto target = random.target();
      if (RequestPath::parse(target)) ++examined;
      ASSERT_TRUE(agrees(modules, catalogue, target, random.method()));
    }
  }
  EXPECT_GT(examined, 40'000U) << "or most targets are not in the description";
}

/// The targets that the gateways are tested with.
std::vector<std::string> tricky_targets() {
  std::ifstream file{"tests/gateway/targets.py"};
  EXPECT_TRUE(file.is_open()) << "run from the top of the source tree";
  std::vector<std::string> targets;
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with('/')) targets.push_back(line);
  }
  return targets;
}

TEST(Catalogue, AgreesOnTargetsThatAreReadInSeveralWays) {
  const std::vector<domain::Module> modules{
      numbered_module(1, {{"/billing", {}}}), numbered_module(2, {{"/billing/journals", {"GET"}}}),
      numbered_module(3, {{"/orders", {}}}), numbered_module(4, {{"/BILLING", {"POST"}}, {"/a.b", {}}})};
  auto with_root = modules;
  with_root.push_back(numbered_module(5, {{"/", {}}}));
  const auto targets = tricky_targets();
  EXPECT_GT(targets.size(), 150U);
  for (const auto& target : targets) {
    for (const auto* method : {"GET", "POST"}) {
      EXPECT_TRUE(agrees(modules, Catalogue{modules}, target, method));
      EXPECT_TRUE(agrees(with_root, Catalogue{with_root}, target, method));
    }
  }
}

TEST(Catalogue, AgreesOnManyModules) {
  std::vector<domain::Module> modules;
  for (std::size_t i = 1; i <= 3000; ++i) {
    modules.push_back(
        numbered_module(i, {{fmt::format("/m{}", i), {}}, {fmt::format("/m{}/x", i / 2), {"GET"}}}));
  }
  const Catalogue catalogue{modules};
  for (const auto* target : {"/m1", "/M1500/x;y", "/m2999", "/m3000/x", "/m1499/X", "/m3001", "/m0/x"}) {
    EXPECT_TRUE(agrees(modules, catalogue, target, "GET"));
  }
}

// No rule allows them, but a text that was stored before its rule was made stays.
TEST(Catalogue, AgreesOnPathsThatNoRuleAllows) {
  const std::vector<domain::Module> modules{numbered_module(1, {{"/a/", {}}, {"/%61", {}}}),
                                            numbered_module(2, {{"/+b", {}}, {"/c;d", {}}}),
                                            numbered_module(3, {{"", {}}, {"/a/b/", {}}})};
  const Catalogue catalogue{modules};
  for (const auto* target : {"/a", "/a/", "/a/b", "/a/b/", "/a/b/c", "/%61", "/%61/x", "/+b", "/b", "/%2Bb",
                             "/c;d", "/c", "/c;d/e", "/", "/x"}) {
    EXPECT_TRUE(agrees(modules, catalogue, target, "GET"));
  }
}

// Or each request would wait for its token before it is known whom it belongs to.
TEST(Catalogue, KnowsTheSoleOwnerOfMostPaths) {
  const Catalogue catalogue{{numbered_module(1, {{"/", {}}, {"/billing/v1", {"GET"}}}),
                             numbered_module(2, {{"/files", {}}}), numbered_module(3, {{"/Files", {}}})}};
  const auto sole = [&](std::string_view target, std::string_view method = "GET") {
    const auto owner = catalogue.sole_owner(*RequestPath::parse(target), method);
    return owner ? owner->id<domain::ModuleTag>()->str() : "none";
  };
  EXPECT_EQ(sole("/billing/v1/invoices?page=2", "HEAD"), "MOD-0001");
  EXPECT_EQ(sole("/elsewhere"), "MOD-0001");
  EXPECT_EQ(sole("/"), "MOD-0001");
  EXPECT_EQ(sole("/billing/v1", "POST"), "none") << "not listed";
  EXPECT_EQ(sole("/billing;x/v1"), "none") << "another reading";
  EXPECT_EQ(sole("/billing/%761"), "none") << "another without its escape";
  EXPECT_EQ(sole("/files/7"), "none") << "two that differ in case";
  EXPECT_EQ(sole("/Billing/v1"), "none");
}

TEST(Catalogue, OwnsNothingWithoutModules) {
  const auto path = *RequestPath::parse("/billing");
  EXPECT_EQ(Catalogue{{}}.route(path, "GET", {}).outcome, CatalogueRoute::Outcome::kNotOwned);
  EXPECT_FALSE(Catalogue{{}}.owns(path));
}

TEST(CurrentCatalogue, IsTheOneThatWasSetLast) {
  CurrentCatalogue current;
  CurrentCatalogue::Reader reader{current};
  EXPECT_EQ(reader.get(), nullptr);
  const auto first = std::make_shared<const Catalogue>(std::vector{numbered_module(1, {{"/a", {}}})});
  current.set(first);
  EXPECT_EQ(reader.get(), first.get());
  const auto second = std::make_shared<const Catalogue>(std::vector{numbered_module(1, {{"/b", {}}})});
  current.set(second);
  EXPECT_EQ(reader.get(), second.get());
  EXPECT_EQ(CurrentCatalogue::Reader{current}.get(), second.get());
  EXPECT_EQ(first.use_count(), 1) << "nobody keeps one that was replaced";
  current.set(nullptr);
  EXPECT_EQ(reader.get(), nullptr);
}

TEST(CurrentCatalogue, IsReadWhileItIsSet) {
  CurrentCatalogue current;
  const auto path = *RequestPath::parse("/a");
  current.set(std::make_shared<const Catalogue>(std::vector{numbered_module(1, {{"/a", {}}})}));
  std::atomic<bool> done{false};
  std::vector<std::thread> readers;
  for (int i = 0; i < 3; ++i) {
    readers.emplace_back([&] {
      CurrentCatalogue::Reader reader{current};
      while (!done) EXPECT_TRUE(reader.get()->owns(path));
    });
  }
  for (std::size_t i = 1; i < 500; ++i) {
    current.set(std::make_shared<const Catalogue>(std::vector{numbered_module(i, {{"/a", {}}})}));
  }
  done = true;
  for (auto& reader : readers) reader.join();
}

}  // namespace
}  // namespace jeton::verify
