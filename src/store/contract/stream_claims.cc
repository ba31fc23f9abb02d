#include <gtest/gtest.h>

#include <fmt/format.h>

#include "domain/group_properties.h"
#include "store/contract/claims.h"
#include "store/contract/predicates.h"
#include "store/contract/samples.h"

// Lists that are read in pieces (spec A-080).
namespace jeton::store::contract {
namespace {

using domain::Comparison;
using domain::Query;
using domain::RowStream;
using domain::Token;
using domain::TokenScope;
using domain::UnitOfWork;

/// Tokens 1 to `count` of the vendor, named so that the later come first by name.
void add_tokens(domain::Store& store, int count) {
  add_platform(store);
  for (int number = 1; number <= count; ++number) {
    add_token(store, token(number, account_id(2), fmt::format("Token {:03}", 999 - number)));
  }
}

/// Everything that is left, and that no piece is larger than `batch`.
template <class Row>
std::vector<Row> read_rest(RowStream<Row>& stream, std::size_t batch) {
  std::vector<Row> all;
  while (true) {
    auto piece = must(stream.next());
    EXPECT_LE(piece.size(), batch);
    if (piece.empty()) return all;
    for (auto& row : piece) all.push_back(std::move(row));
  }
}

void StreamHasWhatAListHasInItsOrder(Database& database) {
  const auto store = database.open();
  add_tokens(*store, 25);
  const auto unit = reader(*store);
  for (const auto& path : {"id", "name", "audit.created.at"}) {
    for (const bool descending : {false, true}) {
      auto query = query_of({}, {{&token_property(path), descending}});
      query.limit = 100;
      const auto page = must(unit->tokens().list(every_token(), query));
      EXPECT_EQ(page.rows.size(), 25U);
      for (const std::size_t batch : {std::size_t{1}, std::size_t{7}, std::size_t{25}, std::size_t{100}}) {
        const auto stream = must(unit->tokens().stream(every_token(), query, batch));
        const auto rows = read_rest(*stream, batch);
        EXPECT_EQ(ids(rows), ids(page.rows));
        EXPECT_EQ(must(stream->next()).size(), 0U);
      }
    }
  }
}

void StreamTakesScopeAndFilterAndNoPage(Database& database) {
  const auto store = database.open();
  add_tokens(*store, 5);
  add_token(*store, token(6, account_id(3), "Token 995"));
  auto query = query_of(compare(token_property("name"), Comparison::kGreater, "Token 995"));
  query.limit = 1;
  query.offset = 1;
  const auto unit = reader(*store);
  const auto stream = must(unit->tokens().stream({.own_account = account_id(2)}, query, 2));
  EXPECT_EQ(ids(read_rest(*stream, 2)),
            ids(std::vector{token(1, account_id(2)), token(2, account_id(2)), token(3, account_id(2))}));
  const auto none = must(unit->tokens().stream({}, query, 2));
  EXPECT_EQ(must(none->next()).size(), 0U);
}

void StreamBringsWhatStandsInOtherTables(Database& database) {
  const auto store = database.open();
  add_platform(*store);
  std::vector<Token> expected;
  for (int number = 1; number <= 6; ++number) {
    auto each = token(number, account_id(2));
    each.modules = number % 2 == 0 ? std::vector{module_id(1), module_id(number % 4 + 1)}
                                   : std::vector<domain::ModuleId>{};
    std::sort(each.modules.begin(), each.modules.end());
    each.modules.erase(std::unique(each.modules.begin(), each.modules.end()), each.modules.end());
    add_token(*store, each);
    expected.push_back(each);
  }
  const auto unit = reader(*store);
  const auto rows = read_rest(*must(unit->tokens().stream(every_token(), query_of({}), 4)), 4);
  ASSERT_EQ(rows.size(), expected.size());
  for (std::size_t i = 0; i < rows.size(); ++i) expect_same(rows[i], expected[i]);
}

// membership is fixed when the stream opens, before the first piece is asked for.
void StreamShowsNoLaterChange(Database& database) {
  const auto store = database.open();
  add_tokens(*store, 9);
  const auto unit = reader(*store);
  const auto by_name = query_of({}, {{&token_property("name"), false}});
  const auto stream = must(unit->tokens().stream(every_token(), by_name, 2));
  const auto change = [&](int number) {
    write(*store, [&](UnitOfWork& writing) {
      auto moved = must(writing.tokens().find(token_id(number))).value();
      moved.name = "AAA";
      moved.status = domain::TokenStatus::kDeleted;
      must(writing.tokens().update(next_revision(moved, 5)));
    });
  };
  change(9);
  add_token(*store, token(10, account_id(2), "Token 000"));
  const auto first = must(stream->next());
  EXPECT_EQ(ids(first), (Ids{token_id(9).str(), token_id(8).str()}));
  EXPECT_EQ(first.front().name, "Token 990");
  change(1);
  change(8);
  add_token(*store, token(11, account_id(2), "Token 999"));
  const auto rest = read_rest(*stream, 2);
  EXPECT_EQ(rest.size(), 7U);
  EXPECT_EQ(rest.back().id, token_id(1));
  EXPECT_EQ(rest.back().name, "Token 998");
  EXPECT_EQ(must(reader(*store)->tokens().list(every_token(), query_of({}))).total, 11);
}

void StreamsAndOtherCallsShareAUnit(Database& database) {
  const auto store = database.open();
  add_tokens(*store, 6);
  const auto unit = reader(*store);
  const auto tokens = must(unit->tokens().stream(every_token(), query_of({}), 4));
  EXPECT_EQ(must(tokens->next()).size(), 4U);
  const auto groups = must(unit->groups().stream({.all_accounts = true}, query_of({}), 2));
  EXPECT_EQ(must(groups->next()).size(), 2U);
  EXPECT_EQ(must(unit->accounts().list()).size(), 3U);
  const auto again = must(unit->tokens().stream(every_token(), query_of({}), 5));
  EXPECT_EQ(must(again->next()).size(), 5U);
  EXPECT_EQ(must(unit->tokens().list(every_token(), query_of({}))).total, 6);
  EXPECT_EQ(must(tokens->next()).size(), 2U);
  EXPECT_EQ(must(groups->next()).size(), 1U);
  EXPECT_EQ(must(again->next()).size(), 1U);
}

void StreamOfGroupsHasWhatAListHas(Database& database) {
  const auto store = database.open();
  add_platform(*store);
  const auto unit = reader(*store);
  auto query = query_of({}, {{&property(domain::group_properties(), "account.name"), true}});
  query.limit = 100;
  const auto page = must(unit->groups().list({.all_accounts = true}, query));
  const auto rows = read_rest(*must(unit->groups().stream({.all_accounts = true}, query, 2)), 2);
  EXPECT_EQ(rows.size(), 3U);
  EXPECT_EQ(ids(rows), ids(page.rows));
  for (std::size_t i = 0; i < rows.size(); ++i) expect_same(rows[i], page.rows[i]);
}

void StreamThatIsLeftEarlyLeavesTheUnitUsable(Database& database) {
  const auto store = database.open();
  add_tokens(*store, 6);
  for (int round = 0; round < 20; ++round) {
    const auto unit = reader(*store);
    {
      const auto stream = must(unit->tokens().stream(every_token(), query_of({}), 2));
      EXPECT_EQ(must(stream->next()).size(), 2U);
    }
    EXPECT_EQ(must(unit->tokens().list(every_token(), query_of({}))).total, 6);
  }
}

}  // namespace

Claims stream_claims() {
  return {
      JETON_CLAIM(StreamHasWhatAListHasInItsOrder),         JETON_CLAIM(StreamTakesScopeAndFilterAndNoPage),
      JETON_CLAIM(StreamBringsWhatStandsInOtherTables),     JETON_CLAIM(StreamShowsNoLaterChange),
      JETON_CLAIM(StreamsAndOtherCallsShareAUnit),          JETON_CLAIM(StreamOfGroupsHasWhatAListHas),
      JETON_CLAIM(StreamThatIsLeftEarlyLeavesTheUnitUsable)};
}

}  // namespace jeton::store::contract
