#include <gtest/gtest.h>

#include "store/contract/claims.h"
#include "store/contract/predicates.h"
#include "store/contract/samples.h"

// Totals by account and status may be kept rather than counted. They are what counting finds, whatever has
// been written (spec A-032).
namespace jeton::store::contract {
namespace {

using domain::Comparison;
using domain::Predicate;
using domain::TokenScope;
using domain::TokenStatus;
using domain::UnitOfWork;

std::vector<Predicate> conditions() {
  const auto& status = token_property("status");
  return {{},
          equal(status, "Active"),
          equal(status, "Disabled"),
          equal(status, "Deleted"),
          compare(status, Comparison::kNotEqual, "Deleted"),
          equal(token_property("account.id"), account_id(2).str()),
          equal(token_property("account.type"), "Client"),
          negated(equal(token_property("account.name"), account(2).name)),
          all_of({equal(token_property("account.id"), account_id(3).str()), equal(status, "Active")})};
}

std::vector<TokenScope> scopes() {
  return {every_token(),
          {.vendor_and_client_accounts = true, .deleted = true},
          {.operations_accounts = true},
          {.own_account = account_id(2)},
          {.own_account = account_id(3), .deleted = true},
          {.own_account = account_id(3), .self = token_id(1)}};
}

/// As many rows as there are, past any tally: only rows have a revision.
std::int64_t counted(UnitOfWork& unit, const TokenScope& scope, const Predicate& condition) {
  const auto any = compare(token_property("revision"), Comparison::kGreaterOrEqual, std::int64_t{0});
  auto query = query_of(all_of({condition, any}));
  const auto total = must(unit.tokens().list(scope, query)).total;
  EXPECT_EQ(total, static_cast<std::int64_t>(must(unit.tokens().list(scope, query)).rows.size()));
  return total;
}

void expect_exact_totals(UnitOfWork& unit, std::string_view when) {
  const auto all = conditions();
  for (std::size_t which = 0; which < all.size(); ++which) {
    for (const auto& scope : scopes()) {
      auto query = query_of(all[which]);
      query.limit = 0;
      EXPECT_EQ(must(unit.tokens().list(scope, query)).total, counted(unit, scope, all[which]))
          << when << ", condition " << which;
    }
  }
}

void change_status(UnitOfWork& unit, int number, TokenStatus status) {
  auto changed = next_revision(*must(unit.tokens().find(token_id(number))), 1);
  changed.status = status;
  must(unit.tokens().update(changed));
}

void TotalsFollowEveryChange(Database& database) {
  const auto store = database.open();
  add_platform(*store);
  expect_exact_totals(*reader(*store), "without any");
  for (int number = 1; number <= 24; ++number) add_token(*store, token(number, account_id(1 + number % 3)));
  EXPECT_EQ(must(reader(*store)->tokens().list(scopes().front(), query_of())).total, 24);
  expect_exact_totals(*reader(*store), "after inserts");
  write(*store, [](UnitOfWork& unit) {
    for (const int number : {1, 2, 3, 11, 12}) change_status(unit, number, TokenStatus::kDisabled);
    for (const int number : {4, 5, 6}) change_status(unit, number, TokenStatus::kDeleted);
    // The unit sees its own changes.
    expect_exact_totals(unit, "inside the unit");
  });
  expect_exact_totals(*reader(*store), "after changes of status");
  write(*store, [](UnitOfWork& unit) {
    change_status(unit, 2, TokenStatus::kActive);
    change_status(unit, 2, TokenStatus::kDisabled);
    change_status(unit, 11, TokenStatus::kActive);
    must(unit.tokens().record_accesses({{token_id(3), at(9)}}, {}));
    must(unit.tokens().update(next_revision(*must(unit.tokens().find(token_id(7))), 1)));
  });
  expect_exact_totals(*reader(*store), "after changes to and fro");
  EXPECT_EQ(must(reader(*store)->tokens().list(scopes().front(), query_of(conditions()[2]))).total, 4);
}

void TotalsForgetWhatWasNotCommitted(Database& database) {
  const auto store = database.open();
  add_platform(*store);
  add_token(*store, token(1, account_id(2)));
  {
    const auto unit = must(store->begin_write());
    const auto other = token(2, account_id(2));
    must(unit->tokens().insert(other, secret(other)));
    change_status(*unit, 1, TokenStatus::kDeleted);
  }
  // A taken id writes nothing.
  write(*store, [](UnitOfWork& unit) {
    const auto taken = token(1, account_id(3));
    EXPECT_FALSE(must(unit.tokens().insert(taken, secret(taken))));
  });
  {
    // Nor does a change of what has moved on.
    const auto unit = must(store->begin_write());
    auto stale = token(1, account_id(2));
    stale.revision += 7;
    stale.status = TokenStatus::kDisabled;
    EXPECT_TRUE(unit->tokens().update(stale).has_error());
  }
  const auto unit = reader(*store);
  EXPECT_EQ(must(unit->tokens().list(scopes().front(), query_of())).total, 1);
  expect_exact_totals(*unit, "after what was rolled back");
}

}  // namespace

Claims token_total_claims() {
  return {JETON_CLAIM(TotalsFollowEveryChange), JETON_CLAIM(TotalsForgetWhatWasNotCommitted)};
}

}  // namespace jeton::store::contract
