#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "app/platform/apply_platform.h"
#include "app/testing/platform.h"
#include "store/contract/samples.h"
#include "support/fresh_database.h"
#include "support/statement_trace.h"

// How many statements `jeton apply` takes: a share for each entry that does not grow with the file.
namespace jeton::tests {
namespace {

using store::contract::must;

std::size_t statements(const std::vector<std::string>& traced) {
  return static_cast<std::size_t>(
      std::count_if(traced.begin(), traced.end(), [](const auto& line) { return line != "(a row)"; }));
}

std::size_t rows(const std::vector<std::string>& traced) {
  return traced.size() - statements(traced);
}

enum class Listed { kTokens, kGroups, kUsers, kAccounts };

app::PlatformFile file_of(Listed listed, std::size_t count) {
  app::PlatformFile file;
  for (std::size_t i = 0; i < count; ++i) {
    const auto name = fmt::format("Entry {}", i);
    switch (listed) {
      case Listed::kTokens: file.tokens.push_back({.account = "Alder Freight", .name = name}); break;
      case Listed::kGroups: file.groups.push_back({.account = "Alder Freight", .name = name}); break;
      case Listed::kUsers:
        file.users.push_back({.email = fmt::format("person{}@alder.example", i),
                              .first_name = "P",
                              .last_name = name,
                              .memberships = {{.account = "Alder Freight", .groups = {}}}});
        break;
      case Listed::kAccounts:
        file.accounts.push_back({.type = domain::AccountType::kClient, .name = name});
        break;
    }
  }
  return file;
}

struct Cost {
  double statements = 0;  ///< For each entry.
  double rows = 0;
};

class ApplyStatements : public testing::TestWithParam<Listed> {
 protected:
  Cost cost_of(std::size_t count, app::ApplyMode mode) {
    const auto file = file_of(GetParam(), count);
    (void)trace_.take();
    must(app::apply_platform(platform_.services(), file, mode));
    const auto traced = trace_.take();
    const auto entries = static_cast<double>(count);
    return {static_cast<double>(statements(traced)) / entries, static_cast<double>(rows(traced)) / entries};
  }

 private:
  StatementTrace trace_;
  app::testing::TestPlatform platform_;
};

TEST_P(ApplyStatements, AreAsManyForEachEntryOfALargeFileAsOfASmallOne) {
  for (const auto mode : {app::ApplyMode::kDryRun, app::ApplyMode::kApply, app::ApplyMode::kApply}) {
    const auto small = cost_of(500, mode);
    const auto large = cost_of(2000, mode);
    EXPECT_LT(large.statements, small.statements * 1.3 + 0.5);
    EXPECT_LT(large.rows, small.rows * 1.3 + 2);
  }
}

std::string name_of(const testing::TestParamInfo<Listed>& info) {
  switch (info.param) {
    case Listed::kTokens: return "Tokens";
    case Listed::kGroups: return "Groups";
    case Listed::kUsers: return "Users";
    case Listed::kAccounts: return "Accounts";
  }
  return {};
}

INSTANTIATE_TEST_SUITE_P(All, ApplyStatements,
                         testing::Values(Listed::kTokens, Listed::kGroups, Listed::kUsers, Listed::kAccounts),
                         &name_of);

class ApplyTokens : public testing::Test {
 protected:
  StatementTrace trace_;
  app::testing::TestPlatform platform_;
};

// On PostgreSQL each is a round trip.
TEST_F(ApplyTokens, TakeLessThanOneStatementEach) {
  const auto file = file_of(Listed::kTokens, 1000);
  (void)trace_.take();
  must(app::apply_platform(platform_.services(), file, app::ApplyMode::kApply));
  auto traced = trace_.take();
  // Triggers of SQLite itself are no statements of ours.
  std::erase_if(traced, [](const auto& line) { return line.starts_with("--"); });
  EXPECT_LT(statements(traced), 500U);
}

}  // namespace
}  // namespace jeton::tests
