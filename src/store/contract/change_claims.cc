#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <set>
#include <thread>
#include <tuple>

#include "store/contract/claims.h"
#include "store/contract/samples.h"

namespace jeton::store::contract {
namespace {

using domain::ObjectType;
using domain::UnitOfWork;
using Entry = std::tuple<ObjectType, std::string, std::int64_t>;

std::vector<Entry> entries_of(const std::vector<domain::ChangeEntry>& changes) {
  std::vector<Entry> entries;
  for (const auto& change : changes)
    entries.emplace_back(change.object_type, change.object_id, change.revision);
  return entries;
}

void EveryInsertLeavesOneEntryInOrder(Database& database) {
  const auto store = database.open();
  const auto member = membership(1, user_id(1), account_id(2));
  add_platform(*store);
  write(*store, [&](UnitOfWork& unit) { must(unit.memberships().insert(member)); });
  add_token(*store, token(1, account_id(2)));
  const std::vector<Entry> expected = {{ObjectType::kModule, "MOD-1001", 1},
                                       {ObjectType::kModule, "MOD-1002", 1},
                                       {ObjectType::kModule, "MOD-1003", 1},
                                       {ObjectType::kModule, "MOD-1004", 1},
                                       {ObjectType::kAccount, "ACC-1000-0001", 1},
                                       {ObjectType::kUserGroup, "UGR-1000-0001", 1},
                                       {ObjectType::kAccount, "ACC-1000-0002", 1},
                                       {ObjectType::kUserGroup, "UGR-1000-0002", 1},
                                       {ObjectType::kAccount, "ACC-1000-0003", 1},
                                       {ObjectType::kUserGroup, "UGR-1000-0003", 1},
                                       {ObjectType::kUser, "USR-1000-0001", 1},
                                       {ObjectType::kUser, "USR-1000-0002", 1},
                                       {ObjectType::kAccountUser, "AUSR-1000-1000-0001", 1},
                                       {ObjectType::kApiToken, "TKN-1000-0001", 1}};
  EXPECT_EQ(entries_of(read_changes(*store, 0, expected.size())), expected);
}

void EveryUpdateLeavesOneEntry(Database& database) {
  const auto store = database.open();
  const auto member = membership(1, user_id(1), account_id(2));
  add_platform(*store);
  write(*store, [&](UnitOfWork& unit) { must(unit.memberships().insert(member)); });
  add_token(*store, token(1, account_id(2)));
  const auto position = last_position(*store);
  write(*store, [&](UnitOfWork& unit) {
    must(unit.accounts().update(next_revision(account(3), 1)));
    must(unit.modules().update(next_revision(module(1), 1)));
    must(unit.users().update(next_revision(user(1), 1)));
    auto joined = next_revision(member, 1);
    joined.groups = {group_id(2)};
    must(unit.memberships().update(joined));
    auto administrators = next_revision(group(2, account_id(2)), 1);
    administrators.is_default = true;
    must(unit.groups().update(administrators));
    must(unit.tokens().update(next_revision(token(1, account_id(2)), 1)));
  });
  const std::vector<Entry> expected = {
      {ObjectType::kAccount, "ACC-1000-0003", 2},   {ObjectType::kModule, "MOD-1001", 2},
      {ObjectType::kUser, "USR-1000-0001", 2},      {ObjectType::kAccountUser, "AUSR-1000-1000-0001", 2},
      {ObjectType::kUserGroup, "UGR-1000-0002", 2}, {ObjectType::kApiToken, "TKN-1000-0001", 2}};
  EXPECT_EQ(entries_of(read_changes(*store, position, expected.size())), expected);
}

void WhatIsNotARevisionLeavesNoEntry(Database& database) {
  const auto store = database.open();
  add_platform(*store);
  add_token(*store, token(1, account_id(2)));
  const auto position = last_position(*store);
  write(*store, [](UnitOfWork& unit) {
    must(unit.users().record_login(user_id(1), at(1), account_id(2)));
    must(unit.users().set_password_hash(user_id(1), "$argon2id$x"));
    must(unit.tokens().record_accesses({{token_id(1), at(1)}}, {}));
    must(unit.icons().put("TKN-1000-0001", {"image/png", "x"}));
    must(unit.sessions().insert({"d", user_id(1), std::nullopt, at(1), at(1), at(2)}));
    EXPECT_FALSE(must(unit.accounts().insert(account(2))));
    EXPECT_FALSE(must(unit.tokens().insert(token(1, account_id(2)), secret(token(1, account_id(2))))));
  });
  // One more change, so that there is something to wait for.
  write(*store, [](UnitOfWork& unit) { must(unit.accounts().insert(account(4))); });
  EXPECT_EQ(entries_of(read_changes(*store, position, 1)),
            (std::vector<Entry>{{ObjectType::kAccount, "ACC-1000-0004", 1}}));
}

void RolledBackChangeLeavesNoEntry(Database& database) {
  const auto store = database.open();
  { must(must(store->begin_write())->accounts().insert(account(1))); }
  write(*store, [](UnitOfWork& unit) { must(unit.accounts().insert(account(2))); });
  EXPECT_EQ(entries_of(read_changes(*store, 0, 1)),
            (std::vector<Entry>{{ObjectType::kAccount, "ACC-1000-0002", 1}}));
}

void FeedResumesFromAnyPositionAndStopsAtTheLimit(Database& database) {
  const auto store = database.open();
  add_platform(*store);
  const auto all = read_changes(*store, 0, 12);
  ASSERT_EQ(all.size(), 12U);
  const auto unit = reader(*store);
  for (std::size_t i = 0; i < all.size(); ++i) {
    const auto next = must(unit->changes().read_after(all[i].position, 2));
    EXPECT_EQ(next.size(), std::min<std::size_t>(2, all.size() - i - 1));
    if (!next.empty()) {
      EXPECT_EQ(next[0].position, all[i + 1].position);
      EXPECT_GT(next[0].position, all[i].position);
    }
  }
  EXPECT_TRUE(must(unit->changes().read_after(0, 0)).empty());
}

void EntriesAreFedOnlyWhenTheyAreCommitted(Database& database) {
  const auto store = database.open();
  write(*store, [](UnitOfWork& unit) { must(unit.accounts().insert(account(1))); });
  const auto position = last_position(*store);
  const auto unit = must(store->begin_write());
  must(unit->accounts().insert(account(2)));
  EXPECT_TRUE(must(unit->changes().read_after(position, 10)).empty());
  EXPECT_TRUE(must(reader(*store)->changes().read_after(position, 10)).empty());
  must(unit->commit());
  EXPECT_EQ(read_changes(*store, position, 1).size(), 1U);
}

void FedEntryIsVisibleInTheSameSnapshot(Database& database) {
  const auto store = database.open();
  std::atomic<bool> done = false;
  std::thread writer{[&] {
    for (int number = 1; number <= 60; ++number) {
      write(*store, [&](UnitOfWork& unit) { must(unit.accounts().insert(account(number))); });
    }
    done = true;
  }};
  std::int64_t position = 0;
  int seen = 0;
  while (seen < 60) {
    const auto unit = reader(*store);
    const bool last_round = done;
    const auto entries = must(unit->changes().read_after(position, 7));
    for (const auto& entry : entries) {
      position = entry.position;
      ++seen;
      EXPECT_TRUE(must(unit->accounts().find(domain::AccountId::from_stored(entry.object_id))).has_value());
    }
    if (last_round && entries.empty() && read_changes(*store, position, 1).empty()) break;
  }
  writer.join();
  EXPECT_EQ(seen, 60);
}

void ReaderThatFollowsTheFeedMissesNothing(Database& database) {
  const auto store = database.open();
  constexpr int kThreads = 6;
  constexpr int kChanges = 25;
  std::vector<std::thread> writers;
  for (int thread = 0; thread < kThreads; ++thread) {
    writers.emplace_back([&, thread] {
      for (int i = 0; i < kChanges; ++i) {
        const auto unit = must(store->begin_write());
        must(unit->accounts().insert(account(1 + thread * 1000 + i)));
        // Some commit late, behind others that began after them.
        for (int pause = 0; pause < (thread * 7 + i) % 5; ++pause) std::this_thread::yield();
        must(unit->accounts().insert(account(501 + thread * 1000 + i)));
        must(unit->commit());
      }
    });
  }
  constexpr std::size_t kExpected = kThreads * kChanges * 2;
  std::multiset<std::string> seen;
  std::int64_t position = 0;
  while (seen.size() < kExpected) {
    const auto entries = read_changes(*store, position, 1);
    if (entries.empty()) break;
    for (const auto& entry : entries) {
      EXPECT_GT(entry.position, position);
      position = entry.position;
      seen.insert(entry.object_id);
    }
  }
  for (auto& writer : writers) writer.join();
  EXPECT_EQ(seen.size(), kExpected);
  EXPECT_EQ(std::set<std::string>(seen.begin(), seen.end()).size(), kExpected);
}

/// As many accounts, each in a unit of its own, so that each has a position.
void add_accounts(domain::Store& store, int first, int last) {
  for (int number = first; number <= last; ++number) {
    write(store, [&](UnitOfWork& unit) { must(unit.accounts().insert(account(number))); });
  }
}

std::int64_t prune(domain::Store& store, std::int64_t position, std::int64_t count_max) {
  std::int64_t removed = 0;
  write(store, [&](UnitOfWork& unit) { removed = must(unit.changes().prune(position, count_max)); });
  return removed;
}

void ReaderThatStartsWithAUnitGoesOnFromItsPosition(Database& database) {
  const auto store = database.open();
  EXPECT_TRUE(
      must(reader(*store)->changes().read_after(must(reader(*store)->changes().position()), 9)).empty());
  add_accounts(*store, 1, 3);
  const auto unit = reader(*store);
  const auto position = must(unit->changes().position());
  add_accounts(*store, 4, 5);
  // It still sees what it saw, whatever came meanwhile.
  EXPECT_EQ(must(unit->changes().position()), position);
  EXPECT_EQ(entries_of(read_changes(*store, position, 2)),
            (std::vector<Entry>{{ObjectType::kAccount, "ACC-1000-0004", 1},
                                {ObjectType::kAccount, "ACC-1000-0005", 1}}));
}

void PositionDoesNotCountChangesOfTheUnitItself(Database& database) {
  const auto store = database.open();
  add_accounts(*store, 1, 1);
  const auto unit = must(store->begin_write());
  must(unit->accounts().insert(account(2)));
  const auto position = must(unit->changes().position());
  must(unit->commit());
  EXPECT_EQ(entries_of(read_changes(*store, position, 1)),
            (std::vector<Entry>{{ObjectType::kAccount, "ACC-1000-0002", 1}}));
}

void OldestEntriesArePrunedInPartsAndLeaveAMark(Database& database) {
  const auto store = database.open();
  add_accounts(*store, 1, 6);
  const auto all = read_changes(*store, 0, 6);
  ASSERT_EQ(all.size(), 6U);
  EXPECT_EQ(must(reader(*store)->changes().pruned_to()), 0);
  EXPECT_EQ(must(reader(*store)->changes().position_behind(6)), 0);
  EXPECT_EQ(must(reader(*store)->changes().position_behind(5)), all[0].position);
  const auto behind = must(reader(*store)->changes().position_behind(2));
  EXPECT_EQ(behind, all[3].position);

  EXPECT_EQ(prune(*store, behind, 3), 3);
  EXPECT_EQ(must(reader(*store)->changes().pruned_to()), all[2].position);
  EXPECT_EQ(must(reader(*store)->changes().read_after(0, 9)).front().position, all[3].position);
  EXPECT_EQ(prune(*store, behind, 3), 1);
  EXPECT_EQ(must(reader(*store)->changes().pruned_to()), behind);
  EXPECT_EQ(prune(*store, behind, 3), 0);
  EXPECT_EQ(must(reader(*store)->changes().pruned_to()), behind);
  const auto left = must(reader(*store)->changes().read_after(0, 9));
  EXPECT_EQ(entries_of(left), (std::vector<Entry>{{ObjectType::kAccount, "ACC-1000-0005", 1},
                                                  {ObjectType::kAccount, "ACC-1000-0006", 1}}));
}

void PositionsGoOnAfterAllEntriesArePruned(Database& database) {
  const auto store = database.open();
  add_accounts(*store, 1, 2);
  const auto last = last_position(*store);
  EXPECT_EQ(prune(*store, last, 9), 2);
  add_accounts(*store, 3, 3);
  EXPECT_GT(read_changes(*store, last, 1).at(0).position, last);
  EXPECT_EQ(must(reader(*store)->changes().pruned_to()), last);
}

void PositionIsWhereThePrunedEntriesEnded(Database& database) {
  const auto store = database.open();
  add_accounts(*store, 1, 2);
  const auto last = last_position(*store);
  EXPECT_EQ(prune(*store, last, 9), 2);
  EXPECT_GE(must(reader(*store)->changes().position()), last);
}

void UnitKnowsWhatItHasAdded(Database& database) {
  const auto store = database.open();
  add_platform(*store);
  const auto unit = must(store->begin_write());
  EXPECT_TRUE(unit->changes().added().empty());
  must(unit->tokens().insert_many({{token(1, account_id(2)), secret(token(1, account_id(2)))},
                                   {token(2, account_id(2)), secret(token(2, account_id(2)))}}));
  must(unit->modules().update(next_revision(module(1), 1)));
  must(unit->tokens().record_accesses({{token_id(1), at(1)}}, {}));
  EXPECT_EQ(entries_of(unit->changes().added()),
            (std::vector<Entry>{{ObjectType::kApiToken, "TKN-1000-0001", 1},
                                {ObjectType::kApiToken, "TKN-1000-0002", 1},
                                {ObjectType::kModule, "MOD-1001", 2}}));
  EXPECT_TRUE(reader(*store)->changes().added().empty());
}

/// Nothing where one writer has to wait for another.
std::unique_ptr<UnitOfWork> try_begin_write(domain::Store& store) {
  auto unit = store.begin_write(std::chrono::milliseconds{1});
  return unit.has_value() ? *std::move(unit) : nullptr;
}

/// What can be read of the feed, whether it is held back or not.
std::vector<domain::ChangeEntry> everything_after(domain::Store& store, std::int64_t position) {
  const auto unit = reader(store);
  auto entries = must(unit->changes().read_after(position, 100));
  const auto held_back = must(unit->changes().read_held_back(position, 100));
  entries.insert(entries.end(), held_back.begin(), held_back.end());
  return entries;
}

void WhatIsHeldBackCanBeReadAhead(Database& database) {
  const auto store = database.open();
  add_accounts(*store, 1, 1);
  const auto position = last_position(*store);
  EXPECT_TRUE(must(reader(*store)->changes().read_held_back(position, 9)).empty());
  const auto slow = must(store->begin_write());
  must(slow->accounts().insert(account(2)));
  const auto beside = database.open();
  const auto fast = try_begin_write(*beside);
  if (fast) {
    must(fast->accounts().insert(account(3)));
    must(fast->accounts().insert(account(4)));
    must(fast->commit());
    EXPECT_TRUE(must(reader(*store)->changes().read_after(position, 9)).empty());
    EXPECT_EQ(entries_of(everything_after(*store, position)),
              (std::vector<Entry>{{ObjectType::kAccount, "ACC-1000-0003", 1},
                                  {ObjectType::kAccount, "ACC-1000-0004", 1}}));
    const auto unit = reader(*store);
    const auto first = must(unit->changes().read_held_back(position, 1));
    ASSERT_EQ(first.size(), 1U);
    EXPECT_EQ(entries_of(must(unit->changes().read_held_back(first[0].position, 9))),
              (std::vector<Entry>{{ObjectType::kAccount, "ACC-1000-0004", 1}}));
  }
  must(slow->commit());
  const auto all = read_changes(*store, position, fast ? 3 : 1);
  EXPECT_EQ(all.size(), fast ? 3U : 1U);
  EXPECT_TRUE(must(reader(*store)->changes().read_held_back(position, 9)).empty());
}

void HistoryIsTheSameForTheSameChangesAlone(Database& database) {
  const auto store = database.open();
  const auto history = [&](std::int64_t position) {
    return must(reader(*store)->changes().history(position));
  };
  EXPECT_NE(history(0), 0U);
  add_accounts(*store, 1, 3);
  const auto all = read_changes(*store, 0, 3);
  const auto first = history(all[0].position);
  const auto last = history(all[2].position);
  EXPECT_NE(first, last);
  EXPECT_NE(first, history(0));
  // A reader may stand between two entries.
  EXPECT_EQ(history(must(reader(*store)->changes().position())), last);
  add_accounts(*store, 4, 4);
  EXPECT_EQ(history(all[0].position), first);
  EXPECT_EQ(history(all[2].position), last);
  EXPECT_EQ(prune(*store, all[1].position, 9), 2);
  EXPECT_EQ(history(all[2].position), last);
}

}  // namespace

Claims change_claims() {
  return {JETON_CLAIM(EveryInsertLeavesOneEntryInOrder),
          JETON_CLAIM(EveryUpdateLeavesOneEntry),
          JETON_CLAIM(WhatIsNotARevisionLeavesNoEntry),
          JETON_CLAIM(RolledBackChangeLeavesNoEntry),
          JETON_CLAIM(FeedResumesFromAnyPositionAndStopsAtTheLimit),
          JETON_CLAIM(EntriesAreFedOnlyWhenTheyAreCommitted),
          JETON_CLAIM(FedEntryIsVisibleInTheSameSnapshot),
          JETON_CLAIM(ReaderThatFollowsTheFeedMissesNothing),
          JETON_CLAIM(ReaderThatStartsWithAUnitGoesOnFromItsPosition),
          JETON_CLAIM(PositionDoesNotCountChangesOfTheUnitItself),
          JETON_CLAIM(OldestEntriesArePrunedInPartsAndLeaveAMark),
          JETON_CLAIM(PositionsGoOnAfterAllEntriesArePruned),
          JETON_CLAIM(PositionIsWhereThePrunedEntriesEnded),
          JETON_CLAIM(UnitKnowsWhatItHasAdded),
          JETON_CLAIM(WhatIsHeldBackCanBeReadAhead),
          JETON_CLAIM(HistoryIsTheSameForTheSameChangesAlone)};
}

}  // namespace jeton::store::contract
