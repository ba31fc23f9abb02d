#include "credential/token_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <regex>
#include <set>
#include <string>

#include "base/hex.h"
#include "base/limits.h"
#include "base/testing/seeded_random.h"
#include "crypto/digest.h"

namespace jeton::credential {
namespace {

using base::Secret;
using base::testing::SeededRandom;

constexpr std::string_view kEveryCharacter =
    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-._~: \t\n/+=%\"'\\{}[]@\x7f\x80\xff";

domain::TokenId id_of(std::string_view text) {
  return domain::TokenId::parse(text).value();
}

/// Deals out 0, 1, 2 and so on.
class CountingRandom final : public base::RandomSource {
 public:
  void fill(std::span<std::byte> bytes) override {
    for (auto& byte : bytes) byte = static_cast<std::byte>(next_++);
  }

 private:
  unsigned char next_ = 0;
};

std::string minted(std::string_view id, base::RandomSource& random) {
  return std::string{mint(id_of(id), random).text().reveal()};
}

// Made by another implementation (Python's integers and zlib).
TEST(Mint, R120KnownAnswers) {
  CountingRandom counting;
  EXPECT_EQ(minted("TKN-1234-5678", counting),
            "idt:TKN-1234-5678:003aUlTJC7tjlCTQj2uNU3MFagCXG9LRKRcwGkBIDlf1KfLZ5");
  CountingRandom again;
  EXPECT_EQ(minted("TKN-8857-1729-0001-0002-0003", again),
            "idt:TKN-8857-1729-0001-0002-0003:003aUlTJC7tjlCTQj2uNU3MFagCXG9LRKRcwGkBIDlf1qIa9l");
  EXPECT_TRUE(parse("idt:TKN-1234-5678:00000000000000000000000000000000000000000001rY3b9").has_value());
  EXPECT_TRUE(parse("idt:TKN-1234-5678:yhjskwdA6OZ1AL1YmHWZWm8LLG7HjnuCA2j5rOw8Xp13mEIp9").has_value());
}

TEST(Mint, R120HasThreePartsOfFixedWidth) {
  SeededRandom random;
  std::set<std::string> seen;
  for (int i = 0; i < 1000; ++i) {
    const auto text = minted("TKN-1234-5678", random);
    ASSERT_EQ(text.size(), 4 + 13 + 1 + 49u);
    ASSERT_EQ(std::count(text.begin(), text.end(), ':'), 2);
    ASSERT_TRUE(text.starts_with("idt:TKN-1234-5678:"));
    const auto presented = parse(text);
    ASSERT_TRUE(presented.has_value()) << text;
    EXPECT_EQ(presented->id.str(), "TKN-1234-5678");
    EXPECT_EQ(presented->opaque, std::string_view{text}.substr(18));
    EXPECT_EQ(assemble(presented->id, Secret{presented->opaque}).reveal(), text);
    EXPECT_TRUE(seen.insert(text).second);
  }
}

TEST(Mint, WidestIdStillFits) {
  SeededRandom random;
  std::string id = "TKN";
  for (std::size_t i = 0; i < base::kIdGroupsMax; ++i) id += "-5678";
  EXPECT_TRUE(parse(minted(id, random)).has_value());
}

TEST(Mint, R120OpaquePartIsSafeInAddressesAndHeaders) {
  SeededRandom random;
  for (int i = 0; i < 100; ++i) {
    const auto text = minted("TKN-1234-5678", random);
    EXPECT_EQ(text.find_first_not_of("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz", 18),
              text.npos);
  }
}

TEST(Parse, R120EverySingleChangeOfAMintedTokenIsRefused) {
  SeededRandom random;
  for (int round = 0; round < 5; ++round) {
    const auto text = minted("TKN-1234-5678", random);
    for (std::size_t i = 0; i < text.size(); ++i) {
      for (const char c : kEveryCharacter) {
        if (c == text[i]) continue;
        auto changed = text;
        changed[i] = c;
        ASSERT_FALSE(parse(changed).has_value()) << changed;
      }
    }
  }
}

TEST(Parse, NeighboursThatWereExchangedAreRefused) {
  SeededRandom random;
  const auto text = minted("TKN-1234-5678", random);
  for (std::size_t i = 0; i + 1 < text.size(); ++i) {
    if (text[i] == text[i + 1]) continue;
    auto changed = text;
    std::swap(changed[i], changed[i + 1]);
    EXPECT_FALSE(parse(changed).has_value()) << changed;
  }
}

TEST(Parse, RejectsChecksumOfAnotherToken) {
  SeededRandom random;
  const auto text = minted("TKN-1234-5678", random);
  const auto opaque = text.substr(18);
  for (const auto* id : {"TKN-1234-5679", "TKN-8857-1729", "TKN-1234-5678-0001"}) {
    EXPECT_FALSE(parse(assemble(id_of(id), Secret{opaque}).reveal()).has_value()) << id;
  }
}

TEST(Parse, R124RefusesEveryOtherShape) {
  SeededRandom random;
  const auto good = minted("TKN-1234-5678", random);
  const auto opaque = good.substr(18);
  ASSERT_TRUE(parse(good).has_value());
  for (const auto& text : {std::string{},
                           std::string{"idt"},
                           std::string{"idt:"},
                           std::string{"idt::"},
                           std::string{"idt:TKN-1234-5678"},
                           std::string{"idt:TKN-1234-5678:"},
                           "IDT" + good.substr(3),
                           "id:TKN-1234-5678:" + opaque,
                           "idt:tkn-1234-5678:" + opaque,
                           "idt:USR-1234-5678:" + opaque,
                           "idt:TKN-1234:" + opaque,
                           "idt:TKN-0000-0000:" + opaque,
                           "idt::" + opaque,
                           " " + good,
                           good + " ",
                           good + "\n",
                           good + ":",
                           "Bearer " + good,
                           "idt:TKN-1234-5678:" + std::string(22, ':'),
                           "idt:TKN-1234-5678:a:" + std::string(22, 'a')}) {
    EXPECT_FALSE(parse(text).has_value()) << text;
  }
}

TEST(Parse, R120ImportedOpaquePartHas22To200Characters) {
  const std::string head = "idt:TKN-1234-5678:";
  for (const std::size_t size : {std::size_t{22}, std::size_t{48}, std::size_t{50}, std::size_t{200}}) {
    const auto text = head + std::string(size, 'a');
    const auto presented = parse(text);
    ASSERT_TRUE(presented.has_value()) << size;
    EXPECT_EQ(presented->opaque.size(), size);
  }
  for (const std::size_t size :
       {std::size_t{0}, std::size_t{1}, std::size_t{21}, std::size_t{201}, std::size_t{1'000'000}}) {
    EXPECT_FALSE(parse(head + std::string(size, 'a')).has_value()) << size;
  }
  // 49 is a minted one's size: this one has no checksum.
  EXPECT_FALSE(parse(head + std::string(49, 'a')).has_value());
}

TEST(Parse, R120ImportedOpaquePartHasUnreservedCharactersOnly) {
  const std::string head = "idt:TKN-1234-5678:";
  EXPECT_TRUE(parse(head + "ABCXYZabcxyz0189-._~-._~").has_value());
  for (const char c : kEveryCharacter) {
    const auto text = head + std::string(30, 'a') + c;
    const bool allowed = std::isalnum(static_cast<unsigned char>(c)) != 0 ||
                         std::string_view{"-._~"}.find(c) != std::string_view::npos;
    EXPECT_EQ(parse(text).has_value(), allowed) << text;
  }
  EXPECT_FALSE(parse(head + std::string(30, '\0')).has_value());
}

// Only its digest is known of what was imported so, and a look-up decides.
TEST(TakeApart, R124TakesAnOpaquePartOfAnySize) {
  const std::string head = "idt:TKN-1234-5678:";
  const auto size_max = base::kCredentialBytesMax - head.size();
  for (const std::size_t size : {std::size_t{1}, std::size_t{21}, std::size_t{22}, std::size_t{48},
                                 std::size_t{49}, std::size_t{50}, std::size_t{201}, size_max}) {
    const auto text = head + std::string(size, 'a');
    const auto parts = take_apart(text);
    ASSERT_TRUE(parts.has_value()) << size;
    EXPECT_EQ(parts->id, "TKN-1234-5678");
    EXPECT_EQ(parts->opaque, std::string_view{text}.substr(head.size()));
    EXPECT_EQ(is_mistyped(text, *parts), size == kMintedOpaqueSize) << size;
  }
  EXPECT_FALSE(take_apart(head).has_value());
  EXPECT_FALSE(take_apart(head + std::string(size_max + 1, 'a')).has_value());
}

TEST(TakeApart, R124RefusesEveryOtherShape) {
  const std::string opaque(30, 'a');
  for (const auto& text :
       {std::string{}, std::string{"idt"}, "IDT:TKN-1234-5678:" + opaque, "idt:TKN-1234:" + opaque,
        "idt:tkn-1234-5678:" + opaque, "idt:USR-1234-5678:" + opaque, "idt:TKN-0000-0000:" + opaque,
        "idt::" + opaque, "idt:TKN-1234-5678" + opaque, "idt:TKN-1234-5678:a:" + opaque,
        "idt:TKN-1-234-5678:" + opaque}) {
    EXPECT_FALSE(take_apart(text).has_value()) << text;
  }
  for (const char c : kEveryCharacter) {
    const auto text = "idt:TKN-1234-5678:" + std::string{c};
    const bool allowed = std::isalnum(static_cast<unsigned char>(c)) != 0 ||
                         std::string_view{"-._~"}.find(c) != std::string_view::npos;
    EXPECT_EQ(take_apart(text).has_value(), allowed) << text;
  }
}

TEST(IsMistyped, FindsAnyOtherCharacterInWhatWasMinted) {
  SeededRandom random;
  const auto text = minted("TKN-1234-5678", random);
  EXPECT_FALSE(is_mistyped(text, *take_apart(text)));
  for (std::size_t i = 0; i < text.size(); ++i) {
    for (const char c : {'1', 'a', 'Z', '-', '~'}) {
      auto changed = text;
      changed[i] = c;
      const auto parts = take_apart(changed);
      if (changed == text || !parts) continue;
      EXPECT_TRUE(is_mistyped(changed, *parts)) << changed;
    }
  }
}

TEST(Assemble, PutsTheTextTogether) {
  EXPECT_EQ(assemble(id_of("TKN-1234-5678"), Secret{"opaque"}).reveal(), "idt:TKN-1234-5678:opaque");
}

TEST(DigestOf, IsSha256OfTheOpaquePart) {
  EXPECT_EQ(base::to_hex(digest_of("abc")),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

/// The indented lines of docs/formats/token.md.
std::vector<std::string> published_lines() {
  std::ifstream page{"docs/formats/token.md"};
  EXPECT_TRUE(page.is_open()) << "run from the top of the source tree";
  std::vector<std::string> lines;
  for (std::string line; std::getline(page, line);) {
    if (line.starts_with("    idt:")) lines.push_back(line.substr(4));
  }
  return lines;
}

TEST(PublishedFormat, ExampleIsATokenAndTheRegularExpressionFindsIt) {
  const auto lines = published_lines();
  ASSERT_EQ(lines.size(), 2u);
  const std::regex published{lines[1], std::regex::extended};
  EXPECT_TRUE(parse(lines[0]).has_value());
  EXPECT_TRUE(std::regex_match(lines[0], published));
  SeededRandom random;
  for (const auto* id : {"TKN-1234-5678", "TKN-8857-1729-0001", "TKN-8857-1729-0001-0002-0003"}) {
    for (int i = 0; i < 100; ++i) {
      const auto text = minted(id, random);
      EXPECT_TRUE(std::regex_match(text, published)) << text;
      EXPECT_TRUE(std::regex_search("export TOKEN='" + text + "'", published));
    }
  }
  EXPECT_FALSE(std::regex_search(lines[0].substr(0, lines[0].size() - 1), published));
  EXPECT_FALSE(std::regex_search("idt:TKN-1234:" + lines[0].substr(18), published));
}

// The checksums of both are right. Only an imported part may have a hyphen, and none has this length.
TEST(Parse, R120MintedOpaquePartHasBase62DigitsOnly) {
  EXPECT_TRUE(parse("idt:TKN-1234-5678:003aUlTJC7tjlCTQj2uNU3MFagCXG9LRKRcwGkBIDlf1KfLZ5").has_value());
  EXPECT_FALSE(parse("idt:TKN-1234-5678:003aUlTJC7tjlCTQj2uNU3MFagCXG9LRKRcwGkBID-f2xZ9h9").has_value());
}

}  // namespace
}  // namespace jeton::credential
