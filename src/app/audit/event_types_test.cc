#include "app/audit/event_types.h"

#include <gtest/gtest.h>

#include <thread>

#include "app/audit/audit.h"
#include "app/audit/audit_records.h"
#include "app/testing/platform.h"
#include "app/tokens/tokens.h"
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
    return list_event_types(platform.services(), operator_, query)->rows;
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
TEST_F(EventTypes, AreWordedByAnAccountForItselfAlone) {
  submit("extensions.a.b", "Order placed");
  const auto id = with_key("extensions.a.b").id.str();
  const auto vendor = platform.administrator_of(platform.cedar);
  const auto& services = platform.services();
  const auto changed = update_event_type(services, vendor, id, {.description = "An order came in"});
  ASSERT_TRUE(changed.has_value());
  EXPECT_EQ(changed->name, "Order placed");
  EXPECT_EQ(changed->description, "An order came in");
  EXPECT_EQ(changed->revision, 2);
  const auto colleague = platform.user_of(platform.cedar, {});
  EXPECT_EQ(get_event_type(services, colleague, id)->description, "An order came in");
  for (const auto& other : {admin, operator_, platform.administrator_of(platform.birch)}) {
    EXPECT_EQ(get_event_type(services, other, id)->description, "");
    EXPECT_EQ(get_event_type(services, other, id)->revision, 1);
  }
  EXPECT_EQ(with_key("extensions.a.b").revision, 1);
  // nothing changed, nothing recorded.
  const auto recorded = [&] { return (*platform.store().begin_read())->audit().list_of_object(id)->size(); };
  EXPECT_EQ(recorded(), 1U);
  ASSERT_TRUE(update_event_type(services, vendor, id, {.name = "Order placed"}).has_value());
  EXPECT_EQ(get_event_type(services, vendor, id)->revision, 2);
  EXPECT_EQ(recorded(), 1U);
  // A check of the revision is about what is seen.
  EXPECT_EQ(update_event_type(services, vendor, id, {.name = "x"}, {.any_of = {{1}}}).error().kind(),
            ErrorKind::kPreconditionFailed);
  EXPECT_TRUE(update_event_type(services, admin, id, {.name = "Ours"}, {.any_of = {{1}}}).has_value());
  // The platform's words go on to be seen where an account has none of its own, and again when it says so.
  ASSERT_TRUE(update_event_type(services, operator_, id, {.name = "Order received"}).has_value());
  EXPECT_EQ(get_event_type(services, vendor, id)->name, "Order received");
  EXPECT_EQ(get_event_type(services, vendor, id)->revision, 3);
  EXPECT_EQ(get_event_type(services, admin, id)->name, "Ours");
  EXPECT_EQ(update_event_type(services, admin, id, {.name = "Order received"})->name, "Order received");
  ASSERT_TRUE(update_event_type(services, operator_, id, {.name = "Order in"}).has_value());
  EXPECT_EQ(get_event_type(services, admin, id)->name, "Order in");
}

// the account that words it is told; the platform's words are between Operations.
TEST_F(EventTypes, AreSaidToBeChangedToThoseWhoSeeIt) {
  submit("extensions.a.b", "Order placed");
  const auto id = with_key("extensions.a.b").id.str();
  const auto vendor = platform.administrator_of(platform.cedar);
  ASSERT_TRUE(update_event_type(platform.services(), vendor, id, {.name = "Ours"}).has_value());
  ASSERT_TRUE(update_event_type(platform.services(), operator_, id, {.name = "Order received"}).has_value());
  auto unit = platform.store().begin_read();
  const auto records = *(*unit)->audit().list_of_object(id);
  ASSERT_EQ(records.size(), 2U);
  EXPECT_EQ(records[0].event, "platform.audit.eventType.updated");
  EXPECT_TRUE(records[0].actor == vendor.actor);
  EXPECT_EQ(records[0].visibility, domain::AuditVisibility::kPublic);
  EXPECT_EQ(records[0].account_links,
            (std::vector<domain::AccountId>{platform.operations.id, platform.cedar.id}));
  EXPECT_EQ(records[1].visibility, domain::AuditVisibility::kPrivate);
  EXPECT_EQ(records[1].account_links, std::vector<domain::AccountId>{platform.operations.id});
}

// a vendor's submission inherits from what the vendor sees, not from another account's words.
TEST_F(EventTypes, HaveRecordsOfOneAccountThatAnotherInheritsNothingFrom) {
  submit("extensions.a.b", "Order placed");
  const auto id = with_key("extensions.a.b").id.str();
  const auto vendor = platform.administrator_of(platform.cedar);
  ASSERT_TRUE(update_event_type(platform.services(), vendor, id, {.name = "Cedar's"}).has_value());
  ASSERT_TRUE(update_event_type(platform.services(), admin, id, {.name = "Alder's"}).has_value());
  const domain::AuditSubmission submission{.event = "extensions.a.c",
                                           .summary = "Seen",
                                           .details = "Details",
                                           .object = domain::SubmittedObject{id, {}},
                                           .documented = {},
                                           .documents = {},
                                           .visibility = {}};
  const auto made = submit_audit_record(platform.services(), vendor, submission, AuditTexts::kRaw);
  ASSERT_TRUE(made.has_value());
  EXPECT_EQ(made->record.object_name, "Cedar's");
  EXPECT_EQ(made->record.account_links,
            (std::vector<domain::AccountId>{platform.operations.id, platform.cedar.id}));
}

//
TEST_F(EventTypes, AreWordedWithAModuleForIt) {
  submit("extensions.a.b", "Order placed");
  const auto id = with_key("extensions.a.b").id.str();
  const auto change = [&](const Caller& caller) {
    return update_event_type(platform.services(), caller, id, {.name = "x"});
  };
  for (const auto& without :
       {platform.user_of(platform.alder, {}), platform.user_of(platform.alder, {"billing"}),
        platform.user_of(platform.alder, {domain::kAccountManagement, domain::kPlatformAccountManagement}),
        platform.user_of(platform.operations, {domain::kAccountManagement})}) {
    EXPECT_EQ(change(without).error().kind(), ErrorKind::kDenied);
  }
  // Access Management in Operations is about its own words too.
  ASSERT_TRUE(change(platform.administrator_of(platform.operations)).has_value());
  EXPECT_EQ(with_key("extensions.a.b").name, "Order placed");
  ASSERT_TRUE(change(operator_).has_value());
  EXPECT_EQ(with_key("extensions.a.b").name, "x");
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
    EXPECT_EQ(get_event_type(platform.services(), admin, unknown).error().kind(), ErrorKind::kNotFound);
  }
  auto nowhere = admin;
  nowhere.account.reset();
  EXPECT_EQ(update_event_type(platform.services(), nowhere, id, {.name = "x"}).error().kind(),
            ErrorKind::kDenied);
  EXPECT_EQ(with_key("extensions.a.b").revision, 1);
}

}  // namespace
}  // namespace jeton::app
