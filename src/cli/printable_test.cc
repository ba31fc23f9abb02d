#include "cli/printable.h"

#include <gtest/gtest.h>

#include <sstream>

namespace jeton::cli {
namespace {

TEST(Printable, NoControlCharacterReachesTheTerminal) {
  EXPECT_EQ(printable("a\x1b[31mb\tc\n"), "a?[31mb?c?");
  EXPECT_EQ(printable("a\xC2\x9B"
                      "31mb"),
            "a?31mb");  // U+009B begins a command too.
  EXPECT_EQ(printable("Größe \xC2\xB5"), "Größe \xC2\xB5");
}

TEST(Table, ColumnsAreAsWideAsTheirWidestTextInCharacters) {
  std::istringstream in;
  std::ostringstream out;
  std::ostringstream err;
  const Io io{in, out, err, {}, false};
  print_table(io, {"ID", "NAME", "X"}, {{"TKN-1", "Größe", "1"}, {"T", "a\nb", ""}});
  EXPECT_EQ(out.str(),
            "ID     NAME   X\n"
            "TKN-1  Größe  1\n"
            "T      a?b\n");
}

/// What printing leaves on `out`.
template <class Print>
std::string printed(Print print) {
  std::istringstream in;
  std::ostringstream out;
  std::ostringstream err;
  print(Io{in, out, err, {}, false});
  return out.str();
}

TEST(Printable, NoCharacterTurnsTheDirectionOfWriting) {
  EXPECT_EQ(printable("a\u202Eb\u2066c\u2069\u2028"), "a?b?c??");
  EXPECT_EQ(printable("a\u2027b\u202Fc\u2065\u206A"), "a\u2027b\u202Fc\u2065\u206A");
  EXPECT_EQ(printable("\xE2\x80"), "\xE2\x80");
}

TEST(PrintedJson, IsTheSameJsonWithoutCharactersThatSteer) {
  EXPECT_EQ(printed([](const Io& io) { print_json(io, "a\x1b[31m\x7F\u009B\u202Eb\u00B5"); }),
            "\"a\\u001b[31m\\u007f\\u009b\\u202eb\u00B5\"\n");
}

TEST(Table, WideCharactersTakeTwoColumns) {
  EXPECT_EQ(printed([](const Io& io) {
              print_table(io, {"A", "B"}, {{"日本", "1"}, {"abcd", "2"}});
            }),
            "A     B\n"
            "日本  1\n"
            "abcd  2\n");
}

TEST(Table, RowsBeyondThoseHeldBackArePrintedAtOnceAndMakeColumnsWider) {
  EXPECT_EQ(printed([](const Io& io) {
              Table table{io, {"A", "B"}, 2};
              table.add({"1", "x"});
              table.add({"22", "x"});
              table.add({"4444", "x"});
              table.add({"5", "x"});
              table.finish();
            }),
            "A   B\n"
            "1   x\n"
            "22  x\n"
            "4444  x\n"
            "5     x\n");
}

}  // namespace
}  // namespace jeton::cli
