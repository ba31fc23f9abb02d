#include "portal/expansion.h"

#include <gtest/gtest.h>

#include "base/limits.h"
#include "base/testing/repeated.h"

namespace jeton::portal {
namespace {

using base::testing::repeated;

/// A table of that many columns, and rows of one cell.
std::string table(std::size_t columns, std::size_t rows) {
  return "|" + repeated("a|", columns) + "\n|" + repeated("-|", columns) + "\n" + repeated("|a|\n", rows);
}

/// Uses of a reference, so many that `definition` may have `bytes` and no more.
std::string uses_for(std::size_t bytes) {
  return repeated("[a] ", base::kDocsRepeatedBytesMax / bytes - 1) + "\n\n";
}

TEST(Expansion, CountsTheCellsThatRowsLeaveOut) {
  const std::size_t rows = 1'000;
  const auto columns = base::kDocsLeftOutCellsMax / rows + 1;
  EXPECT_FALSE(find_expansion(table(columns, rows)));
  EXPECT_EQ(find_expansion(table(columns, rows + 1)), "The rows of tables leave out more than 500000 cells.");
  EXPECT_TRUE(find_expansion(table(columns, rows / 2) + "\n" + table(columns, rows / 2 + 1)));
  EXPECT_TRUE(find_expansion(table(columns, rows) + "|" + repeated("a\\|", columns) + "\n"));
  EXPECT_TRUE(find_expansion("> |" + repeated("a|", columns) + "\n> |" + repeated(":-:|", columns) + "\n" +
                             repeated("> | a\n", rows + 1)));
}

TEST(Expansion, ABarAtTheEndOfARowEndsNoCell) {
  const auto short_rows = repeated("|a|\n", base::kDocsLeftOutCellsMax);
  EXPECT_FALSE(find_expansion("|a|b\n|-|-\n" + short_rows));
  EXPECT_TRUE(find_expansion("|a|b\n|-|-\n" + short_rows + "|a|\n"));
}

TEST(Expansion, TakesTablesWhoseRowsAreWhole) {
  EXPECT_FALSE(find_expansion("|a|b|\n|-|-|\n" + repeated("|a|b|\n", base::kDocsLeftOutCellsMax / 2)));
  EXPECT_FALSE(find_expansion("a|b\n-|-\n" + repeated("a|b\n", base::kDocsLeftOutCellsMax / 2)));
  // A table ends at a blank line.
  EXPECT_FALSE(find_expansion(table(1'000, 1) + "\n" + repeated("a\n", 1'000)));
}

TEST(Expansion, CountsWhatReferencesAreWrittenForEachUse) {
  for (const std::string& definition :
       {"[a]: " + std::string(995, 'b'), "[a]: b \"" + std::string(991, 'c') + "\"",
        "[a]:\n" + std::string(996, 'b'), "[a]: b \"c\n[d]: " + std::string(984, 'e') + "\"",
        "[a]: b \"" + std::string(700, 'c') + "\\\"\n[d]: " + std::string(283, 'e') + "\""}) {
    EXPECT_FALSE(find_expansion(uses_for(1'001) + definition)) << definition.substr(0, 20);
    EXPECT_EQ(find_expansion(uses_for(997) + "[]" + definition),
              "Links to references repeat more than 67108864 bytes.")
        << definition.substr(0, 20);
  }
}

TEST(Expansion, TakesLongListsOfShortReferences) {
  EXPECT_FALSE(find_expansion(uses_for(100) +
                              repeated("[name]: https://a.example/ \"title\"\n[b]: 'c' (d)\n", 1'000)));
  // One of them is not on a line of its own: it may be as long as all together.
  EXPECT_TRUE(find_expansion(uses_for(100) + "[a]: b\n\"c\"\n" + repeated("[b]: c\n", 1'000)));
  EXPECT_FALSE(find_expansion(uses_for(100) + std::string(5'000, 'a')));
}

TEST(Expansion, CountsWhatIsReadBehindAtSigns) {
  EXPECT_FALSE(find_expansion(repeated("a@b", 3'000)));
  EXPECT_EQ(find_expansion(repeated("a@b.c-d_", 6'000)), "Too many @ follow each other without a blank.");
  EXPECT_FALSE(find_expansion(repeated("a@b.example ", 100'000)));
}

}  // namespace
}  // namespace jeton::portal
