#include "crypto/password_hash.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace jeton::crypto {
namespace {

using base::Secret;

/// libsodium's least, so that the tests do not wait for what they do not claim.
constexpr PasswordCost kCheap{.operations = 1, .memory_bytes = std::size_t{8} * 1024};

// Made with another implementation (the argon2 package): `argon2 somesalt -id -t 2 -m 16 -p 1` of
// "password", the test vector of its own suite for version 0x13.
constexpr const char* kKnownHash =
    "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";

TEST(PasswordHash, VerifiesAKnownHash) {
  EXPECT_TRUE(verify_password(Secret{"password"}, kKnownHash));
  EXPECT_FALSE(verify_password(Secret{"passwore"}, kKnownHash));
}

TEST(PasswordHash, OwnHashesVerify) {
  const auto encoded = hash_password(Secret{"Abcdef1!"}, kCheap);
  ASSERT_TRUE(encoded.has_value());
  EXPECT_TRUE(verify_password(Secret{"Abcdef1!"}, *encoded));
  EXPECT_FALSE(verify_password(Secret{"Abcdef1?"}, *encoded));
  EXPECT_FALSE(verify_password(Secret{"Abcdef1"}, *encoded));
  EXPECT_FALSE(verify_password(Secret{}, *encoded));
}

TEST(PasswordHash, IsArgon2idAtTheCostThatWasAsked) {
  const auto cheap = hash_password(Secret{"Abcdef1!"}, kCheap);
  EXPECT_THAT(*cheap, ::testing::StartsWith("$argon2id$v=19$m=8,t=1,p=1$"));
  const auto usual = hash_password(Secret{"Abcdef1!"}, PasswordCost{});
  ASSERT_TRUE(usual.has_value());
  EXPECT_THAT(*usual, ::testing::StartsWith("$argon2id$v=19$m=65536,t=2,p=1$"));
}

TEST(PasswordHash, OnePasswordHasAnotherHashEachTime) {
  EXPECT_NE(*hash_password(Secret{"Abcdef1!"}, kCheap), *hash_password(Secret{"Abcdef1!"}, kCheap));
}

TEST(PasswordHash, ReadsThePasswordWholeZerosIncluded) {
  const auto encoded = hash_password(Secret{std::string_view{"ab\0cd", 5}}, kCheap);
  EXPECT_TRUE(verify_password(Secret{std::string_view{"ab\0cd", 5}}, *encoded));
  EXPECT_FALSE(verify_password(Secret{"ab"}, *encoded));
  EXPECT_FALSE(verify_password(Secret{std::string_view{"ab\0ce", 5}}, *encoded));
}

TEST(PasswordHash, WhatIsNoHashVerifiesNothing) {
  const std::string known{kKnownHash};
  for (const auto& encoded :
       {std::string{}, std::string{"password"}, std::string{"$argon2id$"}, known.substr(0, known.size() - 1),
        known + "A", std::string(1000, '$'), std::string(128, 'a')}) {
    EXPECT_FALSE(verify_password(Secret{"password"}, encoded)) << encoded;
  }
}

TEST(PasswordHash, MemoryThatIsNotThereIsAnError) {
  const auto result =
      hash_password(Secret{"Abcdef1!"}, {.operations = 1, .memory_bytes = std::size_t{1} << 62});
  ASSERT_TRUE(result.has_error());
  EXPECT_EQ(result.error().kind(), base::ErrorKind::kUnavailable);
}

TEST(PasswordHash, IsTheSameInEveryNormalForm) {
  const auto composed = base::Secret{"Caf\u00e9-Quiet-7"};
  const auto decomposed = base::Secret{"Cafe\u0301-Quiet-7"};
  for (const auto* set : {&composed, &decomposed}) {
    const auto encoded = hash_password(*set, kCheap);
    ASSERT_TRUE(encoded.has_value());
    EXPECT_TRUE(verify_password(composed, *encoded));
    EXPECT_TRUE(verify_password(decomposed, *encoded));
    EXPECT_FALSE(verify_password(base::Secret{"Cafe-Quiet-7"}, *encoded));
  }
}

}  // namespace
}  // namespace jeton::crypto
