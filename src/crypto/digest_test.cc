#include "crypto/digest.h"

#include <gtest/gtest.h>

#include <string>
#include <thread>
#include <vector>

#include "base/hex.h"

namespace jeton::crypto {
namespace {

std::string hex_of(std::string_view bytes) {
  return base::to_hex(sha256(bytes));
}

// FIPS 180-4, the examples that NIST publishes with it.
TEST(Sha256, KnownAnswers) {
  EXPECT_EQ(hex_of(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(hex_of("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(hex_of("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  EXPECT_EQ(
      hex_of("abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmn"
             "opqrsmnopqrstnopqrstu"),
      "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1");
  EXPECT_EQ(hex_of(std::string(1'000'000, 'a')),
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST(Sha256, OneCallLeavesNothingForTheNext) {
  const auto first = sha256("abc");
  static_cast<void>(sha256("something else"));
  EXPECT_EQ(sha256("abc"), first);
}

TEST(Sha256, ThreadsDoNotDisturbEachOther) {
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([i] {
      const std::string text(100, static_cast<char>('a' + i));
      const auto expected = sha256(text);
      for (int j = 0; j < 2000; ++j) ASSERT_EQ(sha256(text), expected);
    });
  }
  for (auto& thread : threads) thread.join();
}

TEST(Hex, ReadsBackWhatItWrote) {
  const auto digest = sha256("abc");
  EXPECT_EQ(sha256_from_hex(base::to_hex(digest)), digest);
  EXPECT_EQ(base::to_hex({}), "");
}

TEST(Hex, RefusesEveryOtherText) {
  const auto good = hex_of("abc");
  ASSERT_TRUE(sha256_from_hex(good).has_value());
  std::string upper = good;
  upper[0] = 'B';
  std::string other = good;
  other[63] = 'g';
  for (const auto& text : {std::string{}, good.substr(1), good + "0", upper, other, " " + good.substr(1),
                           "0x" + good.substr(2), std::string(64, '\0')}) {
    EXPECT_FALSE(sha256_from_hex(text).has_value()) << text;
  }
}

TEST(EqualInConstantTime, ComparesEveryByteAndTheLength) {
  EXPECT_TRUE(equal_in_constant_time(std::string_view{}, std::string_view{}));
  EXPECT_TRUE(equal_in_constant_time("opaque", "opaque"));
  EXPECT_FALSE(equal_in_constant_time("opaque", "opaqu"));
  EXPECT_FALSE(equal_in_constant_time("opaque", ""));
  const auto digest = sha256("abc");
  for (std::size_t i = 0; i < digest.size(); ++i) {
    for (int bit = 0; bit < 8; ++bit) {
      auto changed = digest;
      changed[i] ^= static_cast<std::byte>(1 << bit);
      ASSERT_FALSE(equal_in_constant_time(digest, changed)) << i << ' ' << bit;
    }
  }
  EXPECT_TRUE(equal_in_constant_time(digest, sha256("abc")));
}

}  // namespace
}  // namespace jeton::crypto
