#include "base/limits.h"

#include <gtest/gtest.h>

namespace jeton::base {
namespace {

// The values that the specification states, so that nobody moves one unnoticed.
static_assert(kTokenNameLengthMax == 200);            // R-104
static_assert(kTokenDescriptionLengthMax == 2000);    // R-106
static_assert(kTokenIconLengthMax == 2000);           // A-109
static_assert(kAccountNameLengthMax == 500);          // section 5
static_assert(kAccountDescriptionLengthMax == 2000);  // section 5
static_assert(kEmailLengthMax == 320);                // section 5
static_assert(kGroupNameLengthMax == 200);            // section 9
static_assert(kPasswordLengthMin == 8);               // R-065
static_assert(kLogoBytesMax == 5 * 1024 * 1024);      // A-108
static_assert(kPageLimitMax == 100);                  // A-040
static_assert(kLastAccessInterval.count() == 60);     // R-125

// What must hold between them.
TEST(Limits, AWideTokenBodyFitsIntoAJsonBody) {
  constexpr std::size_t kBytesPerCodePoint = 12;  // a surrogate pair escaped: \ud83d\udd11
  constexpr std::size_t kTexts = kTokenNameLengthMax + kTokenDescriptionLengthMax + kTokenIconLengthMax;
  constexpr std::size_t kReference = sizeof(R"({"id":"MOD-1234-5678-1234-5678-1234"},)");
  EXPECT_LT(kTexts * kBytesPerCodePoint + (kTokenModulesMax + kTokenExtensionsMax) * kReference,
            kJsonBodyBytesMax);
}

TEST(Limits, ALogoFitsIntoAMultipartBody) {
  EXPECT_GT(kMultipartBodyBytesMax, kLogoBytesMax + kJsonBodyBytesMax);
}

TEST(Limits, ACredentialAndAFilterFitIntoTheRequestHeader) {
  EXPECT_LT(kCredentialBytesMax + kFilterBytesMax + 4096, kRequestHeaderBytesMax);
}

TEST(Limits, ASessionEndsBeforeItsLifetimeWhenIdle) {
  EXPECT_LT(kSessionIdleTimeout, kSessionLifetime);
}

TEST(Limits, ASinglePictureDecodesIntoBoundedMemory) {
  EXPECT_LE(kLogoPixelsMax * 8, std::uint64_t{320} * 1000 * 1000);  // 16 bits, four channels
  EXPECT_LT(static_cast<std::uint64_t>(kLogoStoredSidePx) * kLogoStoredSidePx, kLogoPixelsMax);
}

TEST(Limits, AWaitingClientIsGivenTheTimeToFinish) {
  EXPECT_LE(kRequestHeaderTimeout, kRequestBodyTimeout);
  EXPECT_LE(kRequestBodyTimeout, kKeepAliveIdleTimeout);
}

}  // namespace
}  // namespace jeton::base
