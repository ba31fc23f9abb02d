#include <fmt/format.h>
#include <gmock/gmock.h>

#include <algorithm>
#include <set>

#include "app/platform/apply_platform.h"
#include "app/platform/fresh_platform_test.h"
#include "app/platform/initialize.h"
#include "base/limits.h"

namespace jeton::app {
namespace {

using base::kApplyEntriesMax;
using ::testing::Each;
using ::testing::Field;
using ::testing::HasSubstr;

PlatformFile tokens_named(std::size_t count) {
  PlatformFile file;
  for (std::size_t i = 0; i < count; ++i) {
    file.tokens.push_back({.account = "Platform Operations", .name = fmt::format("Token {}", i)});
  }
  return file;
}

/// Files of more entries than one unit of work takes.
class ApplyingMany : public FreshPlatform {
 protected:
  ApplyingMany() {
    EXPECT_TRUE(initialize(services(), {"Platform Operations", "operator@platform.example", "Olga", "Oak"})
                    .has_value());
  }

  std::int64_t tokens_stored() {
    const auto unit = read();
    const auto operations = *unit->accounts().find_operations();
    return unit->tokens().list({.own_account = operations->id}, {})->total;
  }
};

TEST_F(ApplyingMany, WritesUnitsOfBoundedSizeAndLocksNothingBetweenThem) {
  const auto file = tokens_named(2 * kApplyEntriesMax + 1);
  std::vector<std::int64_t> stored;
  ApplyOptions options;
  options.between_units = [&] {
    stored.push_back(tokens_stored());
    // SQLite has one writer: it comes in here.
    const auto other = services().store.begin_write();
    EXPECT_TRUE(other.has_value());
  };
  const auto steps = apply_platform(services(), file, options);
  ASSERT_TRUE(steps.has_value()) << steps.error().message();
  constexpr auto kMax = static_cast<std::int64_t>(kApplyEntriesMax);
  EXPECT_THAT(stored, ::testing::ElementsAre(kMax, 2 * kMax));
  EXPECT_EQ(tokens_stored(), 2 * kMax + 1);
  EXPECT_EQ(steps->size(), file.tokens.size());
  EXPECT_THAT(*apply_platform(services(), file, ApplyMode::kApply),
              Each(Field(&PlanStep::action, PlanAction::kUnchanged)));
}

TEST_F(ApplyingMany, EveryTokenHasItsRecordAndASecretOfItsOwn) {
  const auto steps = apply_platform(services(), tokens_named(kApplyEntriesMax + 3), ApplyMode::kApply);
  std::set<std::string> sealed;
  for (const auto& step : *steps) {
    const auto found = records(step.id);
    ASSERT_EQ(found.size(), 1U) << step.id;
    EXPECT_EQ(found.front().event, "platform.accounts.apiToken.created");
    EXPECT_EQ(found.front().object_name, step.name);
    sealed.insert((*read()->tokens().find_secret(*domain::TokenId::parse(step.id)))->sealed);
  }
  EXPECT_EQ(sealed.size(), steps->size());
}

TEST_F(ApplyingMany, AnErrorInTheLastEntryLeavesNothingOfTheFirst) {
  auto file = tokens_named(2 * kApplyEntriesMax);
  file.tokens.back().account = "Nobody";
  const auto refused = apply_platform(services(), file, ApplyMode::kApply);
  ASSERT_TRUE(refused.has_error());
  EXPECT_EQ(refused.error().fields().front().path, fmt::format("tokens[{}].account", file.tokens.size() - 1));
  EXPECT_EQ(tokens_stored(), 0);
}

TEST_F(ApplyingMany, TheSameNameTwiceIsFoundHoweverFarApart) {
  for (const auto count : {std::size_t{2}, 2 * kApplyEntriesMax}) {
    auto file = tokens_named(count);
    file.tokens.back().name = file.tokens.front().name;
    const auto refused = apply_platform(services(), file, ApplyMode::kApply);
    ASSERT_TRUE(refused.has_error());
    EXPECT_THAT(refused.error().fields().front().message, HasSubstr("listed twice"));
    EXPECT_EQ(tokens_stored(), 0);
  }
}

TEST_F(ApplyingMany, ADryRunNeedsNoLock) {
  const auto writer = services().store.begin_write();
  ASSERT_TRUE(writer.has_value());
  const auto steps = apply_platform(services(), tokens_named(kApplyEntriesMax + 1), ApplyMode::kDryRun);
  ASSERT_TRUE(steps.has_value());
  EXPECT_THAT(*steps, Each(Field(&PlanStep::action, PlanAction::kCreate)));
  // An id that an apply would draw is not known yet.
  EXPECT_THAT(*steps, Each(Field(&PlanStep::id, "")));
  EXPECT_EQ(tokens_stored(), 0);
}

// A process that ends in between leaves whole units; the same file does the rest.
TEST_F(ApplyingMany, WhatIsInterruptedIsDoneByTheNextRun) {
  const auto file = tokens_named(3 * kApplyEntriesMax);
  struct Interrupted {};
  ApplyOptions options;
  options.between_units = [] { throw Interrupted{}; };
  EXPECT_THROW((void)apply_platform(services(), file, options), Interrupted);
  EXPECT_EQ(tokens_stored(), static_cast<std::int64_t>(kApplyEntriesMax));
  const auto rest = apply_platform(services(), file, ApplyMode::kApply);
  ASSERT_TRUE(rest.has_value());
  EXPECT_EQ(std::count_if(rest->begin(), rest->end(),
                          [](const auto& step) { return step.action == PlanAction::kUnchanged; }),
            static_cast<std::ptrdiff_t>(kApplyEntriesMax));
  EXPECT_EQ(tokens_stored(), static_cast<std::int64_t>(file.tokens.size()));
}

TEST_F(ApplyingMany, TellsHowFarItIs) {
  const auto file = tokens_named(2 * kApplyEntriesMax);
  std::vector<ApplyProgress> told;
  ApplyOptions options;
  options.progress = [&](const ApplyProgress& progress) { told.push_back(progress); };
  ASSERT_TRUE(apply_platform(services(), file, options).has_value());
  ASSERT_GE(told.size(), 4U);
  EXPECT_FALSE(told.front().writing);
  EXPECT_TRUE(told.back().writing);
  EXPECT_EQ(told.back().done, file.tokens.size());
  for (const auto& progress : told) EXPECT_EQ(progress.total, file.tokens.size());
}

TEST_F(ApplyingMany, AccountsGroupsAndUsersComeInUnitsToo) {
  PlatformFile file;
  for (std::size_t i = 0; i < kApplyEntriesMax; ++i) {
    const auto name = fmt::format("Account {}", i);
    file.accounts.push_back({.type = domain::AccountType::kClient, .name = name});
    file.groups.push_back({.account = name, .name = "Drivers"});
    file.users.push_back({.email = fmt::format("person{}@example.com", i),
                          .first_name = "P",
                          .last_name = "Q",
                          .memberships = {{.account = name, .groups = {"Drivers"}}}});
    file.tokens.push_back({.account = name, .name = "Till"});
  }
  std::size_t units = 0;
  ApplyOptions options;
  options.between_units = [&] { ++units; };
  const auto planned = apply_platform(services(), file, ApplyMode::kDryRun);
  ASSERT_TRUE(planned.has_value()) << planned.error().message();
  const auto steps = apply_platform(services(), file, options);
  ASSERT_TRUE(steps.has_value()) << steps.error().message();
  EXPECT_EQ(units, 4U);
  ASSERT_EQ(steps->size(), planned->size());
  for (std::size_t i = 0; i < steps->size(); ++i) {
    EXPECT_EQ((*steps)[i].action, (*planned)[i].action);
    EXPECT_EQ((*steps)[i].name, (*planned)[i].name);
  }
  EXPECT_THAT(*apply_platform(services(), file, ApplyMode::kApply),
              Each(Field(&PlanStep::action, PlanAction::kUnchanged)));
}

}  // namespace
}  // namespace jeton::app
