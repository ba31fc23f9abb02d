#include <gtest/gtest.h>

#include <array>

#include "replica/extension.h"
#include "replica/grant.h"
#include "replica/layout.h"
#include "replica/replica_fixture_test.h"

namespace jeton::replica {
namespace {

constexpr Word kRecordSalt = 77;

Grant sample_grant() {
  return {.account = PackedId{0x1234'5678'9123'4567, 0x8912},
          .account_status = domain::AccountStatus::kEnabled,
          .rate_class = 0xffff'fffe,
          .modules = 0xffff'fffd,
          .addresses = 0xffff'fffc};
}

Extension sample_extension() {
  return {.not_before = 1, .expires_at = 2, .second_digest = numbered_digest(3), .second_expires_at = 4};
}

TEST(GrantTest, IsReadAsItWasWritten) {
  std::array<Word, kGrantBytes / 8> memory{};
  const Words words{memory.data()};
  EXPECT_FALSE(read_grant(words, kRecordSalt).has_value()) << "nothing was written";
  write_grant(words, sample_grant(), kRecordSalt);
  EXPECT_EQ(read_grant(words, kRecordSalt), sample_grant());
  EXPECT_FALSE(read_grant(words, kRecordSalt + 1).has_value());
}

TEST(GrantTest, ChangesTheStatusOfItsAccountAlone) {
  std::array<Word, kGrantBytes / 8> memory{};
  const Words words{memory.data()};
  write_grant(words, sample_grant(), kRecordSalt);
  for (const auto status : {domain::AccountStatus::kDisabled, domain::AccountStatus::kActive}) {
    write_account_status(words, status, kRecordSalt);
    auto expected = sample_grant();
    expected.account_status = status;
    EXPECT_EQ(read_grant(words, kRecordSalt), expected);
  }
}

TEST(GrantTest, IsDamagedWhenAnyBitIsAnother) {
  std::array<Word, kGrantBytes / 8> memory{};
  const Words words{memory.data()};
  write_grant(words, sample_grant(), kRecordSalt);
  for (std::size_t bit = 0; bit < kGrantBytes * 8; ++bit) {
    memory[bit / 64] ^= Word{1} << (bit % 64);
    EXPECT_FALSE(read_grant(words, kRecordSalt).has_value()) << bit;
    memory[bit / 64] ^= Word{1} << (bit % 64);
  }
}

TEST(ExtensionTest, IsReadAsItWasWritten) {
  std::array<Word, kExtensionBytes / 8> memory{};
  const Words words{memory.data()};
  EXPECT_FALSE(read_extension(words, kRecordSalt).has_value()) << "nothing was written";
  for (const auto& extension : {sample_extension(), Extension{}, Extension{.not_before = 5}}) {
    write_extension(words, extension, kRecordSalt);
    EXPECT_EQ(read_extension(words, kRecordSalt), extension);
    EXPECT_FALSE(read_extension(words, kRecordSalt + 1).has_value());
  }
}

TEST(ExtensionTest, IsDamagedWhenAnyBitIsAnother) {
  std::array<Word, kExtensionBytes / 8> memory{};
  const Words words{memory.data()};
  write_extension(words, sample_extension(), kRecordSalt);
  for (std::size_t bit = 0; bit < kExtensionBytes * 8; ++bit) {
    memory[bit / 64] ^= Word{1} << (bit % 64);
    EXPECT_FALSE(read_extension(words, kRecordSalt).has_value()) << bit;
    memory[bit / 64] ^= Word{1} << (bit % 64);
  }
}

}  // namespace
}  // namespace jeton::replica
