#include "verify/recent_accesses.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <set>
#include <thread>

namespace jeton::verify {
namespace {

constexpr base::Timestamp kThen{std::chrono::hours{480'000}};

replica::PackedId numbered_token(std::size_t number) {
  return replica::PackedId::of_text(fmt::format("TKN-{:04}-{:04}", 1 + number / 10'000, number % 10'000));
}

std::vector<domain::TokenAccess> taken(RecentAccesses& accesses) {
  std::vector<domain::TokenAccess> all;
  accesses.take(all);
  return all;
}

TEST(RecentAccesses, R125AreNotedOnceInAMinuteForEachToken) {
  RecentAccesses accesses;
  accesses.note(numbered_token(1), kThen);
  accesses.note(numbered_token(1), kThen + base::kLastAccessInterval - std::chrono::milliseconds{1});
  accesses.note(numbered_token(2), kThen);
  accesses.note(numbered_token(1), kThen + base::kLastAccessInterval);
  const auto all = taken(accesses);
  ASSERT_EQ(all.size(), 3U);
  EXPECT_EQ(all[0].token.str(), "TKN-0001-0001");
  EXPECT_EQ(all[0].at, kThen);
  EXPECT_EQ(all[1].token.str(), "TKN-0001-0002");
  EXPECT_EQ(all[2].token.str(), "TKN-0001-0001");
  EXPECT_EQ(all[2].at, kThen + base::kLastAccessInterval);
  EXPECT_TRUE(taken(accesses).empty());
}

TEST(RecentAccesses, AreNotedAgainWhenTheClockWasSetBack) {
  RecentAccesses accesses;
  accesses.note(numbered_token(1), kThen);
  accesses.note(numbered_token(1), kThen - std::chrono::milliseconds{1});
  EXPECT_EQ(taken(accesses).size(), 2U);
}

TEST(RecentAccesses, AreDroppedAndCountedWhenThereAreTooMany) {
  RecentAccesses accesses;
  for (std::size_t i = 0; i < base::kAccessesNotedMax; ++i) accesses.note(numbered_token(i), kThen);
  EXPECT_EQ(accesses.dropped(), 0U);
  const auto late = base::kAccessesNotedMax;
  accesses.note(numbered_token(late), kThen);
  EXPECT_EQ(accesses.dropped(), 1U);
  EXPECT_EQ(taken(accesses).size(), base::kAccessesNotedMax);
  accesses.note(numbered_token(late), kThen);
  EXPECT_EQ(taken(accesses).size(), 1U) << "what was dropped is not remembered as noted";
  EXPECT_EQ(accesses.dropped(), 1U);
}

TEST(RecentAccesses, AreTakenWhileOthersAreNoted) {
  RecentAccesses accesses;
  constexpr std::size_t kTokens = 200'000;
  std::atomic<bool> done{false};
  std::thread deciding{[&] {
    for (std::size_t i = 0; i < kTokens; ++i) accesses.note(numbered_token(i), kThen);
    done = true;
  }};
  std::vector<domain::TokenAccess> all;
  while (!done) accesses.take(all);
  deciding.join();
  accesses.take(all);
  std::set<std::string> different;
  for (const auto& access : all) different.insert(access.token.str());
  EXPECT_EQ(different.size(), all.size());
  EXPECT_EQ(all.size() + accesses.dropped(), kTokens);
}

}  // namespace
}  // namespace jeton::verify
