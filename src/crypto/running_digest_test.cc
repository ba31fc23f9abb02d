#include "crypto/running_digest.h"

#include <gtest/gtest.h>

#include <string>

namespace jeton::crypto {
namespace {

TEST(RunningDigest, IsThatOfAllPiecesTogether) {
  RunningDigest running;
  EXPECT_EQ(running.so_far(), sha256(""));
  running.add("abc");
  EXPECT_EQ(running.so_far(), sha256("abc"));
  running.add("");
  running.add(std::string(100'000, 'd'));
  EXPECT_EQ(running.so_far(), sha256("abc" + std::string(100'000, 'd')));
}

}  // namespace
}  // namespace jeton::crypto
