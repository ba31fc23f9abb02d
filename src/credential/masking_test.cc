#include "credential/masking.h"

#include <gtest/gtest.h>

#include "base/testing/seeded_random.h"
#include "credential/token_text.h"

namespace jeton::credential {
namespace {

const domain::TokenId kId = *domain::TokenId::parse("TKN-1234-5678");

// R-123, R-158
TEST(MaskTokens, TakesOutEveryTokenText) {
  base::testing::SeededRandom random{3};
  const auto minted = mint(kId, random);
  const std::string text{minted.text().reveal()};
  EXPECT_EQ(mask_tokens(text), kMask);
  EXPECT_EQ(mask_tokens("Use " + text + ", or " + text + "!"), "Use ***, or ***!");
  EXPECT_EQ(mask_tokens(R"({"note":")" + text + R"("})"), R"({"note":"***"})");
  EXPECT_EQ(mask_tokens("idt:" + text), kMask);
  EXPECT_EQ(mask_tokens("idt: " + text), "idt: ***");
  EXPECT_EQ(mask_tokens("xidt:TKN-1234-5678:a-b.c_d~e"), "x***");
}

// One character off is no credential, and all but one of a secret.
TEST(MaskTokens, TakesOutMistypedOnesToo) {
  base::testing::SeededRandom random{3};
  auto text = std::string{mint(kId, random).text().reveal()};
  text.back() = text.back() == 'a' ? 'b' : 'a';
  ASSERT_FALSE(parse(text).has_value());
  EXPECT_EQ(mask_tokens(text + "."), kMask);
  text.pop_back();
  EXPECT_EQ(mask_tokens(text), kMask);
}

TEST(MaskTokens, LeavesEverythingElse) {
  for (const auto* text : {"", "idt", "idt:", "idt:TKN-1234-5678", "idt:TKN-1234-5678:", "idt: a : b",
                           "The format is idt:<token id>:<opaque>", "Zoë TKN-1234-5678"}) {
    EXPECT_EQ(mask_tokens(text), text);
  }
}

}  // namespace
}  // namespace jeton::credential
