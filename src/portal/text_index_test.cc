#include "portal/text_index.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace jeton::portal {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

class TextIndexTest : public testing::Test {
 protected:
  TextIndexTest() {
    index_.add({"Tokens", "Disable", "A disabled token is refused."});
    index_.add({"Backups", "Restore", "Copy the pool_mode file; the token file."});
    index_.add({"Other", "Nothing", "Tokens, tokens and once more: disabled ones."});
    index_.finish();
  }

  std::vector<std::size_t> rows(std::string_view phrase) const {
    std::vector<std::size_t> found;
    for (const auto& match : index_.find(phrase)) found.push_back(match.row);
    return found;
  }
  double score(std::string_view phrase, std::size_t row) const {
    for (const auto& match : index_.find(phrase)) {
      if (match.row == row) return match.score;
    }
    return 0;
  }

  TextIndex index_;
};

TEST_F(TextIndexTest, FindsWordsByTheirStems) {
  EXPECT_THAT(rows("disabling"), UnorderedElementsAre(0, 2));
  EXPECT_THAT(rows("zebra"), IsEmpty());
}

TEST_F(TextIndexTest, FindsWordsThatAreNextToEachOther) {
  EXPECT_THAT(rows("token file"), ElementsAre(1));
  EXPECT_THAT(rows("file token"), IsEmpty());
  EXPECT_THAT(rows("pool_mode"), ElementsAre(1));
}

TEST_F(TextIndexTest, AHeadingCountsMoreThanText) {
  EXPECT_GT(score("disable", 0), score("disable", 2));
  EXPECT_GT(score("disable", 2), 0);
}

TEST_F(TextIndexTest, TakesSyntaxForWords) {
  for (const auto* hostile :
       {"\" OR sections MATCH 'a'", "title:*", "NEAR(token database, 2)", "token* AND NOT (",
        "'); DROP TABLE sections; --", "\"\"\"", "", "%", "\xC2\xA0"}) {
    EXPECT_THAT(rows(hostile), testing::AnyOf(IsEmpty(), ElementsAre(1))) << hostile;
  }
  EXPECT_THAT(rows(std::string_view{"refused\0zebra", 13}), IsEmpty());
  EXPECT_THAT(rows("^token"), UnorderedElementsAre(0, 1, 2));
  EXPECT_THAT(rows("refused"), ElementsAre(0));
}

TEST_F(TextIndexTest, SaysHowItComparesWords) {
  EXPECT_THAT(index_.stems_of("Disabling the TOKENS, é"), ElementsAre("disabl", "the", "token", "e"));
}

}  // namespace
}  // namespace jeton::portal
