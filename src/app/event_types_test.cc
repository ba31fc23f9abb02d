#include "app/event_types.h"

#include <gtest/gtest.h>

#include <thread>

#include "app/audit.h"
#include "app/audit_records.h"
#include "app/testing/platform.h"
#include "app/tokens.h"
#include "base/limits.h"

namespace jeton::app {
namespace {

using base::ErrorKind;
using domain::Caller;

class EventTypes : public ::testing::Test {
 protected:
  std::string create_token_of(const domain::Account& account) {
    CreateToken command;
    command.draft.name = "Ledger sync";
    return create_token(platform.services(), platform.administrator_of(account), command)->token.id.str();
  }

  void submit(const std::string& event, const std::string& summary) {
    const domain::AuditSubmission submission{.event = event,
                                             .summary = summary,
                                             .details = "Details",
                                             .object = domain::SubmittedObject{"ACC-2000-0001", {}},
                                             .documented = {},
                                             .documents = {},
                                             .visibility = {}};
    ASSERT_TRUE(
        submit_audit_record(platform.services(), operator_, submission, AuditTexts::kRaw).has_value());
  }

  std::vector<domain::EventType> all() {
    domain::Query query;
    query.limit = base::kPageLimitMax;
    return list_event_types(platform.services(), query)->rows;
  }

  domain::EventType with_key(const std::string& key) {
    auto unit = platform.store().begin_read();
    return (*unit)->event_types().find_by_key(key)->value();
  }

  testing::TestPlatform platform;
  const Caller admin = platform.administrator_of(platform.alder);
  const Caller operator_ = platform.user_of(platform.operations, {domain::kPlatformAccountManagement});
};

// with the first record of a key, and once.
TEST_F(EventTypes, AreMadeByTheFirstRecordOfTheirKey) {
  EXPECT_TRUE(all().empty());
  const auto token = create_token_of(platform.alder);
  create_token_of(platform.birch);
  ASSERT_EQ(all().size(), 1U);
  EXPECT_EQ(all().at(0).key, "platform.accounts.apiToken.created");
  EXPECT_EQ(all().at(0).name, "API token created");
  EXPECT_EQ(all().at(0).description, "");
  EXPECT_EQ(all().at(0).revision, 1);
  ASSERT_TRUE(disable_token(platform.services(), admin, token).has_value());
  // Not after the status that happened to be the first.
  EXPECT_EQ(with_key("platform.accounts.apiToken.status_changed").name, "API token status changed");
}

// in the same transaction: what is rolled back leaves no event type.
TEST_F(EventTypes, AreMadeInTheUnitOfTheRecord) {
  {
    auto unit = platform.store().begin_write();
    ASSERT_TRUE(write_audit(platform.services(), **unit, admin, platform.clock.now(),
                            audit_entry(domain::AuditAction::kUpdated, platform.alder))
                    .has_value());
  }
  EXPECT_TRUE(all().empty());
}

//
TEST_F(EventTypes, TakeANameFromALaterRecordWhileTheyHaveNone) {
  submit("extensions.a.b", "Order {{object.id}} placed");
  EXPECT_EQ(with_key("extensions.a.b").name, "");
  submit("extensions.a.b", "Order placed");
  EXPECT_EQ(with_key("extensions.a.b").name, "Order placed");
  EXPECT_EQ(with_key("extensions.a.b").revision, 2);
  submit("extensions.a.b", "Another order placed");
  EXPECT_EQ(with_key("extensions.a.b").name, "Order placed");
}

//
TEST_F(EventTypes, AreRenamedByAnyoneWithAnAccountAndSaidToBe) {
  submit("extensions.a.b", "Order placed");
  const auto id = with_key("extensions.a.b").id.str();
  const auto vendor = platform.user_of(platform.cedar, {});
  const auto changed =
      update_event_type(platform.services(), vendor, id, {.name = {}, .description = "An order came in"});
  ASSERT_TRUE(changed.has_value());
  EXPECT_EQ(changed->name, "Order placed");
  EXPECT_EQ(changed->description, "An order came in");
  EXPECT_EQ(get_event_type(platform.services(), id)->revision, 2);
  // nothing changed, nothing recorded.
  ASSERT_TRUE(update_event_type(platform.services(), vendor, id, {.name = "Order placed"}).has_value());
  EXPECT_EQ(get_event_type(platform.services(), id)->revision, 2);
  auto unit = platform.store().begin_read();
  const auto records = *(*unit)->audit().list_of_object(id);
  ASSERT_EQ(records.size(), 1U);
  EXPECT_EQ(records[0].event, "platform.audit.eventType.updated");
  EXPECT_TRUE(records[0].actor == vendor.actor);
  EXPECT_EQ(records[0].visibility, domain::AuditVisibility::kPrivate);
}

TEST_F(EventTypes, RefuseWhatTheyMust) {
  submit("extensions.a.b", "Order placed");
  const auto id = with_key("extensions.a.b").id.str();
  EXPECT_EQ(update_event_type(platform.services(), admin, id, {.name = ""}).error().kind(),
            ErrorKind::kInvalid);
  EXPECT_EQ(update_event_type(platform.services(), admin, id, {.states_key = true}).error().kind(),
            ErrorKind::kInvalid);
  for (const auto* unknown : {"AET-9999-9999", "nonsense"}) {
    EXPECT_EQ(update_event_type(platform.services(), admin, unknown, {.name = ""}).error().kind(),
              ErrorKind::kNotFound);
    EXPECT_EQ(get_event_type(platform.services(), unknown).error().kind(), ErrorKind::kNotFound);
  }
  auto nowhere = admin;
  nowhere.account.reset();
  EXPECT_EQ(update_event_type(platform.services(), nowhere, id, {.name = "x"}).error().kind(),
            ErrorKind::kDenied);
  EXPECT_EQ(with_key("extensions.a.b").revision, 1);
}

}  // namespace
}  // namespace jeton::app
