#include "app/audit/audit_records.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/audit/audit.h"
#include "app/command/system_caller.h"
#include "app/people/users.h"
#include "app/testing/platform.h"
#include "app/tokens/tokens.h"
#include "base/limits.h"
#include "crypto/digest.h"

namespace jeton::app {
namespace {

using base::ErrorKind;
using domain::AuditVisibility;
using domain::Caller;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class AuditRecords : public ::testing::Test {
 protected:
  std::string create_token_of(const domain::Account& account, std::string name = "Ledger sync") {
    CreateToken command;
    command.draft.name = std::move(name);
    auto created = create_token(platform.services(), platform.administrator_of(account), command);
    EXPECT_TRUE(created.has_value());
    return created->token.id.str();
  }

  static domain::AuditSubmission about(std::string object) {
    return {.event = "extensions.EXT-0001-0002.order_placed",
            .summary = "Order placed",
            .details = "Order of {{object.name}} by {{actor.name}}",
            .object = domain::SubmittedObject{std::move(object), {}},
            .documented = {},
            .documents = {},
            .visibility = {}};
  }

  base::Result<AuditRecordView> submit(const Caller& caller, const domain::AuditSubmission& submission) {
    return submit_audit_record(platform.services(), caller, submission, AuditTexts::kRaw);
  }

  base::Result<AuditRecordView> get(const Caller& caller, const std::string& id,
                                    AuditTexts texts = AuditTexts::kRaw) {
    return get_audit_record(platform.services(), caller, id, texts);
  }

  std::vector<domain::AuditRecord> records_of(const std::string& object) {
    auto unit = platform.store().begin_read();
    return *(*unit)->audit().list_of_object(object);
  }

  domain::Page<AuditRecordView> list(const Caller& caller) {
    domain::Query query;
    query.limit = base::kPageLimitMax;
    auto page = list_audit_records(platform.services(), caller, query, AuditTexts::kRaw);
    EXPECT_TRUE(page.has_value());
    return *std::move(page);
  }

  testing::TestPlatform platform;
  const Caller admin = platform.administrator_of(platform.alder);
  const Caller vendor = platform.administrator_of(platform.cedar);
  const Caller clerk = platform.user_of(platform.alder, {"billing"});
  const Caller operator_ = platform.user_of(platform.operations, {domain::kPlatformAccountManagement});
};

// R-157: read by whom the links say; everyone else cannot tell the record from an unknown one.
TEST_F(AuditRecords, AreReadByTheirAccountAndOperations) {
  const auto record = records_of(create_token_of(platform.alder)).at(0).id.str();
  EXPECT_EQ(get(admin, record)->record.id.str(), record);
  EXPECT_EQ(get(operator_, record)->actor_account->name, "Alder Freight");
  EXPECT_EQ(get(admin, record)->account_links.size(), 2U);
  for (const auto& stranger : {vendor, platform.administrator_of(platform.birch), clerk}) {
    const auto foreign = get(stranger, record);
    const auto unknown = get(stranger, "AUD-9999-9999-9999-9999");
    const auto malformed = get(stranger, "nonsense");
    ASSERT_TRUE(foreign.has_error());
    EXPECT_EQ(foreign.error().kind(), ErrorKind::kNotFound);
    EXPECT_EQ(foreign.error().message(), unknown.error().message());
    EXPECT_EQ(foreign.error().message(), malformed.error().message());
    EXPECT_EQ(unknown.error().kind(), ErrorKind::kNotFound);
  }
}

// R-014, R-011: a token that does not hold Access Management is denied before any look-up.
TEST_F(AuditRecords, AreDeniedToTokensWithoutTheModule) {
  auto token = clerk;
  token.actor = {domain::ActorKind::kToken, "TKN-1234-5678", "Ledger sync"};
  const auto record = records_of(create_token_of(platform.alder)).at(0).id.str();
  for (const auto& id : {record, std::string{"nonsense"}}) {
    EXPECT_EQ(get(token, id).error().kind(), ErrorKind::kDenied);
  }
  EXPECT_EQ(list_audit_records(platform.services(), token, {}, AuditTexts::kRaw).error().kind(),
            ErrorKind::kDenied);
}

// A list shows what a get answers, for every kind of caller.
TEST_F(AuditRecords, ListedAreThoseThatCanBeRead) {
  const auto mine = create_token_of(platform.alder);
  const auto theirs = create_token_of(platform.birch);
  create_token_of(platform.operations);
  auto submission = about(clerk.actor.id);
  ASSERT_TRUE(submit(operator_, submission).has_value());  // About the clerk, and Operations' own.
  for (const auto& caller : {admin, vendor, clerk, operator_, platform.administrator_of(platform.operations),
                             platform.user_of(platform.operations, {})}) {
    std::vector<std::string> listed;
    for (const auto& view : list(caller).rows) listed.push_back(view.record.id.str());
    std::vector<std::string> readable;
    for (const auto& view : list(operator_).rows) {
      if (get(caller, view.record.id.str()).has_value()) readable.push_back(view.record.id.str());
    }
    EXPECT_EQ(listed, readable);
  }
  EXPECT_EQ(list(admin).total, 1);
  EXPECT_EQ(list(admin).rows.at(0).record.object_id, mine);
  EXPECT_EQ(list(clerk).total, 0);
  EXPECT_EQ(list(operator_).total, 4);
}

// A-072, R-159
TEST_F(AuditRecords, AreRenderedOnRequest) {
  const auto token = create_token_of(platform.alder);
  const auto id = records_of(token).at(0).id.str();
  EXPECT_EQ(get(admin, id)->record.details,
            "API token {{apiToken.id}} was created by {{actor.name}} ({{actor.id}}).");
  EXPECT_EQ(get(admin, id, AuditTexts::kRendered)->record.details,
            "API token " + token + " was created by Robin Holt (USR-5000-0001).");
}

// A-072: of the system, which has no id, there is nothing in parentheses.
TEST_F(AuditRecords, OfTheSystemAreRenderedWithoutEmptyPieces) {
  {
    auto unit = platform.store().begin_write();
    ASSERT_TRUE(write_audit(platform.services(), **unit, system_caller(), platform.clock.now(),
                            audit_entry(domain::AuditAction::kUpdated, platform.alder))
                    .has_value());
    ASSERT_TRUE((*unit)->commit().has_value());
  }
  const auto record = records_of(platform.alder.id.str()).at(0).id.str();
  EXPECT_EQ(get(operator_, record, AuditTexts::kRendered)->record.details,
            "Account " + platform.alder.id.str() + " was updated by System.");
}

// R-155, R-156
TEST_F(AuditRecords, AreSubmittedByOperationsAboutAnything) {
  const auto token = create_token_of(platform.alder);
  const auto view = submit(operator_, about(token));
  ASSERT_TRUE(view.has_value());
  const auto& record = view->record;
  EXPECT_EQ(record.visibility, AuditVisibility::kPublic);
  EXPECT_THAT(record.account_links, ElementsAre(platform.operations.id, platform.alder.id));
  EXPECT_EQ(record.object_name, "Ledger sync");
  EXPECT_EQ(record.object_type, domain::ObjectType::kApiToken);
  EXPECT_EQ(record.revision, 1);
  EXPECT_TRUE(record.actor == operator_.actor);
  EXPECT_EQ(record.actor_account, platform.operations.id);
  EXPECT_EQ(record.timestamp, platform.clock.now());
  EXPECT_EQ(record.origin.ip, operator_.origin.ip);
  EXPECT_TRUE(get(admin, record.id.str()).has_value());

  // Of an object without records, nothing says whose it is.
  const auto unknown = submit(operator_, about("ACC-7777-7777"));
  ASSERT_TRUE(unknown.has_value());
  EXPECT_EQ(unknown->record.visibility, AuditVisibility::kPrivate);
  EXPECT_THAT(unknown->record.account_links, ElementsAre(platform.operations.id));
  EXPECT_EQ(unknown->record.object_name, "ACC-7777-7777");
}

// R-155: Vendor only about an object with a record linked to its account; Client never.
// A letter and its accent are one character, however they were typed.
TEST_F(AuditRecords, HoldTextsInOneForm) {
  auto submission = about("ACC-2000-0001");
  submission.summary = "Cafe\u0301 opened";
  submission.details = "Cafe\u0301 of {{object.name}}";
  submission.object->name = "Cafe\u0301";
  const auto view = submit(operator_, submission);
  ASSERT_TRUE(view.has_value());
  EXPECT_EQ(view->record.summary, "Caf\u00e9 opened");
  EXPECT_EQ(view->record.details, "Caf\u00e9 of {{object.name}}");
  EXPECT_EQ(view->record.object_name, "Caf\u00e9");
}

TEST_F(AuditRecords, AreSubmittedByVendorsAboutTheirOwnObjects) {
  const auto own = create_token_of(platform.cedar);
  const auto foreign = create_token_of(platform.alder);
  EXPECT_EQ(submit(vendor, about(own))->record.visibility, AuditVisibility::kPublic);
  const auto denied = submit(vendor, about(foreign));
  const auto unknown = submit(vendor, about("TKN-9999-9999"));
  EXPECT_EQ(denied.error().kind(), ErrorKind::kDenied);
  EXPECT_EQ(unknown.error().kind(), ErrorKind::kDenied);
  EXPECT_EQ(denied.error().message(), unknown.error().message());
  EXPECT_EQ(submit(admin, about(foreign)).error().kind(), ErrorKind::kDenied);
  EXPECT_EQ(submit(platform.user_of(platform.cedar, {"catalog"}), about(own)).error().kind(),
            ErrorKind::kDenied);
  EXPECT_EQ(records_of(foreign).size(), 1U);
  EXPECT_EQ(records_of(own).size(), 2U);
}

// R-156
TEST_F(AuditRecords, AreForcedPrivateByOperationsAlone) {
  const auto token = create_token_of(platform.cedar);
  auto submission = about(token);
  submission.visibility = "Private";
  EXPECT_EQ(submit(vendor, submission).error().kind(), ErrorKind::kDenied);
  const auto hidden = submit(operator_, submission);
  ASSERT_TRUE(hidden.has_value());
  EXPECT_EQ(hidden->record.visibility, AuditVisibility::kPrivate);
  EXPECT_EQ(get(vendor, hidden->record.id.str()).error().kind(), ErrorKind::kNotFound);
  EXPECT_EQ(list(vendor).total, 1);
  EXPECT_TRUE(get(operator_, hidden->record.id.str()).has_value());
  // The next one inherits that, whatever it asks for.
  submission.visibility = "Public";
  EXPECT_EQ(submit(operator_, submission)->record.visibility, AuditVisibility::kPrivate);
}

// R-155: an event that is not an extension's, and everything else that is broken, changes nothing.
TEST_F(AuditRecords, AreRefusedWhenBroken) {
  const auto token = create_token_of(platform.alder);
  auto submission = about(token);
  submission.event = "platform.accounts.apiToken.created";
  const auto refused = submit(operator_, submission);
  EXPECT_EQ(refused.error().kind(), ErrorKind::kInvalid);
  EXPECT_EQ(refused.error().fields().at(0).path, "event");
  EXPECT_EQ(records_of(token).size(), 1U);
}

// R-123, R-158: a token text is masked wherever it was written, by whomever.
TEST_F(AuditRecords, HoldNoTokenTexts) {
  const std::string canary = "idt:TKN-1234-5678:CanaryCanaryCanaryCanaryCanary";
  const auto token = create_token_of(platform.alder);
  auto submission = about(token);
  submission.summary = "Summary " + canary;
  submission.details = "Details " + canary;
  submission.object->name = "Name " + canary;
  submission.documents = R"({"order":{"note":")" + canary + R"("}})";
  auto caller = operator_;
  caller.actor.name = canary;
  caller.origin.user_agent = "curl " + canary;
  const auto view = submit(caller, submission);
  ASSERT_TRUE(view.has_value());
  EXPECT_EQ(view->record.summary, "Summary ***");
  const auto stored = records_of(token).back();
  EXPECT_EQ(domain::canonical_form(stored).find("Canary"), std::string::npos);
  EXPECT_EQ(stored.documents, R"({"order":{"note":"***"}})");
  // What a platform event shows of an object is masked too.
  CreateToken command;
  command.draft.name = "Export";
  command.draft.description = "The value is " + canary;
  const auto created = create_token(platform.services(), admin, command);
  ASSERT_TRUE(created.has_value());
  const auto record = records_of(created->token.id.str()).at(0);
  EXPECT_EQ(domain::canonical_form(record).find("Canary"), std::string::npos);
  EXPECT_THAT(record.documents, HasSubstr("The value is ***"));
}

}  // namespace
}  // namespace jeton::app
