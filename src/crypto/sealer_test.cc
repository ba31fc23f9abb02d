#include "crypto/sealer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sodium.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <set>
#include <string>

#include "base/hex.h"
#include "base/testing/seeded_random.h"
#include "crypto/digest.h"
#include "crypto/random.h"

namespace jeton::crypto {
namespace {

using base::Secret;
using base::testing::SeededRandom;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* kOldKey = "old 000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
constexpr const char* kNewKey = "new 808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f";

KeyRing ring(const std::string& text) {
  auto parsed = KeyRing::parse(Secret{text});
  EXPECT_TRUE(parsed.has_value());
  return std::move(parsed).value();
}

std::string opened(const Sealer& sealer, std::string_view sealed, std::string_view context) {
  const auto secret = sealer.open(sealed, context);
  if (secret.has_value()) return std::string{secret->reveal()};
  EXPECT_EQ(secret.error().kind(), base::ErrorKind::kInternal);
  EXPECT_EQ(secret.error().detail(), "a sealed value does not open");
  return "(closed)";
}

TEST(Sealer, OpensWhatItSealed) {
  SystemRandom random;
  const Sealer sealer{ring(kOldKey), random};
  for (const auto size : {std::size_t{0}, std::size_t{1}, std::size_t{49}, std::size_t{4096}}) {
    const std::string text(size, 'x');
    EXPECT_EQ(opened(sealer, sealer.seal(Secret{text}, "TKN-1234-5678"), "TKN-1234-5678"), text);
  }
}

// draft-irtf-cfrg-xchacha-03, appendix A.3.1: the primitive beneath is the one that is meant.
TEST(Sealer, PrimitiveHasTheAnswerOfItsSpecification) {
  constexpr std::string_view kPlain =
      "Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, sunscreen "
      "would be it.";
  std::array<unsigned char, 32> key{};
  for (std::size_t i = 0; i < key.size(); ++i) key.at(i) = static_cast<unsigned char>(0x80 + i);
  std::array<unsigned char, 24> nonce{};
  for (std::size_t i = 0; i < nonce.size(); ++i) nonce.at(i) = static_cast<unsigned char>(0x40 + i);
  const std::array<unsigned char, 12> bound{0x50, 0x51, 0x52, 0x53, 0xc0, 0xc1,
                                            0xc2, 0xc3, 0xc4, 0xc5, 0xc6, 0xc7};
  std::array<unsigned char, kPlain.size() + 16> out{};
  crypto_aead_xchacha20poly1305_ietf_encrypt(
      out.data(), nullptr, reinterpret_cast<const unsigned char*>(kPlain.data()), kPlain.size(), bound.data(),
      bound.size(), nullptr, nonce.data(), key.data());
  const auto hex = base::to_hex(std::as_bytes(std::span{out}));
  EXPECT_THAT(hex, ::testing::StartsWith("bd6d179d3e83d43b9576579493c0e939572a1700252bfaccbed2902c21396cbb"));
  EXPECT_THAT(hex, ::testing::EndsWith("c0875924c1c7987947deafd8780acf49"));
}

// docs/formats/sealed-value.md prints this value: what is stored must stay readable.
TEST(Sealer, GoldenOfTheStoredForm) {
  SeededRandom unused;
  const Sealer sealer{ring(kOldKey), unused};
  EXPECT_EQ(opened(sealer, "v1.old.QEFCQ0RFRkdISUpLTE1OT1BRUlNUVVZXu0lkAaWFWWbuhvMPxTquz_yEv2ycasDQDupg",
                   "TKN-1234-5678"),
            "opaque part");
}

TEST(Sealer, SealedFormNamesVersionAndKeyAndHidesTheRest) {
  SystemRandom random;
  const Sealer sealer{ring(kOldKey), random};
  const auto sealed = sealer.seal(Secret{"opaque part"}, "TKN-1234-5678");
  EXPECT_THAT(sealed, ::testing::MatchesRegex("v1\\.old\\.[A-Za-z0-9_-]+"));
  EXPECT_THAT(sealed, Not(HasSubstr("opaque")));
}

TEST(Sealer, OneSecretIsSealedDifferentlyEachTime) {
  SystemRandom random;
  const Sealer sealer{ring(kOldKey), random};
  std::set<std::string> seen;
  for (int i = 0; i < 100; ++i) EXPECT_TRUE(seen.insert(sealer.seal(Secret{"opaque"}, "a")).second);
}

TEST(Sealer, ValueMovedToAnotherContextDoesNotOpen) {
  SystemRandom random;
  const Sealer sealer{ring(kOldKey), random};
  const auto sealed = sealer.seal(Secret{"opaque"}, "TKN-1234-5678");
  for (const auto* context : {"TKN-1234-5679", "TKN-1234-567", "TKN-1234-56780", "", "tkn-1234-5678"}) {
    EXPECT_EQ(opened(sealer, sealed, context), "(closed)") << context;
  }
}

TEST(Sealer, NoCharacterCanBeChangedAddedOrTakenAway) {
  SeededRandom random;
  const Sealer sealer{ring(kOldKey), random};
  const auto sealed = sealer.seal(Secret{"opaque part of it"}, "TKN-1234-5678");
  ASSERT_EQ(opened(sealer, sealed, "TKN-1234-5678"), "opaque part of it");
  for (std::size_t i = 0; i < sealed.size(); ++i) {
    for (int bit = 0; bit < 8; ++bit) {
      auto changed = sealed;
      changed[i] = static_cast<char>(changed[i] ^ (1 << bit));
      ASSERT_EQ(opened(sealer, changed, "TKN-1234-5678"), "(closed)") << i << ' ' << bit;
    }
    auto shorter = sealed;
    shorter.erase(i, 1);
    ASSERT_EQ(opened(sealer, shorter, "TKN-1234-5678"), "(closed)") << i;
    ASSERT_EQ(opened(sealer, sealed.substr(0, i), "TKN-1234-5678"), "(closed)") << i;
  }
  EXPECT_EQ(opened(sealer, sealed + "A", "TKN-1234-5678"), "(closed)");
  EXPECT_EQ(opened(sealer, sealed + "=", "TKN-1234-5678"), "(closed)");
  EXPECT_EQ(opened(sealer, sealed + "\n", "TKN-1234-5678"), "(closed)");
}

TEST(Sealer, RotatedOutKeyStillOpensAndTheNewOneSeals) {
  SystemRandom random;
  const Sealer before{ring(kOldKey), random};
  const auto old_value = before.seal(Secret{"opaque"}, "a");
  const Sealer after{ring(std::string{kNewKey} + "\n" + kOldKey + "\n"), random};
  EXPECT_EQ(opened(after, old_value, "a"), "opaque");
  const auto new_value = after.seal(Secret{"opaque"}, "a");
  EXPECT_THAT(new_value, ::testing::StartsWith("v1.new."));
  EXPECT_EQ(opened(after, new_value, "a"), "opaque");
  // Without the key nothing opens.
  EXPECT_EQ(opened(before, new_value, "a"), "(closed)");
}

TEST(Sealer, AnotherKeyUnderTheSameIdDoesNotOpen) {
  SystemRandom random;
  const Sealer sealer{ring(kOldKey), random};
  std::string other{kNewKey};
  other.replace(0, 3, "old");
  const Sealer wrong{ring(other), random};
  EXPECT_EQ(opened(wrong, sealer.seal(Secret{"opaque"}, "a"), "a"), "(closed)");
}

TEST(Sealer, ValueRelabelledToAnotherKeyIdWithTheSameKeyDoesNotOpen) {
  SystemRandom random;
  std::string twin{kOldKey};
  twin.replace(0, 3, "two");
  const Sealer sealer{ring(std::string{kOldKey} + "\n" + twin), random};
  auto sealed = sealer.seal(Secret{"opaque"}, "a");
  sealed.replace(3, 3, "two");
  EXPECT_EQ(opened(sealer, sealed, "a"), "(closed)");
}

TEST(KeyRing, FirstKeyIsTheCurrentOne) {
  const auto keys = ring("# rotated in January\n\n" + std::string{kNewKey} + "\r\n" + kOldKey + "\n");
  EXPECT_EQ(keys.current_key_id(), "new");
  ASSERT_NE(keys.find("old"), nullptr);
  EXPECT_EQ(keys.find("old")->size(), 32u);
  EXPECT_EQ(keys.find("old")->reveal()[1], '\x01');
  EXPECT_EQ(keys.find("other"), nullptr);
  EXPECT_EQ(keys.find(""), nullptr);
}

TEST(KeyRing, GeneratedKeysParseAndDiffer) {
  SystemRandom random;
  const auto one = KeyRing::generate(random);
  const auto two = KeyRing::generate(random);
  const auto first = KeyRing::parse(one);
  const auto second = KeyRing::parse(two);
  ASSERT_TRUE(first.has_value() && second.has_value());
  EXPECT_NE(first->current_key_id(), second->current_key_id());
  EXPECT_EQ(one.size(), 9 + 1 + 64 + 1u);
}

TEST(KeyRing, ErrorNamesTheLineAndNeverItsContent) {
  const std::string digits{std::string_view{kOldKey}.substr(4)};
  struct Case {
    std::string text;
    std::string line;
  };
  for (const auto& broken :
       {Case{"old", "Line 1 "}, Case{"# c\nold " + digits.substr(1), "Line 2 "},
        Case{"old " + digits + "0", "Line 1 "}, Case{"old  " + digits, "Line 1 "},
        Case{"old " + digits.substr(2) + "zz", "Line 1 "}, Case{"a/b " + digits, "Line 1 "},
        Case{" " + digits, "Line 1 "}, Case{digits, "Line 1 "}, Case{"old " + digits + " x", "Line 1 "},
        Case{std::string(33, 'k') + " " + digits, "Line 1 "},
        Case{std::string{kOldKey} + "\n\n" + kOldKey, "Line 3 "},
        Case{std::string{kOldKey} + "\nnew " + digits.substr(8), "Line 2 "}}) {
    const auto result = KeyRing::parse(Secret{broken.text});
    ASSERT_TRUE(result.has_error()) << broken.text;
    const auto error = result.error();
    ASSERT_EQ(error.fields().size(), 1u);
    EXPECT_EQ(error.fields()[0].path, "keys");
    const auto& message = error.fields()[0].message;
    EXPECT_THAT(message, ::testing::StartsWith(broken.line));
    for (const auto* content : {"0102", "1e1f", "zz", "old", "a/b"})
      EXPECT_THAT(message, Not(HasSubstr(content)));
    EXPECT_EQ(error.detail(), "");
  }
  EXPECT_TRUE(KeyRing::parse(Secret{std::string(32, 'k') + " " + digits}).has_value());
}

TEST(KeyRing, NeedsAtLeastOneKey) {
  for (const auto* text : {"", "\n\n", "# nothing\n"}) {
    const auto result = KeyRing::parse(Secret{text});
    ASSERT_TRUE(result.has_error());
    EXPECT_EQ(result.error().fields().at(0), (base::FieldError{"keys", "No keys were found."}));
  }
}

TEST(Sealer, CheckValueTellsAKeyFromAnotherOfTheSameId) {
  SystemRandom random;
  const Sealer both{ring(std::string{kNewKey} + "\n" + kOldKey), random};
  const auto value = both.check_value("old");
  EXPECT_TRUE(both.passes_check("old", value));
  EXPECT_FALSE(both.passes_check("new", value));
  EXPECT_FALSE(both.passes_check("old", ""));
  EXPECT_FALSE(both.passes_check("old", both.seal(Secret{"jeton sealing key"}, "sealing key old")));
  const Sealer old{ring(kOldKey), random};
  EXPECT_TRUE(old.passes_check("old", value));
  const Sealer another{ring("old " + std::string(64, 'a')), random};
  EXPECT_FALSE(another.passes_check("old", value));
}

TEST(Sealer, KnowsWhichKeysItHas) {
  SystemRandom random;
  const Sealer both{ring(std::string{kNewKey} + "\n" + kOldKey), random};
  const Sealer old{ring(kOldKey), random};
  EXPECT_EQ(both.current_key_id(), "new");
  EXPECT_TRUE(both.has_key("old"));
  EXPECT_FALSE(old.has_key("new"));
  EXPECT_TRUE(both.has_key_of(old.seal(Secret{"x"}, "TKN-1")));
  EXPECT_FALSE(old.has_key_of(both.seal(Secret{"x"}, "TKN-1")));
  for (const auto* text : {"", "v1", "v1.old", "v2.old.AAAA", "old"})
    EXPECT_FALSE(old.has_key_of(text)) << text;
}

}  // namespace
}  // namespace jeton::crypto
