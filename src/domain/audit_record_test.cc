#include "domain/audit_record.h"

#include <gtest/gtest.h>

#include <set>

#include "domain/enumeration_names.h"
#include "domain/testing/samples.h"

namespace jeton::domain {
namespace {

AuditRecord sample_record() {
  return AuditRecord{
      .id = AuditRecordId::from_stored("AUD-1002-3344-5566-7788"),
      .event = event_key(ObjectType::kApiToken, AuditAction::kStatusChanged),
      .visibility = AuditVisibility::kPublic,
      .summary = "API token status changed to Disabled",
      .details = "API token {{apiToken.id}} was disabled by {{actor.name}}.",
      .object_id = "TKN-8857-1729",
      .object_name = "Überweisung",
      .object_type = ObjectType::kApiToken,
      .timestamp = testing::stamp_at(0).at,
      .actor = {ActorKind::kUser, "USR-2201-7788", "An Administrator"},
      .actor_account = AccountId::from_stored("ACC-0002-0001"),
      .account_links = {AccountId::from_stored("ACC-0002-0001"), AccountId::from_stored("ACC-0003-0001")},
      .documents = R"({"apiToken":{"id":"TKN-8857-1729"}})",
      .origin = {"203.0.113.7", "curl/7.88.1", "5f0c1b7e9a4d4c0f8b6a2e3d1c9f7a55"},
      .revision = 2};
}

// docs/formats/audit-record.md prints this record and this text. Neither may ever change: the digests of
// stored records are made of it.
TEST(CanonicalForm, GoldenOfAUsersChange) {
  EXPECT_EQ(canonical_form(sample_record()),
            "jeton-audit-record 1\n"
            "id 23:AUD-1002-3344-5566-7788\n"
            "event 41:platform.accounts.apiToken.status_changed\n"
            "type 6:Public\n"
            "timestamp 24:2026-01-02T03:04:05.678Z\n"
            "object.id 13:TKN-8857-1729\n"
            "object.name 12:Überweisung\n"
            "object.objectType 8:ApiToken\n"
            "revision 1:2\n"
            "actor.kind 4:User\n"
            "actor.id 13:USR-2201-7788\n"
            "actor.name 16:An Administrator\n"
            "actor.account.id 13:ACC-0002-0001\n"
            "summary 36:API token status changed to Disabled\n"
            "details 57:API token {{apiToken.id}} was disabled by {{actor.name}}.\n"
            "accountLinks 2\n"
            "accountLinks.id 13:ACC-0002-0001\n"
            "accountLinks.id 13:ACC-0003-0001\n"
            "documents 35:{\"apiToken\":{\"id\":\"TKN-8857-1729\"}}\n"
            "request.api.ip 11:203.0.113.7\n"
            "request.api.userAgent 11:curl/7.88.1\n"
            "request.log.correlationId 32:5f0c1b7e9a4d4c0f8b6a2e3d1c9f7a55\n");
}

TEST(CanonicalForm, GoldenOfASystemsChange) {
  auto record = sample_record();
  record.visibility = AuditVisibility::kPrivate;
  record.actor = system_actor();
  record.actor_account.reset();
  record.account_links.clear();
  record.documents.clear();
  record.origin = {};
  EXPECT_EQ(canonical_form(record),
            "jeton-audit-record 1\n"
            "id 23:AUD-1002-3344-5566-7788\n"
            "event 41:platform.accounts.apiToken.status_changed\n"
            "type 7:Private\n"
            "timestamp 24:2026-01-02T03:04:05.678Z\n"
            "object.id 13:TKN-8857-1729\n"
            "object.name 12:Überweisung\n"
            "object.objectType 8:ApiToken\n"
            "revision 1:2\n"
            "actor.kind 6:System\n"
            "actor.id 0:\n"
            "actor.name 6:System\n"
            "actor.account.id -\n"
            "summary 36:API token status changed to Disabled\n"
            "details 57:API token {{apiToken.id}} was disabled by {{actor.name}}.\n"
            "accountLinks 0\n"
            "documents 0:\n"
            "request.api.ip 0:\n"
            "request.api.userAgent 0:\n"
            "request.log.correlationId 0:\n");
}

TEST(CanonicalForm, EveryFieldIsInIt) {
  std::set<std::string> forms{canonical_form(sample_record())};
  const auto differs = [&forms](auto change) {
    auto record = sample_record();
    change(record);
    return forms.insert(canonical_form(record)).second;
  };
  EXPECT_TRUE(differs([](AuditRecord& r) { r.id = AuditRecordId::from_stored("AUD-1002-3344-5566-7789"); }));
  EXPECT_TRUE(differs([](AuditRecord& r) { r.event += "x"; }));
  EXPECT_TRUE(differs([](AuditRecord& r) { r.visibility = AuditVisibility::kPrivate; }));
  EXPECT_TRUE(differs([](AuditRecord& r) { r.summary += "x"; }));
  EXPECT_TRUE(differs([](AuditRecord& r) { r.details += "x"; }));
  EXPECT_TRUE(differs([](AuditRecord& r) { r.object_id += "x"; }));
  EXPECT_TRUE(differs([](AuditRecord& r) { r.object_name += "x"; }));
  EXPECT_TRUE(differs([](AuditRecord& r) { r.object_type = ObjectType::kModule; }));
  EXPECT_TRUE(differs([](AuditRecord& r) { r.timestamp += std::chrono::milliseconds{1}; }));
  EXPECT_TRUE(differs([](AuditRecord& r) { r.actor.kind = ActorKind::kToken; }));
  EXPECT_TRUE(differs([](AuditRecord& r) { r.actor.id += "x"; }));
  EXPECT_TRUE(differs([](AuditRecord& r) { r.actor.name += "x"; }));
  EXPECT_TRUE(differs([](AuditRecord& r) { r.actor_account.reset(); }));
  EXPECT_TRUE(differs([](AuditRecord& r) { r.actor_account = AccountId::from_stored("ACC-0002-0002"); }));
  EXPECT_TRUE(differs([](AuditRecord& r) { r.actor_account = AccountId::from_stored(""); }));
  EXPECT_TRUE(differs([](AuditRecord& r) { r.account_links.pop_back(); }));
  EXPECT_TRUE(differs([](AuditRecord& r) { r.documents += " "; }));
  EXPECT_TRUE(differs([](AuditRecord& r) { r.origin.ip += "x"; }));
  EXPECT_TRUE(differs([](AuditRecord& r) { r.origin.user_agent += "x"; }));
  EXPECT_TRUE(differs([](AuditRecord& r) { r.origin.correlation_id += "x"; }));
  EXPECT_TRUE(differs([](AuditRecord& r) { ++r.revision; }));
}

TEST(CanonicalForm, NoTextPassesForAnotherField) {
  auto honest = sample_record();
  honest.summary = "a";
  honest.details = "b";
  auto forged = sample_record();
  forged.summary = "a\ndetails 1:b";
  forged.details = "";
  EXPECT_NE(canonical_form(honest), canonical_form(forged));
  forged.summary = std::string("a\0b", 3);
  EXPECT_NE(canonical_form(forged).find(std::string("summary 3:a\0b\n", 14)), std::string::npos);
}

TEST(EventKey, R151HasTheObjectsSegmentAndTheAction) {
  EXPECT_EQ(event_key(ObjectType::kApiToken, AuditAction::kCreated), "platform.accounts.apiToken.created");
  EXPECT_EQ(event_key(ObjectType::kApiToken, AuditAction::kUpdated), "platform.accounts.apiToken.updated");
  // R-152: deletion is a change of status.
  EXPECT_EQ(event_key(ObjectType::kApiToken, AuditAction::kStatusChanged),
            "platform.accounts.apiToken.status_changed");
  EXPECT_EQ(event_key(ObjectType::kApiToken, AuditAction::kRevealed), "platform.accounts.apiToken.revealed");
  EXPECT_EQ(event_key(ObjectType::kAccountUser, AuditAction::kCreated),
            "platform.accounts.accountUser.created");
  EXPECT_EQ(event_key(ObjectType::kEventType, AuditAction::kUpdated), "platform.audit.eventType.updated");
}

// R-002, R-155
TEST(ObjectTypeOfId, IsKnownByTheWholeShapeOfTheId) {
  EXPECT_EQ(object_type_of_id("ACC-0001-0002"), ObjectType::kAccount);
  EXPECT_EQ(object_type_of_id("MOD-0001"), ObjectType::kModule);
  EXPECT_EQ(object_type_of_id("USR-0001-0002"), ObjectType::kUser);
  EXPECT_EQ(object_type_of_id("AUSR-0001-0002-0003"), ObjectType::kAccountUser);
  EXPECT_EQ(object_type_of_id("UGR-0001-0002"), ObjectType::kUserGroup);
  EXPECT_EQ(object_type_of_id("TKN-0001-0002"), ObjectType::kApiToken);
  EXPECT_EQ(object_type_of_id("AET-0001-0002"), ObjectType::kEventType);
  for (const auto* id : {"", "TKN", "TKN-", "TKN-0001", "TKN-0000-0000", "tkn-0001-0002", "TKN-0001-0002 ",
                         "AUD-0001-0002-0003-0004", "BUY-0001-0002", "EXT-0001-0002", "AUSR-0001-0002"}) {
    EXPECT_EQ(object_type_of_id(id), std::nullopt) << id;
  }
}

TEST(EventKey, R151SegmentIsTheTypeWithASmallFirstLetter) {
  std::set<std::string_view> segments;
  for (int i = 0; i <= static_cast<int>(ObjectType::kEventType); ++i) {
    const auto type = static_cast<ObjectType>(i);
    std::string expected{to_string(type)};
    ASSERT_FALSE(expected.empty()) << i;
    expected[0] = static_cast<char>(expected[0] - 'A' + 'a');
    EXPECT_EQ(event_segment(type), expected);
    EXPECT_EQ(enumerator_of<ObjectType>(to_string(type)), type);
    segments.insert(event_segment(type));
  }
  EXPECT_EQ(segments.size(), 7u);
  EXPECT_EQ(enumerator_of<ObjectType>("apiToken"), std::nullopt);
}

TEST(AuditVisibility, NamesAreTitleCase) {  // X-15
  EXPECT_EQ(to_string(AuditVisibility::kPublic), "Public");
  EXPECT_EQ(to_string(AuditVisibility::kPrivate), "Private");
}

}  // namespace
}  // namespace jeton::domain
