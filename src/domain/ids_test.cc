#include "domain/ids.h"

#include <gtest/gtest.h>

#include <type_traits>

namespace jeton::domain {
namespace {

static_assert(!std::is_convertible_v<AccountId, TokenId>);
static_assert(!std::is_constructible_v<TokenId, AccountId>);

template <class SomeId>
bool reads(std::string_view text) {
  const auto id = SomeId::parse(text);
  return id && id->str() == text;
}

TEST(Ids, R002HaveThePrefixesAndShapesOfTheTable) {
  EXPECT_TRUE(reads<AccountId>("ACC-3010-4421"));
  EXPECT_TRUE(reads<UserId>("USR-2201-7788"));
  EXPECT_TRUE(reads<MembershipId>("AUSR-1234-5678-9012"));
  EXPECT_TRUE(reads<GroupId>("UGR-1234-5678"));
  EXPECT_TRUE(reads<ModuleId>("MOD-1756"));
  EXPECT_TRUE(reads<TokenId>("TKN-4410-0912"));
  EXPECT_TRUE(reads<AuditRecordId>("AUD-1002-3344-5566-7788"));
  EXPECT_TRUE(reads<EventTypeId>("AET-1234-5678"));
}

TEST(Ids, R002RefuseTheIdsOfOtherObjects) {
  EXPECT_FALSE(reads<TokenId>("ACC-3010-4421"));
  EXPECT_FALSE(reads<UserId>("AUSR-2201-7788"));
  EXPECT_FALSE(reads<MembershipId>("USR-1234-5678-9012"));
  EXPECT_FALSE(reads<MembershipId>("AUSR-1234-5678"));
  EXPECT_FALSE(reads<AuditRecordId>("AUD-1002-3344-5566"));
  EXPECT_FALSE(reads<EventTypeId>("EVT-000-000"));
}

TEST(Ids, R004ZeroIsUnknown) {
  EXPECT_FALSE(reads<TokenId>("TKN-0000-0000"));
  EXPECT_FALSE(reads<ModuleId>("MOD-0000"));
}

}  // namespace
}  // namespace jeton::domain
