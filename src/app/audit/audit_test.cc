#include "app/audit/audit.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <boost/json.hpp>
#include <string>
#include <vector>

#include "app/testing/platform.h"
#include "domain/testing/samples.h"

namespace jeton::app {
namespace {

namespace json = boost::json;
using domain::AccountType;
using domain::AuditAction;
using domain::testing::account_of;
using domain::testing::module_id;

json::value documents_of(const AuditEntry& entry) {
  return json::parse(entry.documents);
}

domain::Token token() {
  return {.id = domain::testing::token_id(),
          .account = account_of(AccountType::kClient).id,
          .name = "Ledger sync",
          .modules = {module_id(1), module_id(2)},
          .revision = 3};
}

domain::User user() {
  return {.id = domain::UserId::from_stored("USR-2201-7788"),
          .email = "robin@alder.example",
          .first_name = "Robin",
          .last_name = "Holt",
          .status = domain::UserStatus::kActive};
}

// R-150, R-123: what there is, and no secret. What is unset is left out.
TEST(AuditEntry, R150ShowsATokenWhole) {
  auto shown = token();
  EXPECT_EQ(documents_of(audit_entry(AuditAction::kUpdated, shown, account_of(AccountType::kClient))),
            json::parse(R"(
    {"apiToken": {"id": "TKN-8857-1729", "revision": 3, "name": "Ledger sync", "status": "Active",
      "account": {"id": "ACC-0002-0001", "type": "Client", "name": "Alder Freight"},
      "modules": [{"id": "MOD-0001"}, {"id": "MOD-0002"}]}})"));
  shown.description = "Of the books";
  shown.icon = "/icons/7";
  shown.extensions.emplace(std::vector<std::string>{"EXT-1000-0001", "EXT-1000-0002"});
  const auto entry = audit_entry(AuditAction::kCreated, shown, account_of(AccountType::kClient));
  const auto documents = documents_of(entry);
  const auto& members = documents.at("apiToken").as_object();
  EXPECT_EQ(members.at("description"), "Of the books");
  EXPECT_EQ(members.at("icon"), "/icons/7");
  EXPECT_EQ(members.at("extensions"), json::parse(R"([{"id": "EXT-1000-0001"}, {"id": "EXT-1000-0002"}])"));
  EXPECT_EQ(entry.object_name, "Ledger sync");
  EXPECT_EQ(entry.status, "Active");
  EXPECT_EQ(entry.revision, 3);
}

TEST(AuditEntry, R150ShowsAnAccountWhole) {
  auto account = account_of(AccountType::kClient);
  EXPECT_EQ(documents_of(audit_entry(AuditAction::kUpdated, account)), json::parse(R"(
    {"account": {"id": "ACC-0002-0001", "revision": 1, "type": "Client", "status": "Enabled",
      "name": "Alder Freight", "revealTokens": true}})"));
  account.description = "Freight";
  account.website = "https://alder.example";
  account.technical_support_email = "support@alder.example";
  account.address = {"Line 1", "Line 2", "AB1", "Leeds", "Yorkshire", "GB"};
  account.default_language_code = "en-GB";
  account.external_id = "EXT-7";
  account.eligibility = domain::Eligibility{.client = true, .partner = false};
  account.reveal_tokens = false;
  EXPECT_EQ(documents_of(audit_entry(AuditAction::kUpdated, account)), json::parse(R"(
    {"account": {"id": "ACC-0002-0001", "revision": 1, "type": "Client", "status": "Enabled",
      "name": "Alder Freight", "revealTokens": false, "description": "Freight", "website": "https://alder.example",
      "technicalSupportEmail": "support@alder.example",
      "address": {"addressLine1": "Line 1", "addressLine2": "Line 2", "postCode": "AB1", "city": "Leeds",
        "state": "Yorkshire", "country": "GB"},
      "defaultLanguageCode": "en-GB", "externalId": "EXT-7", "eligibility": {"client": true, "partner": false}}})"));
}

// R-152: the one status of a group that a record names is its end.
TEST(AuditEntry, R150R152ShowsAGroupWhole) {
  domain::Group group{.id = domain::GroupId::from_stored("UGR-1234-5678"),
                      .account = account_of(AccountType::kClient).id,
                      .name = "Finance",
                      .is_default = true,
                      .modules = {module_id(1)}};
  EXPECT_EQ(documents_of(audit_entry(AuditAction::kUpdated, group, account_of(AccountType::kClient))),
            json::parse(R"(
    {"userGroup": {"id": "UGR-1234-5678", "revision": 1, "name": "Finance", "isDefault": true,
      "account": {"id": "ACC-0002-0001", "type": "Client", "name": "Alder Freight"}, "modules": [{"id": "MOD-0001"}]}})"));
  group.description = "Money";
  group.logo = "/logos/7";
  group.extensions.emplace();
  const auto entry = audit_entry(AuditAction::kStatusChanged, group, account_of(AccountType::kClient));
  const auto documents = documents_of(entry);
  const auto& members = documents.at("userGroup").as_object();
  EXPECT_EQ(members.at("description"), "Money");
  EXPECT_EQ(members.at("logo"), "/logos/7");
  EXPECT_EQ(members.at("extensions"), json::array{});
  EXPECT_EQ(entry.status, "Deleted");
  EXPECT_EQ(audit_entry(AuditAction::kUpdated, group, account_of(AccountType::kClient)).status, "");
}

TEST(AuditEntry, R150ShowsAUserWithThePhoneThatThereIs) {
  auto shown = user();
  EXPECT_EQ(documents_of(audit_entry(AuditAction::kUpdated, shown, account_of(AccountType::kClient))),
            json::parse(R"(
    {"user": {"id": "USR-2201-7788", "revision": 1, "status": "Active", "email": "robin@alder.example",
      "name": "Robin Holt"}})"));
  shown.phone.prefix = "+34";
  auto documents = documents_of(audit_entry(AuditAction::kUpdated, shown, account_of(AccountType::kClient)));
  EXPECT_EQ(documents.at("user").at("phone"), json::parse(R"({"prefix": "+34"})"));
  shown.phone = {.number = "600"};
  documents = documents_of(audit_entry(AuditAction::kUpdated, shown, account_of(AccountType::kClient)));
  EXPECT_EQ(documents.at("user").at("phone"), json::parse(R"({"number": "600"})"));
}

TEST(AuditEntry, R150ShowsModulesAndEventTypes) {
  auto module = domain::testing::module_of(7, {AccountType::kClient, AccountType::kVendor});
  module.paths = {{"/billing", {"GET", "POST"}}, {"/orders", {}}};
  const auto operations = account_of(AccountType::kOperations);
  EXPECT_EQ(documents_of(audit_entry(AuditAction::kUpdated, module, operations)), json::parse(R"(
    {"module": {"id": "MOD-0007", "revision": 1, "code": "module-7", "name": "Module 7",
      "accountTypes": ["Client", "Vendor"],
      "paths": [{"prefix": "/billing", "methods": ["GET", "POST"]}, {"prefix": "/orders", "methods": []}]}})"));
  domain::EventType type{.id = domain::EventTypeId::from_stored("AET-0001-0002"),
                         .key = "extensions.a.b",
                         .name = {},
                         .description = {}};
  const auto bare = documents_of(audit_entry(AuditAction::kUpdated, type, operations));
  EXPECT_EQ(bare.as_object().begin()->value(),
            json::parse(R"({"id": "AET-0001-0002", "revision": 1, "key": "extensions.a.b"})"));
  type.name = "Order placed";
  type.description = "When a customer orders";
  const auto named = documents_of(audit_entry(AuditAction::kUpdated, type, operations));
  EXPECT_EQ(named.as_object().begin()->value().at("name"), "Order placed");
  EXPECT_EQ(named.as_object().begin()->value().at("description"), "When a customer orders");
}

class AuditRecordOf : public ::testing::Test {
 protected:
  domain::AuditRecord written(const AuditEntry& entry) {
    const auto caller = platform.administrator_of(platform.alder);
    auto unit = *platform.store().begin_write();
    EXPECT_TRUE(write_audit(platform.services(), *unit, caller, platform.clock.now(), entry).has_value());
    EXPECT_TRUE(unit->commit().has_value());
    const auto records = *(*platform.store().begin_read())->audit().list_of_object(entry.object_id);
    return records.back();
  }

  testing::TestPlatform platform;
};

// R-157: Private about Operations, Public about the others; the link to Operations is always there, once.
TEST_F(AuditRecordOf, R157CustomersIsPublicAndLinkedToThemAndToOperations) {
  auto shown = token();
  const auto record = written(audit_entry(AuditAction::kUpdated, shown, platform.alder));
  EXPECT_EQ(record.visibility, domain::AuditVisibility::kPublic);
  std::vector<domain::AccountId> links{platform.alder.id, platform.operations.id};
  std::sort(links.begin(), links.end());
  EXPECT_EQ(record.account_links, links);
  shown.id = domain::testing::token_id(1);
  const auto own = written(audit_entry(AuditAction::kUpdated, shown, platform.operations));
  EXPECT_EQ(own.visibility, domain::AuditVisibility::kPrivate);
  EXPECT_EQ(own.account_links, std::vector{platform.operations.id});
}

// R-150
TEST_F(AuditRecordOf, R150ObjectWithoutANameHasItsIdForOne) {
  auto shown = token();
  EXPECT_EQ(written(audit_entry(AuditAction::kUpdated, shown, platform.alder)).object_name, "Ledger sync");
  shown.id = domain::testing::token_id(1);
  shown.name.clear();
  EXPECT_EQ(written(audit_entry(AuditAction::kUpdated, shown, platform.alder)).object_name, shown.id.str());
}

}  // namespace
}  // namespace jeton::app
