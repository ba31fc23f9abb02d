#include <gtest/gtest.h>

#include <thread>

#include "store/contract/claims.h"
#include "store/contract/samples.h"

namespace jeton::store::contract {
namespace {

using base::ErrorKind;
using domain::EventType;
using domain::Lock;
using domain::UnitOfWork;

EventType event_type(int number, std::string key) {
  return {event_type_id(number), std::move(key), "Zoë's event", {}, 1};
}

void expect_same_type(const EventType& stored, const EventType& expected) {
  EXPECT_EQ(stored.id, expected.id);
  EXPECT_EQ(stored.key, expected.key);
  EXPECT_EQ(stored.name, expected.name);
  EXPECT_EQ(stored.description, expected.description);
  EXPECT_EQ(stored.revision, expected.revision);
}

void EventTypeIsFoundByIdAndKey(Database& database) {
  const auto store = database.open();
  const auto first = event_type(1, "extensions.a.b");
  write(*store, [&](UnitOfWork& unit) {
    EXPECT_TRUE(must(unit.event_types().insert(first)));
    EXPECT_TRUE(must(unit.event_types().insert(event_type(2, "extensions.a.c"))));
    expect_same_type(must(unit.event_types().find(event_type_id(1), Lock::kExclusive)).value(), first);
  });
  const auto unit = reader(*store);
  expect_same_type(must(unit->event_types().find(event_type_id(1))).value(), first);
  expect_same_type(must(unit->event_types().find_by_key("extensions.a.b")).value(), first);
  EXPECT_FALSE(must(unit->event_types().find(event_type_id(3))).has_value());
  EXPECT_FALSE(must(unit->event_types().find_by_key("extensions.A.b")).has_value());
  EXPECT_EQ(must(unit->event_types().approximate_count()), 2);
}

void TakenEventTypeIdOrKeyIsFalseAndChangesNothing(Database& database) {
  const auto store = database.open();
  const auto first = event_type(1, "extensions.a.b");
  write(*store, [&](UnitOfWork& unit) { must(unit.event_types().insert(first)); });
  write(*store, [](UnitOfWork& unit) {
    EXPECT_FALSE(must(unit.event_types().insert(event_type(1, "extensions.a.c"))));
    EXPECT_FALSE(must(unit.event_types().insert(event_type(2, "extensions.a.b"))));
  });
  expect_same_type(must(reader(*store)->event_types().find_by_key("extensions.a.b")).value(), first);
  EXPECT_EQ(must(reader(*store)->event_types().approximate_count()), 1);
}

//
void EventTypeIsUpdatedAtItsRevision(Database& database) {
  const auto store = database.open();
  write(*store, [](UnitOfWork& unit) { must(unit.event_types().insert(event_type(1, "extensions.a.b"))); });
  auto changed = event_type(1, "extensions.a.b");
  ++changed.revision;
  changed.description = "When it happens";
  write(*store, [&](UnitOfWork& unit) { must(unit.event_types().update(changed)); });
  expect_same_type(must(reader(*store)->event_types().find(event_type_id(1))).value(), changed);
  const auto unit = must(store->begin_write());
  EXPECT_EQ(unit->event_types().update(changed).error().kind(), ErrorKind::kConflict);
}

// two units that write a new key at once both succeed, and there is one row.
void UnitsThatInsertOneKeyAtOnceMakeOneRow(Database& database) {
  const auto store = database.open();
  auto holder = must(store->begin_write());
  EXPECT_TRUE(must(holder->event_types().insert(event_type(1, "extensions.a.b"))));
  std::thread other{[&] {
    write(*store, [](UnitOfWork& unit) {
      EXPECT_FALSE(must(unit.event_types().insert(event_type(2, "extensions.a.b"))));
      EXPECT_EQ(must(unit.event_types().find_by_key("extensions.a.b")).value().id, event_type_id(1));
    });
  }};
  for (int pause = 0; pause < 100; ++pause) std::this_thread::yield();
  must(holder->commit());
  holder.reset();
  other.join();
  EXPECT_EQ(must(reader(*store)->event_types().approximate_count()), 1);
}

// The writers of records with known keys never wait for who renames one.
void KnownKeyIsFoundWhileItsRowIsHeld(Database& database) {
  const auto store = database.open();
  write(*store, [](UnitOfWork& unit) { must(unit.event_types().insert(event_type(1, "extensions.a.b"))); });
  const auto holder = must(store->begin_write());
  must(holder->event_types().find(event_type_id(1), Lock::kExclusive));
  EXPECT_TRUE(must(reader(*store)->event_types().find_by_key("extensions.a.b")).has_value());
}

}  // namespace

Claims event_type_claims() {
  return {JETON_CLAIM(EventTypeIsFoundByIdAndKey), JETON_CLAIM(TakenEventTypeIdOrKeyIsFalseAndChangesNothing),
          JETON_CLAIM(EventTypeIsUpdatedAtItsRevision), JETON_CLAIM(UnitsThatInsertOneKeyAtOnceMakeOneRow),
          JETON_CLAIM(KnownKeyIsFoundWhileItsRowIsHeld)};
}

}  // namespace jeton::store::contract
