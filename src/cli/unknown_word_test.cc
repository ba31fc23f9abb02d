#include "cli/unknown_word.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "cli/transcript_test.h"

namespace jeton::cli {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

TEST(Nearest, IsTheKnownWordWithTheFewestSlips) {
  const std::vector<std::string> known{"list", "show", "create", "enable", "disable", "delete"};
  for (const auto& [word, expected] :
       std::vector<std::pair<std::string, std::string>>{{"lst", "list"},
                                                        {"lsit", "list"},
                                                        {"liste", "list"},
                                                        {"lisz", "list"},
                                                        {"craete", "create"},
                                                        {"enabel", "enable"},
                                                        {"disabled", "disable"},
                                                        {"crt", ""},
                                                        {"xyz", ""},
                                                        {"", ""},
                                                        {"x", ""}}) {
    EXPECT_EQ(nearest(word, known), expected) << word;
  }
  EXPECT_EQ(nearest("ab", {"cd"}), "");
  EXPECT_EQ(nearest("a", {"b"}), "");
  EXPECT_EQ(nearest(std::string(64, 'a'), {std::string(63, 'a')}), std::string(63, 'a'));
  EXPECT_EQ(nearest(std::string(65, 'a'), {std::string(64, 'a')}), "");
}

TEST_F(Commands, AnUnknownCommandIsNamedWithTheNearestAtEachLevel) {
  for (const auto& [words, expected] : std::vector<std::pair<std::vector<std::string>, std::string>>{
           {{"tokn"}, "There is no command jeton tokn. Did you mean jeton token? See jeton --help."},
           {{"token", "lst"},
            "There is no command jeton token lst. Did you mean jeton token list? See jeton token --help."},
           {{"token", "lst", "--output", "json"}, "Did you mean jeton token list?"},
           {{"audit", "event-type", "shwo", "AET-1"}, "Did you mean jeton audit event-type show?"},
           {{"nonsense"}, "There is no command jeton nonsense. See jeton --help."},
           {{"help", "tokn"}, "Did you mean jeton token?"},
           {{"Token"}, "Did you mean jeton token?"}}) {
    const auto ended = run(words);
    EXPECT_EQ(ended.code, 2) << expected;
    EXPECT_THAT(ended.err, HasSubstr(expected));
    EXPECT_THAT(ended.out, IsEmpty()) << expected;
  }
}

TEST_F(Commands, AnUnknownOptionIsNamedWithTheNearest) {
  for (const auto& [words, expected] : std::vector<std::pair<std::vector<std::string>, std::string>>{
           {{"token", "list", "--ouput", "json"},
            "jeton token list has no option --ouput. Did you mean --output?"},
           {{"token", "list", "--ouput=json"},
            "jeton token list has no option --ouput. Did you mean --output?"},
           {{"token", "list", "--filter", "--ouput", "--limt", "1"},
            "no option --limt. Did you mean --limit?"},
           {{"--verison"}, "jeton has no option --verison. Did you mean --version?"},
           {{"apply", "-x"}, "jeton apply has no option -x."},
           {{"serve", "--no-such-flag"},
            "jeton serve has no option --no-such-flag. See jeton serve --help."}}) {
    const auto ended = run(words);
    EXPECT_EQ(ended.code, 2) << expected;
    EXPECT_THAT(ended.err, HasSubstr(expected));
  }
  EXPECT_THAT(run({"apply", "-x"}).err, Not(HasSubstr("Did you mean")));
}

TEST_F(Commands, NoValueIsTakenForAWord) {
  for (const auto& words :
       std::vector<std::vector<std::string>>{{"token", "list", "--order", "-name", "--limit=1"},
                                             {"token", "list", "--filter", "--all"},
                                             {"token", "show", "--", "--output"},
                                             {"token", "show", "-"},
                                             {"apply", "-f", "-x", "--dry-run"},
                                             {"apply", "-fx", "--dry-run"}}) {
    EXPECT_THAT(run(words).err, AllOf(Not(HasSubstr("no option")), Not(HasSubstr("no command"))))
        << ::testing::PrintToString(words);
  }
}

}  // namespace
}  // namespace jeton::cli
