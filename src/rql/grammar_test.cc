#include "rql/grammar.h"

#include <gtest/gtest.h>

#include <tao/pegtl/contrib/analyze.hpp>

namespace jeton::rql {
namespace {

// no rule may match nothing over and over, or start with itself.
TEST(Grammar, AlwaysMovesOn) {
  EXPECT_EQ(tao::pegtl::analyze<grammar::text>(), 0U);
}

}  // namespace
}  // namespace jeton::rql
