#include "store/sql/engine/rows.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "store/sql/engine/statement.h"

namespace jeton::store::sql {
namespace {

using ::testing::ElementsAre;
using ::testing::Optional;
using ::testing::SizeIs;
using Cells = std::vector<std::optional<std::string>>;

/// What `read` makes of one row; nothing when the row is broken.
template <class Read>
auto read_row(Cells cells, Read read) {
  const auto columns = cells.size();
  const Rows rows{columns, std::move(cells)};
  auto value = read_first(rows, read);
  if (value.has_error()) {
    EXPECT_EQ(value.error().detail(), "a stored row cannot be read");
  }
  return value.has_value() ? *std::move(value) : std::nullopt;
}

TEST(Rows, HoldTextsAndNumbersOfTheirForm) {
  const auto text = [](RowReader& row) { return row.text(); };
  EXPECT_THAT(read_row({"a"}, text), Optional(std::string{"a"}));
  EXPECT_FALSE(read_row({std::nullopt}, text).has_value());
  const auto integer = [](RowReader& row) { return row.integer(); };
  EXPECT_THAT(read_row({"-7"}, integer), Optional(std::int64_t{-7}));
  for (const auto& broken : Cells{std::nullopt, "", "x", "7x", "7 ", "99999999999999999999"}) {
    EXPECT_FALSE(read_row({broken}, integer).has_value()) << broken.value_or("null");
  }
  const auto optional = [](RowReader& row) { return row.optional_integer().value_or(-1); };
  EXPECT_THAT(read_row({std::nullopt}, optional), Optional(std::int64_t{-1}));
  EXPECT_FALSE(read_row({"x"}, optional).has_value());
  const auto time = [](RowReader& row) { return row.optional_time().has_value(); };
  EXPECT_THAT(read_row({std::nullopt}, time), Optional(false));
  EXPECT_THAT(read_row({"7"}, time), Optional(true));
  const auto flag = [](RowReader& row) { return row.flag(); };
  EXPECT_THAT(read_row({"0"}, flag), Optional(false));
  EXPECT_THAT(read_row({"1"}, flag), Optional(true));
}

TEST(Rows, HoldDigestsOfTheirLength) {
  const auto digest = [](RowReader& row) { return row.digest(); };
  const auto read = read_row({std::string(62, '0') + "1f"}, digest);
  ASSERT_TRUE(read.has_value());
  EXPECT_EQ(read->back(), std::byte{0x1f});
  for (const auto& broken :
       Cells{std::nullopt, "", std::string(62, '0'), std::string(66, '0'), std::string(63, '0') + "g"}) {
    EXPECT_FALSE(read_row({broken}, digest).has_value()) << broken.value_or("null");
  }
}

TEST(Rows, HoldListsOfTexts) {
  const auto list = [](RowReader& row) { return row.list(); };
  EXPECT_THAT(read_row({R"(["a","b"])"}, list), Optional(ElementsAre("a", "b")));
  EXPECT_THAT(read_row({to_list_text({"a", "\""})}, list), Optional(ElementsAre("a", "\"")));
  for (const auto& broken : Cells{std::nullopt, "", "a", R"({"a":1})", R"(["a",1])", R"(["a")"}) {
    EXPECT_FALSE(read_row({broken}, list).has_value()) << broken.value_or("null");
  }
  const auto optional = [](RowReader& row) { return row.optional_list().has_value(); };
  EXPECT_THAT(read_row({std::nullopt}, optional), Optional(false));
  EXPECT_THAT(read_row({"[]"}, optional), Optional(true));
  EXPECT_FALSE(read_row({"[1]"}, optional).has_value());
}

TEST(Rows, HoldStampsThatAreWhole) {
  const auto stamp = [](RowReader& row) { return row.stamp(); };
  const auto optional = [](RowReader& row) { return row.optional_stamp().has_value(); };
  const Cells whole{"7", "user", "USR-1000-0001", "Ada", "ACC-1000-0001"};
  const auto read = read_row(whole, stamp);
  ASSERT_TRUE(read.has_value());
  EXPECT_EQ(read->by, (domain::ActorRef{domain::ActorKind::kUser, "USR-1000-0001", "Ada"}));
  EXPECT_EQ(read->of->str(), "ACC-1000-0001");
  EXPECT_THAT(read_row(whole, optional), Optional(true));
  // Of nobody, as after a cascade.
  EXPECT_FALSE(read_row({"7", "system", "", "System", std::nullopt}, stamp)->of.has_value());
  for (std::size_t missing = 1; missing < 4; ++missing) {
    auto cells = whole;
    cells[missing].reset();
    EXPECT_FALSE(read_row(cells, stamp).has_value()) << missing;
    EXPECT_FALSE(read_row(cells, optional).has_value()) << missing;
  }
  auto unknown = whole;
  unknown[1] = "robot";
  EXPECT_FALSE(read_row(unknown, stamp).has_value());
  const Cells none(5, std::nullopt);
  EXPECT_THAT(read_row(none, optional), Optional(false));
  EXPECT_FALSE(read_row(none, stamp).has_value());
}

TEST(Chunks, HaveSizesThatFewStatementsServe) {
  const auto sizes = [](std::size_t count) {
    std::vector<std::string> all;
    for (std::size_t i = 0; i < count; ++i) all.push_back(std::to_string(i));
    std::vector<std::size_t> found;
    for (const auto& chunk : padded_chunks(all)) found.push_back(chunk.size());
    return found;
  };
  EXPECT_THAT(sizes(0), SizeIs(0));
  EXPECT_THAT(sizes(1), ElementsAre(1U));
  EXPECT_THAT(sizes(3), ElementsAre(4U));
  EXPECT_THAT(sizes(4), ElementsAre(4U));
  EXPECT_THAT(sizes(5), ElementsAre(8U));
  EXPECT_THAT(sizes(512), ElementsAre(512U));
  EXPECT_THAT(sizes(513), ElementsAre(512U, 1U));
  // What is there twice is asked for once; the rest is filled up with the last.
  EXPECT_THAT(padded_chunks({"b", "a", "b", "c", "a"}), ElementsAre(ElementsAre("a", "b", "c", "c")));
}

TEST(RowsAtOnce, AreThePowerOfTwoThatIsLeft) {
  for (const auto& [left, count] : {std::pair{1U, 1U}, std::pair{3U, 2U}, std::pair{4U, 4U},
                                    std::pair{63U, 32U}, std::pair{64U, 64U}, std::pair{1000U, 64U}}) {
    EXPECT_EQ(rows_at_once(left), count) << left;
  }
}

TEST(Placeholders, AreAsManyAsAskedFor) {
  EXPECT_EQ(placeholders(0), "");
  EXPECT_EQ(placeholders(1), "?");
  EXPECT_EQ(placeholders(3), "?, ?, ?");
}

}  // namespace
}  // namespace jeton::store::sql
