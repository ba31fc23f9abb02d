#include <gtest/gtest.h>

#include <thread>

#include "store/contract/claims.h"
#include "store/contract/samples.h"

namespace jeton::store::contract {
namespace {

using base::ErrorKind;
using domain::Lock;
using domain::UnitOfWork;

void UnitThatIsNotCommittedLeavesNothing(Database& database) {
  const auto store = database.open();
  add_platform(*store);
  const auto each = token(1, account_id(2));
  {
    const auto unit = must(store->begin_write());
    must(unit->tokens().insert(each, secret(each)));
    must(unit->accounts().update(next_revision(account(2), 1)));
    must(unit->icons().put(each.id.str(), {"image/png", "x"}));
    EXPECT_TRUE(must(unit->tokens().find(each.id)).has_value());
  }
  const auto unit = reader(*store);
  EXPECT_FALSE(must(unit->tokens().find(each.id)).has_value());
  EXPECT_FALSE(must(unit->tokens().find_secret(each.id)).has_value());
  EXPECT_FALSE(must(unit->icons().find(each.id.str())).has_value());
  EXPECT_EQ(must(unit->accounts().find(account_id(2))).value().revision, 1);
}

void UncommittedRowsAreInvisibleToOthers(Database& database) {
  const auto store = database.open();
  const auto writer = must(store->begin_write());
  must(writer->accounts().insert(account(1)));
  EXPECT_FALSE(must(reader(*store)->accounts().find(account_id(1))).has_value());
  must(writer->commit());
  EXPECT_TRUE(must(reader(*store)->accounts().find(account_id(1))).has_value());
}

void ReadUnitKeepsItsSnapshot(Database& database) {
  const auto store = database.open();
  add_platform(*store);
  const auto before = reader(*store);
  EXPECT_EQ(must(before->accounts().list()).size(), 3U);
  write(*store, [](UnitOfWork& unit) {
    must(unit.accounts().insert(account(4)));
    must(unit.accounts().update(next_revision(account(2), 1)));
  });
  EXPECT_EQ(must(before->accounts().list()).size(), 3U);
  EXPECT_EQ(must(before->accounts().find(account_id(2), Lock::kExclusive)).value().revision, 1);
  EXPECT_EQ(must(reader(*store)->accounts().list()).size(), 4U);
}

void CommitAfterAnErrorIsRefused(Database& database) {
  const auto store = database.open();
  add_platform(*store);
  // A statement that fails, a revision that has moved, a duplicate: half of the work is done each time.
  const std::vector<std::function<bool(UnitOfWork&)>> errors = {
      [](UnitOfWork& unit) { return unit.groups().insert(group(50, account_id(99))).has_error(); },
      [](UnitOfWork& unit) { return unit.accounts().update(account(2)).has_error(); },
      [](UnitOfWork& unit) {
        auto second = group(51, account_id(2));
        second.is_default = true;
        return unit.groups().insert(second).has_error();
      }};
  for (const auto& fail : errors) {
    {
      const auto unit = must(store->begin_write());
      must(unit->accounts().insert(account(10)));
      EXPECT_TRUE(fail(*unit));
      EXPECT_TRUE(unit->commit().has_error());
    }
    EXPECT_FALSE(must(reader(*store)->accounts().find(account_id(10))).has_value());
  }
}

void ReferenceToNothingIsAnError(Database& database) {
  const auto store = database.open();
  add_platform(*store);
  auto with_unknown_module = token(1, account_id(2));
  with_unknown_module.modules = {module_id(77)};
  auto with_unknown_group = membership(1, user_id(1), account_id(2));
  with_unknown_group.groups = {group_id(77)};
  const std::vector<std::function<base::Result<bool>(UnitOfWork&)>> inserts = {
      [](UnitOfWork& unit) {
        const auto stray = token(1, account_id(77));
        return unit.tokens().insert(stray, secret(stray));
      },
      [&](UnitOfWork& unit) {
        return unit.tokens().insert(with_unknown_module, secret(with_unknown_module));
      },
      [](UnitOfWork& unit) { return unit.groups().insert(group(50, account_id(77))); },
      [](UnitOfWork& unit) { return unit.memberships().insert(membership(1, user_id(77), account_id(2))); },
      [&](UnitOfWork& unit) { return unit.memberships().insert(with_unknown_group); }};
  for (const auto& insert : inserts) {
    const auto unit = must(store->begin_write());
    const auto inserted = insert(*unit);
    ASSERT_TRUE(inserted.has_error());
    EXPECT_EQ(inserted.error().kind(), ErrorKind::kInternal);
  }
  write(*store, [](UnitOfWork& unit) { must(unit.groups().insert(group(52, account_id(2)))); });
}

void TextThatCannotBeStoredIsInvalid(Database& database) {
  const auto store = database.open();
  for (const auto& text : {std::string{"a\0b", 3}, std::string{"\xff\xfe"}, std::string{"\xed\xa0\x80"}}) {
    auto odd = account(1);
    odd.description = text;
    const auto unit = must(store->begin_write());
    EXPECT_EQ(unit->accounts().insert(odd).error().kind(), ErrorKind::kInvalid);
    // Whoever signs in with it is nobody: what cannot be stored was not.
    EXPECT_FALSE(must(reader(*store)->users().find_by_email(text)).has_value());
  }
}

void DetailOfAnErrorHoldsNoStoredValue(Database& database) {
  const auto store = database.open();
  add_platform(*store);
  auto stray = token(1, account_id(77));
  auto kept = secret(stray);
  kept.sealed = "v1.canary-sealed";
  stray.name = "canary-name";
  const auto unit = must(store->begin_write());
  const auto inserted = unit->tokens().insert(stray, kept);
  ASSERT_TRUE(inserted.has_error());
  EXPECT_EQ(inserted.error().detail().find("canary"), std::string::npos) << inserted.error().detail();
  EXPECT_EQ(inserted.error().message().find("canary"), std::string::npos);
}

void WritersFromEightThreadsLoseNothing(Database& database) {
  const auto store = database.open();
  add_platform(*store);
  constexpr int kThreads = 8;
  constexpr int kRounds = 10;
  std::vector<std::thread> threads;
  for (int thread = 0; thread < kThreads; ++thread) {
    threads.emplace_back([&, thread] {
      for (int round = 0; round < kRounds; ++round) {
        write(*store, [&](UnitOfWork& unit) {
          auto shared = must(unit.accounts().find(account_id(2), Lock::kExclusive)).value();
          must(unit.accounts().update(next_revision(std::move(shared), round)));
          must(unit.accounts().insert(account(100 + thread * kRounds + round)));
        });
      }
    });
  }
  for (auto& thread : threads) thread.join();
  const auto unit = reader(*store);
  EXPECT_EQ(must(unit->accounts().find(account_id(2))).value().revision, 1 + kThreads * kRounds);
  EXPECT_EQ(must(unit->accounts().list()).size(), 3U + kThreads * kRounds);
  EXPECT_EQ(read_changes(*store, 0, 12 + 2 * kThreads * kRounds).size(), 12U + 2 * kThreads * kRounds);
}

void SharedLockKeepsAWriterOut(Database& database) {
  const auto store = database.open();
  add_platform(*store);
  auto holder = must(store->begin_write());
  EXPECT_EQ(must(holder->groups().find_default(account_id(2), Lock::kShared)).value().revision, 1);
  std::thread writer{[&] {
    write(*store, [](UnitOfWork& unit) {
      auto administrators = must(unit.groups().find_default(account_id(2), Lock::kExclusive)).value();
      // The holder has committed by now, or this row could not be had.
      EXPECT_TRUE(must(unit.accounts().find(account_id(40))).has_value());
      must(unit.groups().update(next_revision(administrators, 1)));
    });
  }};
  for (int pause = 0; pause < 100; ++pause) std::this_thread::yield();
  must(holder->accounts().insert(account(40)));
  must(holder->commit());
  holder.reset();
  writer.join();
  EXPECT_EQ(must(reader(*store)->groups().find(group_id(2))).value().revision, 2);
}

void CommittedStateSurvivesReopening(Database& database) {
  {
    const auto store = database.open();
    add_platform(*store);
    add_token(*store, token(1, account_id(2)));
  }
  const auto store = database.open();
  expect_same(must(reader(*store)->tokens().find(token_id(1))).value(), token(1, account_id(2)));
  EXPECT_EQ(must(store->migrate()), 0);
  EXPECT_GT(must(store->schema_version()), 0);
}

void TwoStoresOverOneDatabaseSeeEachOther(Database& database) {
  const auto first = database.open();
  const auto second = database.open();
  add_platform(*first);
  EXPECT_EQ(must(reader(*second)->accounts().list()).size(), 3U);
  write(*second, [](UnitOfWork& unit) { must(unit.accounts().insert(account(4))); });
  EXPECT_EQ(must(reader(*first)->accounts().list()).size(), 4U);
  EXPECT_EQ(read_changes(*first, 0, 13).size(), 13U);
}

void MigratingAgainChangesNothing(Database& database) {
  const auto store = database.open();
  const int version = must(store->schema_version());
  EXPECT_GE(version, 1);
  add_platform(*store);
  EXPECT_EQ(must(store->migrate()), 0);
  EXPECT_EQ(must(store->schema_version()), version);
  EXPECT_EQ(must(reader(*store)->accounts().list()).size(), 3U);
  must(store->ping());
}

}  // namespace

Claims unit_claims() {
  return {JETON_CLAIM(UnitThatIsNotCommittedLeavesNothing),
          JETON_CLAIM(UncommittedRowsAreInvisibleToOthers),
          JETON_CLAIM(ReadUnitKeepsItsSnapshot),
          JETON_CLAIM(CommitAfterAnErrorIsRefused),
          JETON_CLAIM(ReferenceToNothingIsAnError),
          JETON_CLAIM(TextThatCannotBeStoredIsInvalid),
          JETON_CLAIM(DetailOfAnErrorHoldsNoStoredValue),
          JETON_CLAIM(WritersFromEightThreadsLoseNothing),
          JETON_CLAIM(SharedLockKeepsAWriterOut),
          JETON_CLAIM(CommittedStateSurvivesReopening),
          JETON_CLAIM(TwoStoresOverOneDatabaseSeeEachOther),
          JETON_CLAIM(MigratingAgainChangesNothing)};
}

}  // namespace jeton::store::contract
