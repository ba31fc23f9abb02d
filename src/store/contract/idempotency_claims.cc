#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "store/contract/claims.h"
#include "store/contract/samples.h"

namespace jeton::store::contract {
namespace {

using domain::IdempotencyEntry;
using domain::UnitOfWork;

IdempotencyEntry entry(const std::string& owner, const std::string& key, std::int64_t expires_at) {
  IdempotencyEntry made;
  made.owner = owner;
  made.key_digest = key;
  made.request_digest = "request of " + key;
  made.expires_at = at(expires_at);
  return made;
}

bool claim(domain::Store& store, const IdempotencyEntry& wanted, std::int64_t now) {
  bool claimed = false;
  write(store, [&](UnitOfWork& unit) { claimed = must(unit.idempotency().claim(wanted, at(now))); });
  return claimed;
}

bool is_there(domain::Store& store, const std::string& owner, const std::string& key) {
  return must(reader(store)->idempotency().find(owner, key)).has_value();
}

void ClaimedKeyIsCompletedAndFound(Database& database) {
  const auto store = database.open();
  auto kept = entry("ada", "k1", 100);
  write(*store, [&](UnitOfWork& unit) {
    EXPECT_TRUE(must(unit.idempotency().claim(kept, at(1))));
    kept.sealed_answer = "v1.key.sealed";
    must(unit.idempotency().complete(kept));
  });
  const auto found = must(reader(*store)->idempotency().find("ada", "k1")).value();
  EXPECT_EQ(found.owner, "ada");
  EXPECT_EQ(found.key_digest, "k1");
  EXPECT_EQ(found.request_digest, "request of k1");
  EXPECT_EQ(found.sealed_answer, "v1.key.sealed");
  EXPECT_EQ(found.expires_at, at(100));
  EXPECT_FALSE(is_there(*store, "ada", "k2"));
  EXPECT_FALSE(is_there(*store, "ben", "k1"));
}

void KeyIsTakenOncePerOwner(Database& database) {
  const auto store = database.open();
  EXPECT_TRUE(claim(*store, entry("ada", "k1", 100), 1));
  EXPECT_FALSE(claim(*store, entry("ada", "k1", 100), 2));
  EXPECT_TRUE(claim(*store, entry("ben", "k1", 100), 2));
  EXPECT_TRUE(claim(*store, entry("ada", "k2", 100), 2));
}

void KeyOfAUnitThatIsNotCommittedIsFree(Database& database) {
  const auto store = database.open();
  {
    const auto unit = must(store->begin_write());
    EXPECT_TRUE(must(unit->idempotency().claim(entry("ada", "k1", 100), at(1))));
  }
  EXPECT_TRUE(claim(*store, entry("ada", "k1", 100), 1));
}

void ExpiredKeyIsTakenAnew(Database& database) {
  const auto store = database.open();
  EXPECT_TRUE(claim(*store, entry("ada", "k1", 100), 1));
  EXPECT_FALSE(claim(*store, entry("ada", "k1", 200), 99));
  EXPECT_TRUE(claim(*store, entry("ada", "k1", 200), 100));
  EXPECT_EQ(must(reader(*store)->idempotency().find("ada", "k1")).value().expires_at, at(200));
}

void ExpiredKeysAreRemovedTheOldestFirst(Database& database) {
  const auto store = database.open();
  for (const int moment : {99, 98, 100, 101}) {
    EXPECT_TRUE(claim(*store, entry("ada", "k" + std::to_string(moment), moment), 1));
  }
  write(*store, [](UnitOfWork& unit) { must(unit.idempotency().remove_expired(at(100), 2)); });
  EXPECT_FALSE(is_there(*store, "ada", "k98"));
  EXPECT_FALSE(is_there(*store, "ada", "k99"));
  EXPECT_TRUE(is_there(*store, "ada", "k100"));
  write(*store, [](UnitOfWork& unit) { must(unit.idempotency().remove_expired(at(100), 2)); });
  EXPECT_FALSE(is_there(*store, "ada", "k100"));
  EXPECT_TRUE(is_there(*store, "ada", "k101"));
}

void OfTwoUnitsTheSecondWaitsAndSeesTheAnswerOfTheFirst(Database& database) {
  const auto store = database.open();
  for (int round = 0; round < 10; ++round) {
    const auto key = "k" + std::to_string(round);
    std::atomic<int> claimed = 0;
    std::atomic<int> answered = 0;
    const auto request = [&] {
      write(*store, [&](UnitOfWork& unit) {
        auto wanted = entry("ada", key, 100);
        if (must(unit.idempotency().claim(wanted, at(1)))) {
          ++claimed;
          wanted.sealed_answer = "answer";
          must(unit.idempotency().complete(wanted));
        } else if (must(unit.idempotency().find("ada", key)).value().sealed_answer == "answer") {
          ++answered;
        }
      });
    };
    std::thread first{request};
    std::thread second{request};
    first.join();
    second.join();
    EXPECT_EQ(claimed, 1);
    EXPECT_EQ(answered, 1);
  }
}

void RemovingExpiredKeysWaitsForNobody(Database& database) {
  const auto store = database.open();
  for (int number = 0; number < 50; ++number) {
    EXPECT_TRUE(claim(*store, entry("ada", "old" + std::to_string(number), 10), 1));
  }
  const auto request = [&](const std::string& key) {
    for (int round = 0; round < 10; ++round) {
      write(*store, [&](UnitOfWork& unit) {
        must(unit.idempotency().claim(entry("ada", key + std::to_string(round), 1000), at(100)));
        must(unit.idempotency().remove_expired(at(100), 7));
      });
    }
  };
  std::thread first{request, "a"};
  std::thread second{request, "b"};
  first.join();
  second.join();
  EXPECT_FALSE(is_there(*store, "ada", "old0"));
  EXPECT_TRUE(is_there(*store, "ada", "a9"));
  EXPECT_TRUE(is_there(*store, "ada", "b9"));
}

}  // namespace

Claims idempotency_claims() {
  return {JETON_CLAIM(ClaimedKeyIsCompletedAndFound),
          JETON_CLAIM(KeyIsTakenOncePerOwner),
          JETON_CLAIM(KeyOfAUnitThatIsNotCommittedIsFree),
          JETON_CLAIM(ExpiredKeyIsTakenAnew),
          JETON_CLAIM(ExpiredKeysAreRemovedTheOldestFirst),
          JETON_CLAIM(OfTwoUnitsTheSecondWaitsAndSeesTheAnswerOfTheFirst),
          JETON_CLAIM(RemovingExpiredKeysWaitsForNobody)};
}

}  // namespace jeton::store::contract
