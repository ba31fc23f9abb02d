#include "credential/bearer.h"

#include <gtest/gtest.h>

#include <string>

#include "base/limits.h"

namespace jeton::credential {
namespace {

// the scheme without case, the credential with its colons.
TEST(BearerCredential, IsWhatStandsBehindTheScheme) {
  EXPECT_EQ(bearer_credential("Bearer idt:TKN-1234-5678:x"), "idt:TKN-1234-5678:x");
  EXPECT_EQ(bearer_credential("bEARER  a"), "a");
  for (const auto* header : {"", "Bearer", "Bearer ", "Basic abc", "Bearerabc", "Token x"}) {
    EXPECT_EQ(bearer_credential(header), std::nullopt) << header;
  }
}

TEST(BearerCredential, HasAGreatestLength) {
  const std::string longest(base::kCredentialBytesMax, 'a');
  EXPECT_EQ(bearer_credential("Bearer " + longest), longest);
  EXPECT_EQ(bearer_credential("Bearer " + longest + "a"), std::nullopt);
}

TEST(BearerCredential, HasASchemeOfTheseLettersAndNoOthers) {
  const std::string scheme = "Bearer ";
  for (std::size_t i = 0; i < scheme.size(); ++i) {
    for (int c = 1; c < 256; ++c) {
      auto header = scheme + "x";
      header[i] = static_cast<char>(c);
      const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : static_cast<char>(c);
      const bool same = lower == "bearer "[i];
      EXPECT_EQ(bearer_credential(header).has_value(), same) << header;
    }
  }
  EXPECT_EQ(bearer_credential("Bearer    "), std::nullopt);
}

}  // namespace
}  // namespace jeton::credential
