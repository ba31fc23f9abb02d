#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>

#include "cli/transcript_test.h"

namespace jeton::cli {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;

bool is_installed(const std::string& shell) {
  // NOLINTNEXTLINE(cert-env33-c): the words are this test's.
  return std::system(("command -v " + shell + " > /dev/null").c_str()) == 0;
}

class Completion : public Commands {
 protected:
  /// What `shell` prints when it runs the script for it, and then `text`.
  std::string run_in(const std::string& shell, const std::string& text) {
    const auto script = run({"completion", shell});
    EXPECT_EQ(script.code, 0) << script.err;
    // zsh has it at a terminal alone.
    const std::string before = shell == "zsh" ? "compdef() { :; }\n" : "";
    const auto file = write("script", before + script.out + text);
    const auto said = write("said", "");
    // NOLINTNEXTLINE(cert-env33-c): the words are this test's.
    EXPECT_EQ(std::system((shell + " " + file + " > " + said).c_str()), 0) << shell;
    std::ostringstream read;
    read << std::ifstream{said}.rdbuf();
    return read.str();
  }

  /// What bash offers at the end of `words`, as it stands between the quotes of an array.
  std::string offered(const std::string& words) {
    return run_in("bash", "COMP_WORDS=(" + words +
                              ")\nCOMP_CWORD=$((${#COMP_WORDS[@]} - 1))\n_jeton\necho \"${COMPREPLY[*]}\"\n");
  }
};

TEST_F(Completion, BashOffersWhatMayComeNext) {
  EXPECT_EQ(offered("jeton tok"), "token\n");
  EXPECT_THAT(offered("jeton ''"), AllOf(HasSubstr("serve "), HasSubstr("audit "), HasSubstr("completion ")));
  EXPECT_EQ(offered("jeton token en"), "enable\n");
  EXPECT_EQ(offered("jeton audit event-type ''"), "show edit --help\n");
  EXPECT_EQ(offered("jeton token list --of"), "--offset\n");
  EXPECT_EQ(offered("jeton token nonsense --of"), "\n");
}

TEST_F(Completion, BashOffersTheValuesOfAFlag) {
  EXPECT_EQ(offered("jeton token list --output ''"), "table json\n");
  EXPECT_EQ(offered("jeton token list --output = j"), "json\n");
  EXPECT_EQ(offered("jeton token edit TKN-1 --clear m"), "modules\n");
  EXPECT_EQ(offered("jeton apply -f READM"), "README.md\n");
  EXPECT_EQ(offered("jeton token list --filter ''"), "\n");
}

TEST_F(Completion, ScriptsFollowTheParserInEveryShell) {
  for (const std::string shell : {"bash", "zsh", "fish"}) {
    const auto script = run({"completion", shell});
    EXPECT_EQ(script.code, 0);
    EXPECT_THAT(script.err, IsEmpty());
    EXPECT_THAT(script.out, AllOf(HasSubstr("' audit event-type edit'"), HasSubstr("send-new-invite")));
  }
  EXPECT_THAT(
      run({"completion", "zsh"}).out,
      AllOf(StartsWith("#compdef jeton\n"), HasSubstr("compdef _jeton jeton"),
            HasSubstr("'migrate:Bring the database'\\''s schema"), HasSubstr("compadd -- table json")));
  EXPECT_THAT(
      run({"completion", "fish"}).out,
      AllOf(HasSubstr("complete -c jeton -n '__jeton_at \\' token list\\'' -l output -x -a 'table json'"),
            HasSubstr("-d 'Bring the database\\'s schema")));
  EXPECT_EQ(run({"completion", "tcsh"}).code, 2);
}

/// In place of what only a zsh at a terminal has; an offer is a line.
constexpr std::string_view kZshStandIns = R"(
_describe() { print -l ${(M)candidates:#${words[CURRENT]}*} }
compadd() { shift; print -l $@ }
)";

TEST_F(Completion, ZshOffersWhatMayComeNext) {
  if (!is_installed("zsh")) GTEST_SKIP() << "environment: zsh is not installed";
  EXPECT_EQ(run_in("zsh", std::string{kZshStandIns} + "words=(jeton token l) CURRENT=3\n_jeton\n"),
            "list:List tokens\n");
  EXPECT_EQ(
      run_in("zsh", std::string{kZshStandIns} + "words=(jeton token list --output '') CURRENT=5\n_jeton\n"),
      "table\njson\n");
}

TEST_F(Completion, FishOffersWhatMayComeNext) {
  if (!is_installed("fish")) GTEST_SKIP() << "environment: fish is not installed";
  EXPECT_EQ(run_in("fish", "complete -C 'jeton token l'\n"), "list\tList tokens\n");
  EXPECT_THAT(run_in("fish", "complete -C 'jeton token list --output '\n"),
              AllOf(HasSubstr("table\t"), HasSubstr("json\t"), Not(HasSubstr("README"))));
}

}  // namespace
}  // namespace jeton::cli
