#include "app/command/id_draw.h"

#include <gtest/gtest.h>

#include <cstring>
#include <set>

#include "base/limits.h"
#include "base/testing/seeded_random.h"
#include "domain/ids.h"

namespace jeton::app {
namespace {

/// Gives zeros first, then a seeded sequence.
class ZerosFirst final : public base::RandomSource {
 public:
  explicit ZerosFirst(int zeros) : zeros_{zeros} {}
  void fill(std::span<std::byte> bytes) override {
    if (zeros_-- > 0) {
      std::memset(bytes.data(), 0, bytes.size());
    } else {
      rest_.fill(bytes);
    }
  }

 private:
  int zeros_;
  base::testing::SeededRandom rest_;
};

//
TEST(DrawId, HasTheShapeOfItsKind) {
  base::testing::SeededRandom random;
  EXPECT_TRUE(domain::TokenId::parse(draw_id_text(random, "TKN", 2)).has_value());
  EXPECT_EQ(draw_id<domain::TokenTag>(random, 0).str().size(), std::strlen("TKN-0000-0000"));
  EXPECT_EQ(draw_id<domain::AuditRecordTag>(random, 0).str().size(), std::strlen("AUD-0000-0000-0000-0000"));
}

// never all zeros.
TEST(DrawId, DrawsAgainInsteadOfAllZeros) {
  ZerosFirst random{2};
  EXPECT_NE(draw_id_text(random, "TKN", 2), "TKN-0000-0000");
}

TEST(IdGroupsFor, GrowsOnceATenthOfTheSpaceIsUsed) {
  EXPECT_EQ(id_groups_for(0, 2), 2U);
  EXPECT_EQ(id_groups_for(9'999'999, 2), 2U);
  EXPECT_EQ(id_groups_for(10'000'000, 2), 3U);
  EXPECT_EQ(id_groups_for(999, 1), 1U);
  EXPECT_EQ(id_groups_for(1'000, 1), 2U);
}

TEST(InsertWithNewId, DrawsUntilOneIsFreeAndGivesUp) {
  base::testing::SeededRandom random;
  std::set<std::string> tried;
  const auto third =
      insert_with_new_id<domain::TokenTag>(random, 0, [&](const domain::TokenId& id) -> base::Result<bool> {
        tried.insert(id.str());
        return tried.size() == 3;
      });
  EXPECT_TRUE(third.has_value());
  EXPECT_EQ(tried.size(), 3U);
  int draws = 0;
  const auto none =
      insert_with_new_id<domain::TokenTag>(random, 0, [&](const domain::TokenId&) -> base::Result<bool> {
        ++draws;
        return false;
      });
  EXPECT_EQ(none.error().kind(), base::ErrorKind::kInternal);
  EXPECT_EQ(draws, base::kIdDrawsMax);
}

}  // namespace
}  // namespace jeton::app
