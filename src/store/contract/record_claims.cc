#include <gtest/gtest.h>

#include "store/contract/claims.h"
#include "store/contract/samples.h"

namespace jeton::store::contract {
namespace {

using domain::AuditRecord;
using domain::UnitOfWork;

AuditRecord record(int number, std::string object_id, std::int64_t milliseconds) {
  return {record_id(number),
          "platform.accounts.apiToken.created",
          domain::AuditVisibility::kPublic,
          "Token created",
          "{{actor.name}} created {{apiToken.id}}",
          std::move(object_id),
          "Ledger sync",
          domain::ObjectType::kApiToken,
          at(milliseconds),
          {domain::ActorKind::kToken, "TKN-1000-0009", "Zoë's token"},
          account_id(2),
          {account_id(1), account_id(2)},
          R"({"id":"TKN-1000-0001","name":"Ä"})",
          {"192.0.2.7", "curl/7", "00-abc"},
          3};
}

void expect_same_record(const AuditRecord& stored, const AuditRecord& expected) {
  EXPECT_EQ(stored.id, expected.id);
  EXPECT_EQ(stored.event, expected.event);
  EXPECT_EQ(stored.visibility, expected.visibility);
  EXPECT_EQ(stored.summary, expected.summary);
  EXPECT_EQ(stored.details, expected.details);
  EXPECT_EQ(stored.object_id, expected.object_id);
  EXPECT_EQ(stored.object_name, expected.object_name);
  EXPECT_EQ(stored.object_type, expected.object_type);
  EXPECT_EQ(stored.timestamp, expected.timestamp);
  EXPECT_TRUE(stored.actor == expected.actor);
  EXPECT_EQ(stored.actor_account, expected.actor_account);
  EXPECT_EQ(stored.account_links, expected.account_links);
  EXPECT_EQ(stored.documents, expected.documents);
  EXPECT_EQ(stored.origin.ip, expected.origin.ip);
  EXPECT_EQ(stored.origin.user_agent, expected.origin.user_agent);
  EXPECT_EQ(stored.origin.correlation_id, expected.origin.correlation_id);
  EXPECT_EQ(stored.revision, expected.revision);
}

void AuditRecordsOfAnObjectComeOldestFirst(Database& database) {
  const auto store = database.open();
  add_platform(*store);
  auto by_system = record(2, "TKN-1000-0001", 20);
  by_system.visibility = domain::AuditVisibility::kPrivate;
  by_system.object_type = domain::ObjectType::kUserGroup;
  by_system.actor = domain::system_actor();
  by_system.actor_account.reset();
  by_system.account_links.clear();
  write(*store, [&](UnitOfWork& unit) {
    EXPECT_TRUE(must(unit.audit().append(record(5, "TKN-1000-0001", 30), digest(1))));
    EXPECT_TRUE(must(unit.audit().append(by_system, digest(2))));
    EXPECT_TRUE(must(unit.audit().append(record(3, "TKN-1000-0002", 25), digest(3))));
    // The same instant: in the order in which they were written.
    EXPECT_TRUE(must(unit.audit().append(record(4, "TKN-1000-0001", 30), digest(4))));
  });
  const auto unit = reader(*store);
  const auto records = must(unit->audit().list_of_object("TKN-1000-0001"));
  ASSERT_EQ(records.size(), 3U);
  expect_same_record(records.at(0), by_system);
  expect_same_record(records.at(1), record(5, "TKN-1000-0001", 30));
  expect_same_record(records.at(2), record(4, "TKN-1000-0001", 30));
  // Its canonical form, and so its digest, can be computed again from what is stored.
  EXPECT_EQ(domain::canonical_form(records.at(1)), domain::canonical_form(record(5, "TKN-1000-0001", 30)));
  EXPECT_TRUE(must(unit->audit().list_of_object("TKN-1000-0003")).empty());
  EXPECT_EQ(must(unit->audit().approximate_count()), 4);
}

// R-150: what is recorded stays.
void TakenAuditRecordIdIsFalseAndChangesNothing(Database& database) {
  const auto store = database.open();
  add_platform(*store);
  write(*store,
        [](UnitOfWork& unit) { must(unit.audit().append(record(1, "TKN-1000-0001", 1), digest(1))); });
  write(*store, [](UnitOfWork& unit) {
    EXPECT_FALSE(must(unit.audit().append(record(1, "TKN-1000-0002", 2), digest(2))));
  });
  const auto unit = reader(*store);
  EXPECT_EQ(must(unit->audit().list_of_object("TKN-1000-0001")).size(), 1U);
  EXPECT_TRUE(must(unit->audit().list_of_object("TKN-1000-0002")).empty());
}

void AuditRecordIsFoundById(Database& database) {
  const auto store = database.open();
  add_platform(*store);
  write(*store, [](UnitOfWork& unit) {
    must(unit.audit().append(record(1, "TKN-1000-0001", 1), digest(1)));
    must(unit.audit().append(record(2, "TKN-1000-0001", 1), digest(2)));
  });
  const auto unit = reader(*store);
  expect_same_record(must(unit->audit().find(record_id(2))).value(), record(2, "TKN-1000-0001", 1));
  EXPECT_FALSE(must(unit->audit().find(record_id(3))).has_value());
}

// R-156
void LatestAuditRecordOfAnObjectIsTheNewest(Database& database) {
  const auto store = database.open();
  add_platform(*store);
  write(*store, [](UnitOfWork& unit) {
    must(unit.audit().append(record(5, "TKN-1000-0001", 20), digest(1)));
    must(unit.audit().append(record(4, "TKN-1000-0001", 20), digest(2)));
    must(unit.audit().append(record(6, "TKN-1000-0001", 10), digest(3)));
    must(unit.audit().append(record(7, "TKN-1000-0002", 30), digest(4)));
  });
  const auto unit = reader(*store);
  // The same instant: the one written last.
  EXPECT_EQ(must(unit->audit().find_latest_of_object("TKN-1000-0001")).value().id, record_id(4));
  EXPECT_FALSE(must(unit->audit().find_latest_of_object("TKN-1000-0003")).has_value());
}

// R-155
void ObjectIsLinkedByAPublicRecordAlone(Database& database) {
  const auto store = database.open();
  add_platform(*store);
  auto hidden = record(2, "TKN-1000-0002", 1);
  hidden.visibility = domain::AuditVisibility::kPrivate;
  write(*store, [&](UnitOfWork& unit) {
    must(unit.audit().append(record(1, "TKN-1000-0001", 1), digest(1)));
    must(unit.audit().append(hidden, digest(2)));
  });
  const auto unit = reader(*store);
  EXPECT_TRUE(must(unit->audit().is_linked("TKN-1000-0001", account_id(2))));
  EXPECT_FALSE(must(unit->audit().is_linked("TKN-1000-0001", account_id(3))));
  EXPECT_FALSE(must(unit->audit().is_linked("TKN-1000-0002", account_id(2))));
  EXPECT_FALSE(must(unit->audit().is_linked("TKN-1000-0003", account_id(2))));
}

void IconIsFoundReplacedAndRemoved(Database& database) {
  const auto store = database.open();
  std::string every_byte;
  for (int byte = 0; byte < 256; ++byte) every_byte += static_cast<char>(byte);
  EXPECT_FALSE(must(reader(*store)->icons().find("TKN-1000-0001")).has_value());
  write(*store, [&](UnitOfWork& unit) {
    must(unit.icons().put("TKN-1000-0001", {"image/png", every_byte}));
    must(unit.icons().put("TKN-1000-0002", {"image/jpeg", std::string(300'000, '\0')}));
  });
  auto icon = must(reader(*store)->icons().find("TKN-1000-0001")).value();
  EXPECT_EQ(icon.media_type, "image/png");
  EXPECT_EQ(icon.bytes, every_byte);
  EXPECT_EQ(must(reader(*store)->icons().find("TKN-1000-0002")).value().bytes.size(), 300'000U);
  write(*store, [](UnitOfWork& unit) { must(unit.icons().put("TKN-1000-0001", {"image/jpeg", ""})); });
  icon = must(reader(*store)->icons().find("TKN-1000-0001")).value();
  EXPECT_EQ(icon.media_type, "image/jpeg");
  EXPECT_EQ(icon.bytes, "");
  write(*store, [](UnitOfWork& unit) {
    must(unit.icons().remove("TKN-1000-0001"));
    must(unit.icons().remove("TKN-1000-0003"));
  });
  EXPECT_FALSE(must(reader(*store)->icons().find("TKN-1000-0001")).has_value());
  EXPECT_TRUE(must(reader(*store)->icons().find("TKN-1000-0002")).has_value());
}

// More than one statement takes, with links and without.
void ManyAuditRecordsAreAppendedAsOneIs(Database& database) {
  const auto store = database.open();
  add_platform(*store);
  std::vector<domain::DigestedRecord> many;
  for (int number = 1; number <= 75; ++number) {
    many.push_back({record(number, "TKN-1000-0001", number / 10), digest(number)});
    if (number % 3 == 0) many.back().record.account_links.clear();
    if (number % 5 == 0) many.back().record.visibility = domain::AuditVisibility::kPrivate;
  }
  write(*store, [&](UnitOfWork& unit) {
    must(unit.audit().append(record(40, "TKN-1000-0002", 1), digest(1)));
    const auto taken = must(unit.audit().append_many(many));
    ASSERT_EQ(taken.size(), 1U);
    EXPECT_EQ(taken.front(), record_id(40));
    EXPECT_TRUE(must(unit.audit().append_many({})).empty());
  });
  many.erase(many.begin() + 39);
  const auto unit = reader(*store);
  const auto stored = must(unit->audit().list_of_object("TKN-1000-0001"));
  ASSERT_EQ(stored.size(), many.size());
  for (std::size_t i = 0; i < many.size(); ++i) expect_same_record(stored[i], many[i].record);
  EXPECT_EQ(must(unit->audit().find(record_id(40))).value().object_id, "TKN-1000-0002");
}

}  // namespace

Claims record_claims() {
  return {JETON_CLAIM(AuditRecordsOfAnObjectComeOldestFirst),
          JETON_CLAIM(TakenAuditRecordIdIsFalseAndChangesNothing),
          JETON_CLAIM(ManyAuditRecordsAreAppendedAsOneIs),
          JETON_CLAIM(AuditRecordIsFoundById),
          JETON_CLAIM(LatestAuditRecordOfAnObjectIsTheNewest),
          JETON_CLAIM(ObjectIsLinkedByAPublicRecordAlone),
          JETON_CLAIM(IconIsFoundReplacedAndRemoved)};
}

}  // namespace jeton::store::contract
