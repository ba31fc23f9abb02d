#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cerrno>
#include <sstream>
#include <streambuf>
#include <string>
#include <vector>

#include "cli/remote_commands_test.h"

// What every command line has in common: help, text, output that cannot be written.
namespace jeton::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

TEST_F(Commands, HelpOfACommandIsTheSameBeforeAndBehindIt) {
  const auto behind = run({"token", "list", "--help"});
  const auto before = run({"help", "token", "list"});
  EXPECT_EQ(before.code, 0);
  EXPECT_EQ(before.out, behind.out);
  EXPECT_EQ(run({"help"}).out, run({"--help"}).out);
  EXPECT_EQ(run({"help", "token"}).out, run({"token", "--help"}).out);
}

TEST_F(Commands, TheVersionIsAnOptionToo) {
  EXPECT_EQ(run({"--version"}).code, 0);
  EXPECT_EQ(run({"--version"}).out, run({"version"}).out);
}

TEST_F(Commands, AnArgumentThatIsNotUtf8IsRefused) {
  const auto ended = run({"token", "create", "--name", "a\xFF"});
  EXPECT_EQ(ended.code, 2);
  EXPECT_THAT(ended.err, HasSubstr("not UTF-8"));
}

/// Takes nothing, for this reason.
class BrokenOutput : public std::streambuf {
 public:
  explicit BrokenOutput(int reason) : reason_{reason} {}

 protected:
  int_type overflow(int_type /*c*/) override { return fail(); }
  int sync() override {
    fail();
    return -1;
  }

 private:
  int_type fail() const {
    errno = reason_;
    return traits_type::eof();
  }

  int reason_;
};

class BrokenCommands : public RemoteCommands {
 protected:
  Transcript run_into(int reason, std::vector<std::string> words) {
    std::istringstream in;
    BrokenOutput broken{reason};
    std::ostream out{&broken};
    std::ostringstream err;
    Io io{in, out, err, environment, false};
    const int code = run_with(std::move(words), io);
    return {code, {}, err.str()};
  }
};

TEST_F(BrokenCommands, OutputThatCannotBeWrittenIsAnError) {
  for (const auto& words : std::vector<std::vector<std::string>>{{"version"},
                                                                 {"--version"},
                                                                 {"--help"},
                                                                 {"help", "token"},
                                                                 {"config"},
                                                                 {"completion", "bash"},
                                                                 {"token", "show", "TKN-8857-1729"},
                                                                 {"token", "list", "--output", "json"}}) {
    const auto full = run_into(ENOSPC, words);
    EXPECT_EQ(full.code, 1) << ::testing::PrintToString(words);
    EXPECT_EQ(full.err, "jeton: the output could not be written.\n") << ::testing::PrintToString(words);
  }
}

// `jeton token list | head -1`
TEST_F(BrokenCommands, AReaderThatHasSeenEnoughIsToldNothing) {
  const auto ended = run_into(EPIPE, {"token", "show", "TKN-8857-1729"});
  EXPECT_EQ(ended.code, 1);
  EXPECT_THAT(ended.err, IsEmpty());
}

TEST_F(BrokenCommands, AnErrorOfTheCommandItselfIsTheOneThatCounts) {
  environment.erase("JETON_TOKEN");
  EXPECT_EQ(run_into(ENOSPC, {"token", "list"}).code, 3);
}

}  // namespace
}  // namespace jeton::cli
