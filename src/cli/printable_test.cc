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

}  // namespace
}  // namespace jeton::cli
