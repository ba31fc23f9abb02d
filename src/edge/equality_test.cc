#include <gtest/gtest.h>

#include <memory>

#include "base/testing/manual_clock.h"
#include "base/testing/seeded_random.h"
#include "edge/random_questions_test.h"
#include "edge/responder_world_test.h"

namespace jeton::edge {
namespace {

TEST(Equality, TheResponderSaysNothingOrWhatTheOrdinaryWaySays) {
  base::testing::SeededRandom random{1};
  base::testing::ManualClock clock{kNow};
  int answered = 0;
  int allowed = 0;
  int refused = 0;
  for (int i = 0; i < 60; ++i) {
    ReplicaOfWorld here{random};
    const auto ordinary = std::make_unique<OrdinaryWay>(here.source, here.catalogue, clock);
    const auto responder = std::make_unique<Responder>(here.source, here.catalogue);
    responder->set_time(kNow);
    RandomQuestions questions{random, here.world, here.allowed_questions()};
    for (int j = 0; j < 500; ++j) {
      const auto bytes = questions.next();
      const auto expected = ordinary->answer(bytes);
      Answers answers;
      const auto used = responder->answer(bytes, kPeer, answers);
      if (expected && expected->is_allowed) ++allowed;
      if (expected && !expected->is_allowed) ++refused;
      if (used == 0) {
        ASSERT_EQ(answers.view(), "");
        continue;
      }
      ++answered;
      ASSERT_TRUE(expected) << bytes;
      ASSERT_TRUE(expected->is_allowed && expected->keeps_alive) << bytes;
      ASSERT_EQ(used, expected->bytes) << bytes;
      ASSERT_EQ(answers.view(), expected->text) << bytes;
    }
  }
  // Most of what is allowed is asked in an ordinary way.
  EXPECT_GT(answered, 1000);
  EXPECT_GT(answered * 3, allowed) << allowed;
  EXPECT_GT(refused, 1000);
}

}  // namespace
}  // namespace jeton::edge
