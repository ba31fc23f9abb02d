#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>
#include <string>

#include "cli/remote_commands_test.h"

// Lists on a terminal of some width.
namespace jeton::cli {
namespace {

using ::testing::HasSubstr;

class TerminalCommands : public RemoteCommands {
 protected:
  TerminalCommands() {
    answer = [](const net::Request&) {
      return net::json_response(
          200,
          R"({"data":[{"id":"TKN-8857-1729","name":")" + std::string(40, 'n') +
              R"(","status":"Active","account":{"name":"Alder Freight"}},{"id":"TKN-1","name":"日本語の名前です"}]})");
    };
  }

  std::string table(const std::string& columns, std::size_t terminal, bool is_terminal = true) {
    if (!columns.empty()) environment["COLUMNS"] = columns;
    std::istringstream in;
    std::ostringstream out;
    std::ostringstream err;
    Io io{in, out, err, environment, false, is_terminal};
    io.terminal_columns = terminal;
    EXPECT_EQ(run_with({"token", "list"}, io), 0) << err.str();
    return out.str();
  }
};

const std::string kCut =
    "ID             NAME           STATUS  ACCOUNT        LAST ACCESS\n"
    "TKN-8857-1729  nnnnnnnnnnnn…  Active  Alder Freight\n"
    "TKN-1          日本語の名前…\n";

TEST_F(TerminalCommands, ATableFitsIntoTheTerminal) {
  EXPECT_EQ(table("", 64), kCut);
}

TEST_F(TerminalCommands, ColumnsWinsOverTheTerminal) {
  EXPECT_EQ(table("64", 200), kCut);
}

TEST_F(TerminalCommands, ColumnsThatIsNoNumberSaysNothing) {
  EXPECT_EQ(table("wide", 64), kCut);
}

TEST_F(TerminalCommands, ColumnsOfNoneSaysNothing) {
  EXPECT_EQ(table("0", 64), kCut);
}

TEST_F(TerminalCommands, AnIdIsNeverCut) {
  const auto narrow = table("20", 0);
  EXPECT_THAT(narrow, HasSubstr("TKN-8857-1729  nnnnnnn…  Active  Alder F…\n"));
}

TEST_F(TerminalCommands, WhatFitsIsNotCut) {
  EXPECT_THAT(table("91", 0), HasSubstr(std::string(40, 'n') + "  Active"));
  EXPECT_THAT(table("90", 0), HasSubstr(std::string(38, 'n') + "…  Active"));
}

TEST_F(TerminalCommands, NothingIsCutForAFileAProgramOrATerminalOfUnknownWidth) {
  EXPECT_THAT(table("40", 40, false), HasSubstr(std::string(40, 'n')));
  environment.erase("COLUMNS");
  EXPECT_THAT(table("", 0), HasSubstr(std::string(40, 'n')));
}

TEST_F(TerminalCommands, ATokenIsNeverCut) {
  const auto text = "idt:TKN-8857-1729:" + std::string(49, 'q');
  answer = [&text](const net::Request&) {
    return net::json_response(200, R"({"id":"TKN-8857-1729","token":")" + text + R"("})");
  };
  std::istringstream in;
  std::ostringstream out;
  std::ostringstream err;
  environment["COLUMNS"] = "20";
  Io io{in, out, err, environment, false, true};
  EXPECT_EQ(run_with({"token", "show", "TKN-8857-1729", "--select", "token"}, io), 0);
  EXPECT_THAT(out.str(), HasSubstr(text));
}

}  // namespace
}  // namespace jeton::cli
