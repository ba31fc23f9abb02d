#include "portal/question.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace jeton::portal {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

class QuestionTest : public testing::Test {
 protected:
  QuestionTest() {
    vocabulary_.add("a token, a token, restore restores the database kubernetes exit");
    vocabulary_.finish();
  }

  std::vector<Term> terms(std::string_view question) const {
    return terms_of(question, synonyms_, vocabulary_,
                    [](const std::string& word) { return word != "kubernets"; });
  }
  std::vector<std::string> own(std::string_view question) const {
    std::vector<std::string> words;
    for (const auto& term : terms(question)) words.push_back(term.alternatives.front().phrase);
    return words;
  }

  Synonyms synonyms_;
  Vocabulary vocabulary_;
};

TEST_F(QuestionTest, NamesWhatItsWordsMean) {
  EXPECT_THAT(own("How do I restore a token, and the token's database?"),
              ElementsAre("restore", "token", "database"));
  EXPECT_THAT(own("what is the"), IsEmpty());
  EXPECT_THAT(own(""), IsEmpty());
}

TEST_F(QuestionTest, APhraseThatMeansSomethingElseTooIsOneThing) {
  EXPECT_THAT(own("log in again"), ElementsAre("log in", "again"));
  EXPECT_THAT(terms("log in").front().alternatives,
              Contains(testing::Field(&Alternative::phrase, "authenticate")));
}

TEST_F(QuestionTest, ANameThatIsWrittenInOneStaysOne) {
  EXPECT_THAT(own("trusted_proxies"), ElementsAre("trusted proxies", "trusted", "proxies"));
  EXPECT_THAT(own("the If-Match header"), ElementsAre("if match", "match", "header"));
}

TEST_F(QuestionTest, AMistypedWordMayHaveBeenMeantOtherwise) {
  const auto alternatives = terms("kubernets").front().alternatives;
  ASSERT_EQ(alternatives.size(), 2U);
  EXPECT_EQ(alternatives[1].phrase, "kubernetes");
  EXPECT_TRUE(alternatives[1].is_own);
  EXPECT_LT(alternatives[1].weight, 1);
}

TEST_F(QuestionTest, AKnownWordIsNotCorrected) {
  EXPECT_THAT(terms("exit").front().alternatives, testing::SizeIs(1));
}

TEST_F(QuestionTest, HasNoMoreTermsThanTheLimit) {
  std::string words;
  for (int i = 0; i < 40; ++i) words += " zebra" + std::to_string(i);
  EXPECT_EQ(terms(words).size(), 24U);
}

TEST_F(QuestionTest, MistakesAreLettersMoreLessDifferentOrExchanged) {
  for (const auto* word : {"exti", "exot", "exiit", "exi"}) {
    EXPECT_EQ(vocabulary_.nearest(word), std::string{word} == "exi" ? "" : "exit") << word;
  }
  EXPECT_EQ(vocabulary_.nearest("tokne"), "token");
  EXPECT_EQ(vocabulary_.nearest("tkne"), "");
  // Two mistakes from eight letters on.
  EXPECT_EQ(vocabulary_.nearest("kubrnets"), "kubernetes");
  EXPECT_EQ(vocabulary_.nearest("datbse"), "");
  EXPECT_EQ(vocabulary_.nearest("databsee"), "database");
  EXPECT_EQ(vocabulary_.nearest("zebra"), "");
}

TEST_F(QuestionTest, TheMostFrequentOfTheNearestIsMeant) {
  Vocabulary words;
  words.add("tokens token token");
  words.finish();
  EXPECT_EQ(words.nearest("tokenz"), "token");
}

}  // namespace
}  // namespace jeton::portal
