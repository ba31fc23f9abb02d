#include "base/decimal.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <limits>

namespace jeton::base {
namespace {

TEST(PlainDecimal, HasNoExponentAndNoDigitTooMany) {
  EXPECT_EQ(plain_decimal(0), "0");
  EXPECT_EQ(plain_decimal(200), "200");
  EXPECT_EQ(plain_decimal(-0.25), "-0.25");
  EXPECT_EQ(plain_decimal(0.0929), "0.0929");
  EXPECT_EQ(plain_decimal(9.29e-5), "0.0000929");
  EXPECT_EQ(plain_decimal(1e-9), "0.000000001");
  EXPECT_EQ(plain_decimal(1e21), "1000000000000000000000");
}

TEST(PlainDecimal, IsTheSameNumberWhenItIsReadAgain) {
  using Limits = std::numeric_limits<double>;
  for (const double value :
       {Limits::denorm_min(), Limits::min(), Limits::max(), Limits::lowest(), 0.1, 1.0 / 3}) {
    const auto text = plain_decimal(value);
    EXPECT_EQ(text.find_first_of("eE"), text.npos);
    EXPECT_EQ(std::strtod(text.c_str(), nullptr), value);
  }
}

}  // namespace
}  // namespace jeton::base
