#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "store/contract/claims.h"
#include "store/contract/samples.h"

namespace jeton::store::contract {
namespace {

using domain::Session;
using domain::SignInLink;
using domain::UnitOfWork;

Session session(const std::string& digest, int user, std::int64_t expires) {
  return {digest, user_id(user), account_id(2), at(1), at(2), at(expires)};
}

void SessionIsFoundTouchedAndRemoved(Database& database) {
  const auto store = database.open();
  add_platform(*store);
  auto without_account = session("b2", 2, 100);
  without_account.account.reset();
  write(*store, [&](UnitOfWork& unit) {
    must(unit.sessions().insert(session("a1", 1, 100)));
    must(unit.sessions().insert(without_account));
  });
  auto found = must(reader(*store)->sessions().find("a1")).value();
  EXPECT_EQ(found.digest, "a1");
  EXPECT_EQ(found.user, user_id(1));
  EXPECT_EQ(found.account, account_id(2));
  EXPECT_EQ(found.created_at, at(1));
  EXPECT_EQ(found.last_seen_at, at(2));
  EXPECT_EQ(found.expires_at, at(100));
  EXPECT_FALSE(must(reader(*store)->sessions().find("b2")).value().account.has_value());
  EXPECT_FALSE(must(reader(*store)->sessions().find("c3")).has_value());
  write(*store, [](UnitOfWork& unit) {
    must(unit.sessions().touch("a1", at(50)));
    must(unit.sessions().touch("c3", at(50)));
    must(unit.sessions().remove("b2"));
    must(unit.sessions().remove("c3"));
  });
  EXPECT_EQ(must(reader(*store)->sessions().find("a1")).value().last_seen_at, at(50));
  EXPECT_FALSE(must(reader(*store)->sessions().find("b2")).has_value());
}

/// Two of one user and one of another.
void add_three_sessions(UnitOfWork& unit) {
  must(unit.sessions().insert(session("a1", 1, 100)));
  must(unit.sessions().insert(session("a2", 1, 100)));
  must(unit.sessions().insert(session("b1", 2, 100)));
}

void SessionsOfOneUserAreRemovedTogether(Database& database) {
  const auto store = database.open();
  add_platform(*store);
  write(*store, [](UnitOfWork& unit) {
    add_three_sessions(unit);
    must(unit.sessions().remove_of_user(user_id(1)));
  });
  const auto unit = reader(*store);
  EXPECT_FALSE(must(unit->sessions().find("a1")).has_value());
  EXPECT_FALSE(must(unit->sessions().find("a2")).has_value());
  EXPECT_TRUE(must(unit->sessions().find("b1")).has_value());
}

void SessionsOfOneUserAreRemovedButTheOneKept(Database& database) {
  const auto store = database.open();
  add_platform(*store);
  write(*store, [](UnitOfWork& unit) {
    add_three_sessions(unit);
    must(unit.sessions().remove_of_user(user_id(1), "a2"));
  });
  const auto unit = reader(*store);
  EXPECT_FALSE(must(unit->sessions().find("a1")).has_value());
  EXPECT_TRUE(must(unit->sessions().find("a2")).has_value());
  EXPECT_TRUE(must(unit->sessions().find("b1")).has_value());
}

void SessionMovesIntoAnotherAccountAlone(Database& database) {
  const auto store = database.open();
  add_platform(*store);
  write(*store, [](UnitOfWork& unit) {
    must(unit.sessions().insert(session("a1", 1, 100)));
    must(unit.sessions().insert(session("a2", 1, 100)));
    must(unit.sessions().move("a1", account_id(3)));
  });
  const auto unit = reader(*store);
  EXPECT_EQ(must(unit->sessions().find("a1")).value().account, account_id(3));
  EXPECT_EQ(must(unit->sessions().find("a2")).value().account, account_id(2));
}

void ExpiredSessionsAndLinksAreRemoved(Database& database) {
  const auto store = database.open();
  add_platform(*store);
  write(*store, [](UnitOfWork& unit) {
    for (const int moment : {99, 100, 101}) {
      const auto name = std::to_string(moment);
      must(unit.sessions().insert(session("s" + name, 1, moment)));
      must(unit.sessions().insert_link({"l" + name, user_id(1), at(1), at(moment)}));
    }
    must(unit.sessions().remove_expired(at(100)));
  });
  const auto unit = must(store->begin_write());
  for (const auto& [name, there] :
       std::vector<std::pair<std::string, bool>>{{"99", false}, {"100", false}, {"101", true}}) {
    EXPECT_EQ(must(unit->sessions().find("s" + name)).has_value(), there) << name;
    EXPECT_EQ(must(unit->sessions().take_link("l" + name)).has_value(), there) << name;
  }
}

void LinkIsTakenOnce(Database& database) {
  const auto store = database.open();
  add_platform(*store);
  write(*store, [](UnitOfWork& unit) {
    must(unit.sessions().insert_link({"d1", user_id(2), at(3), at(9)}));
  });
  {
    // Not committed: the link is still there.
    const auto unit = must(store->begin_write());
    EXPECT_TRUE(must(unit->sessions().take_link("d1")).has_value());
  }
  // To look is not to take.
  EXPECT_EQ(must(reader(*store)->sessions().find_link("d1")).value().user, user_id(2));
  EXPECT_FALSE(must(reader(*store)->sessions().find_link("d2")).has_value());
  write(*store, [](UnitOfWork& unit) {
    const auto link = must(unit.sessions().take_link("d1")).value();
    EXPECT_EQ(link.digest, "d1");
    EXPECT_EQ(link.user, user_id(2));
    EXPECT_EQ(link.created_at, at(3));
    EXPECT_EQ(link.expires_at, at(9));
    EXPECT_FALSE(must(unit.sessions().take_link("d1")).has_value());
  });
  write(*store, [](UnitOfWork& unit) { EXPECT_FALSE(must(unit.sessions().take_link("d1")).has_value()); });
}

void OfTwoThreadsOneTakesTheLink(Database& database) {
  const auto store = database.open();
  add_platform(*store);
  for (int round = 0; round < 10; ++round) {
    const auto name = "link" + std::to_string(round);
    write(*store, [&](UnitOfWork& unit) {
      must(unit.sessions().insert_link({name, user_id(1), at(1), at(9)}));
    });
    std::atomic<int> taken = 0;
    const auto take = [&] {
      write(*store, [&](UnitOfWork& unit) {
        if (must(unit.sessions().take_link(name))) ++taken;
      });
    };
    std::thread first{take};
    std::thread second{take};
    first.join();
    second.join();
    EXPECT_EQ(taken, 1);
  }
}

void LinksOfOneUserAreRemovedTogether(Database& database) {
  const auto store = database.open();
  add_platform(*store);
  write(*store, [](UnitOfWork& unit) {
    must(unit.sessions().insert_link({"a1", user_id(1), at(1), at(9)}));
    must(unit.sessions().insert_link({"a2", user_id(1), at(1), at(9)}));
    must(unit.sessions().insert_link({"b1", user_id(2), at(1), at(9)}));
    must(unit.sessions().remove_links_of_user(user_id(1)));
  });
  const auto unit = must(store->begin_write());
  EXPECT_FALSE(must(unit->sessions().take_link("a1")).has_value());
  EXPECT_FALSE(must(unit->sessions().take_link("a2")).has_value());
  EXPECT_TRUE(must(unit->sessions().take_link("b1")).has_value());
}

}  // namespace

Claims session_claims() {
  return {
      JETON_CLAIM(SessionIsFoundTouchedAndRemoved),          JETON_CLAIM(SessionsOfOneUserAreRemovedTogether),
      JETON_CLAIM(SessionsOfOneUserAreRemovedButTheOneKept), JETON_CLAIM(SessionMovesIntoAnotherAccountAlone),
      JETON_CLAIM(ExpiredSessionsAndLinksAreRemoved),        JETON_CLAIM(LinkIsTakenOnce),
      JETON_CLAIM(LinksOfOneUserAreRemovedTogether),         JETON_CLAIM(OfTwoThreadsOneTakesTheLink)};
}

}  // namespace jeton::store::contract
