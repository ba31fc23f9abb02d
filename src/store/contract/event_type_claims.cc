#include <gtest/gtest.h>

#include <thread>

#include "domain/event_type_properties.h"
#include "store/contract/claims.h"
#include "store/contract/predicates.h"
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

// an account's own words are seen, filtered and sorted by for it alone.
void WordingIsSeenByItsAccountAlone(Database& database) {
  const auto store = database.open();
  add_platform(*store);
  auto named = event_type(1, "extensions.a.b");
  named.name = "Mist";
  auto other = event_type(2, "extensions.a.c");
  other.name = "Nebel";
  const domain::EventTypeWording wording{
      .event_type = named.id, .account = account_id(2), .name = "Zürich fog", .revision = 3};
  write(*store, [&](UnitOfWork& unit) {
    EXPECT_TRUE(must(unit.event_types().insert(named)));
    EXPECT_TRUE(must(unit.event_types().insert(other)));
    must(unit.event_types().put_wording({.event_type = named.id, .account = account_id(2), .name = "First"}));
    must(unit.event_types().put_wording(wording));
  });
  const auto unit = reader(*store);
  auto& types = unit->event_types();
  const auto own = must(types.find_wording(named.id, account_id(2))).value();
  EXPECT_EQ(own.name, wording.name);
  EXPECT_EQ(own.description, "");
  EXPECT_EQ(own.revision, 3);
  EXPECT_FALSE(must(types.find_wording(named.id, account_id(3))).has_value());
  EXPECT_FALSE(must(types.find_wording(other.id, account_id(2))).has_value());
  expect_same_type(must(types.find_worded(named.id, account_id(2))).value(), worded(named, wording));
  expect_same_type(must(types.find_worded(other.id, account_id(2))).value(), other);
  expect_same_type(must(types.find_worded(named.id, account_id(3))).value(), named);
  expect_same_type(must(types.find_worded(named.id, std::nullopt)).value(), named);
  EXPECT_FALSE(must(types.find_worded(event_type_id(9), account_id(2))).has_value());
  // What writers of records and platform managers read stays the platform's.
  expect_same_type(must(types.find_by_key(named.key)).value(), named);

  const auto& name = property(domain::event_type_properties(), "name");
  const auto listed = [&](const std::optional<domain::AccountId>& account, const domain::Predicate& filter) {
    const auto query = query_of(filter, {{&name, false}});
    std::vector<std::string> names;
    const auto page = must(types.list(account, query));
    for (const auto& row : page.rows) names.push_back(row.name);
    EXPECT_EQ(page.total, static_cast<std::int64_t>(names.size()));
    auto rows = must(types.stream(account, query, 1));
    std::vector<std::string> streamed;
    for (auto piece = must(rows->next()); !piece.empty(); piece = must(rows->next())) {
      for (const auto& row : piece) streamed.push_back(row.name);
    }
    EXPECT_EQ(streamed, names);
    return names;
  };
  using Names = std::vector<std::string>;
  EXPECT_EQ(listed(account_id(2), {}), (Names{"Nebel", "Zürich fog"}));
  EXPECT_EQ(listed(account_id(3), {}), (Names{"Mist", "Nebel"}));
  EXPECT_EQ(listed(std::nullopt, {}), (Names{"Mist", "Nebel"}));
  const domain::Predicate fog{.kind = domain::Predicate::Kind::kMatch,
                              .property = &name,
                              .match = domain::TextMatch::kContains,
                              .ignore_case = true,
                              .values = {"ÜRICH"}};
  EXPECT_EQ(listed(account_id(2), fog), Names{"Zürich fog"});
  EXPECT_EQ(listed(account_id(3), fog), Names{});
  const auto mist = compare(name, domain::Comparison::kEqual, "Mist");
  EXPECT_EQ(listed(account_id(2), mist), Names{});
  EXPECT_EQ(listed(account_id(3), mist), Names{"Mist"});
  const auto moved =
      compare(property(domain::event_type_properties(), "revision"), domain::Comparison::kEqual, 4);
  EXPECT_EQ(listed(account_id(2), moved), Names{"Zürich fog"});
  EXPECT_EQ(listed(account_id(3), moved), Names{});
}

}  // namespace

Claims event_type_claims() {
  return {JETON_CLAIM(EventTypeIsFoundByIdAndKey),
          JETON_CLAIM(TakenEventTypeIdOrKeyIsFalseAndChangesNothing),
          JETON_CLAIM(EventTypeIsUpdatedAtItsRevision),
          JETON_CLAIM(UnitsThatInsertOneKeyAtOnceMakeOneRow),
          JETON_CLAIM(KnownKeyIsFoundWhileItsRowIsHeld),
          JETON_CLAIM(WordingIsSeenByItsAccountAlone)};
}

}  // namespace jeton::store::contract
