#include "credential/check.h"

#include <gtest/gtest.h>

#include "credential/token_text.h"

namespace jeton::credential {
namespace {

domain::TokenCredential stored(domain::TokenStatus status) {
  return {.id = domain::TokenId::from_stored("TKN-1234-5678"),
          .account = domain::AccountId::from_stored("ACC-0002-0001"),
          .status = status,
          .name = "Invoices",
          .digest = digest_of("the right opaque part"),
          .modules = {},
          .last_access = std::nullopt};
}

TEST(Check, R124OnlyTheWholeSecretOfAnActiveTokenIsInForce) {
  EXPECT_EQ(check(stored(domain::TokenStatus::kActive), "the right opaque part"), Standing::kInForce);
  for (const auto* opaque : {"", "the right opaque par", "the right opaque part ", "The right opaque part"}) {
    EXPECT_EQ(check(stored(domain::TokenStatus::kActive), opaque), Standing::kWrongSecret) << opaque;
  }
}

TEST(Check, R124EveryByteOfTheDigestCounts) {
  for (std::size_t i = 0; i < stored(domain::TokenStatus::kActive).digest.size(); ++i) {
    auto token = stored(domain::TokenStatus::kActive);
    token.digest[i] ^= std::byte{1};
    EXPECT_EQ(check(token, "the right opaque part"), Standing::kWrongSecret) << i;
  }
}

TEST(Check, R126DisabledAndDeletedTokensAreNotInForce) {
  EXPECT_EQ(check(stored(domain::TokenStatus::kDisabled), "the right opaque part"), Standing::kDisabled);
  EXPECT_EQ(check(stored(domain::TokenStatus::kDeleted), "the right opaque part"), Standing::kDeleted);
}

TEST(Check, R124StatusIsNotToldToWhoDoesNotHoldTheSecret) {
  EXPECT_EQ(check(stored(domain::TokenStatus::kDisabled), "wrong"), Standing::kWrongSecret);
  EXPECT_EQ(check(stored(domain::TokenStatus::kDeleted), "wrong"), Standing::kWrongSecret);
}

TEST(Check, UnknownTokenIsNeverInForce) {
  EXPECT_EQ(check(std::nullopt, "the right opaque part"), Standing::kUnknown);
  EXPECT_EQ(check(std::nullopt, ""), Standing::kUnknown);
}

}  // namespace
}  // namespace jeton::credential
