#include <gtest/gtest.h>

#include <thread>

#include "store/contract/claims.h"
#include "store/contract/samples.h"

namespace jeton::store::contract {
namespace {

using domain::Lock;
using domain::SealingKey;
using domain::UnitOfWork;

SealingKey key(const std::string& id) {
  return {id, "v1." + id + ".check", at(5), std::nullopt};
}

void add_sealed_token(domain::Store& store, int number, const std::string& sealed) {
  const auto made = token(number, account_id(2));
  auto kept = secret(made);
  kept.sealed = sealed;
  write(store, [&](UnitOfWork& unit) { EXPECT_TRUE(must(unit.tokens().insert(made, kept))); });
}

void KeysAreListedAndReplaced(Database& database) {
  const auto store = database.open();
  EXPECT_TRUE(must(reader(*store)->sealing_keys().list(Lock::kNone)).empty());
  auto second = key("k2");
  write(*store, [&](UnitOfWork& unit) {
    must(unit.sealing_keys().put(second));
    must(unit.sealing_keys().put(key("k1")));
  });
  EXPECT_EQ(must(reader(*store)->sealing_keys().list(Lock::kNone)), (std::vector{key("k1"), second}));
  second.abandoned_at = at(9);
  second.check_value = "";
  write(*store, [&](UnitOfWork& unit) { must(unit.sealing_keys().put(second)); });
  EXPECT_EQ(must(reader(*store)->sealing_keys().list(Lock::kNone)), (std::vector{key("k1"), second}));
}

void UsedKeysAreThoseOfTokensAndInvitations(Database& database) {
  const auto store = database.open();
  add_platform(*store);
  EXPECT_TRUE(must(reader(*store)->sealing_keys().list_used_ids()).empty());
  add_sealed_token(*store, 1, "v1.k_b.AAAA");
  add_sealed_token(*store, 2, "v1.k-a.BBBB");
  add_sealed_token(*store, 3, "v1.k_b.CCCC");
  // Reveal was off: nothing is sealed.
  add_sealed_token(*store, 4, "");
  write(*store, [](UnitOfWork& unit) {
    EXPECT_TRUE(must(unit.memberships().insert(membership(1, user_id(1), account_id(2)))));
    must(unit.memberships().put_invitation({membership_id(1), std::string(64, 'a'), "v1.z9.DDDD"}));
  });
  EXPECT_EQ(must(reader(*store)->sealing_keys().list_used_ids()),
            (std::vector<std::string>{"k-a", "k_b", "z9"}));
}

void SampleIsOfThatKeyAlone(Database& database) {
  const auto store = database.open();
  add_platform(*store);
  add_sealed_token(*store, 1, "v1.k1.AAAA");
  add_sealed_token(*store, 2, "v1.k10.BBBB");
  const auto sample = must(reader(*store)->sealing_keys().find_sample("k1")).value();
  EXPECT_EQ(sample.sealed, "v1.k1.AAAA");
  EXPECT_EQ(sample.context, token_id(1).str());
  EXPECT_EQ(must(reader(*store)->sealing_keys().find_sample("k10")).value().context, token_id(2).str());
  EXPECT_FALSE(must(reader(*store)->sealing_keys().find_sample("k")).has_value());
}

// Two servers that start at once over an empty database: the second sees what the first has recorded.
void OfTwoWhoRecordAKeyTheSecondSeesTheFirst(Database& database) {
  const auto store = database.open();
  const auto record = [&](const std::string& id) {
    write(*store, [&](UnitOfWork& unit) {
      if (must(unit.sealing_keys().list(Lock::kExclusive)).empty()) must(unit.sealing_keys().put(key(id)));
    });
  };
  std::thread first{record, "k1"};
  std::thread second{record, "k2"};
  first.join();
  second.join();
  EXPECT_EQ(must(reader(*store)->sealing_keys().list(Lock::kNone)).size(), 1U);
}

}  // namespace

Claims sealing_key_claims() {
  return {JETON_CLAIM(KeysAreListedAndReplaced), JETON_CLAIM(UsedKeysAreThoseOfTokensAndInvitations),
          JETON_CLAIM(SampleIsOfThatKeyAlone), JETON_CLAIM(OfTwoWhoRecordAKeyTheSecondSeesTheFirst)};
}

}  // namespace jeton::store::contract
