#include "domain/audit_submission.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cctype>
#include <string>

#include "base/limits.h"
#include "domain/testing/samples.h"

namespace jeton::domain {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

AuditSubmission valid() {
  return {.event = "extensions.EXT-0001-0002.order.placed",
          .summary = "Order placed",
          .details = "Order of {{object.name}}\nby {{actor.name}}",
          .object = SubmittedObject{"TKN-8857-1729", "Ledger sync"},
          .documented = {},
          .documents = {},
          .visibility = {}};
}

std::vector<std::string> broken_paths(const AuditSubmission& submission) {
  std::vector<std::string> paths;
  for (const auto& field : testing::field_errors(validate_submission(submission)))
    paths.push_back(field.path);
  return paths;
}

//
TEST(ExtensionEvent, HasThreeNamesOrMore) {
  for (const auto* key : {"extensions.a.b", "extensions.EXT-0001-0002.order_placed", "extensions.a.b.c.d"}) {
    EXPECT_TRUE(is_extension_event(key)) << key;
  }
  for (const auto* key :
       {"", "extensions", "extensions.", "extensions.a", "extensions.a.", "extensions..b", "extensions.a..b",
        "extensions.a.b.", "Extensions.a.b", "platform.accounts.apiToken.created", "xextensions.a.b",
        "extensions.a.b c", "extensions.\xC3\xA4.b", "extensions.a.{{b}}", " extensions.a.b"}) {
    EXPECT_FALSE(is_extension_event(key)) << key;
  }
  EXPECT_FALSE(is_extension_event(std::string{"extensions.a.b\0", 15}));
}

TEST(Submission, IsTakenAsItStands) {
  const auto target = validate_submission(valid());
  ASSERT_TRUE(target.has_value());
  EXPECT_EQ(target->object.id, "TKN-8857-1729");
  EXPECT_EQ(target->object.name, "Ledger sync");
  EXPECT_EQ(target->type, ObjectType::kApiToken);
  EXPECT_FALSE(target->forces_private);
}

// Every text at its limit and one past it; all that is broken is told at once.
TEST(Submission, KeepsItsLimits) {
  auto submission = valid();
  const std::string prefix = "extensions.a.";
  submission.event = prefix + std::string(base::kAuditEventLengthMax - prefix.size(), 'b');
  const auto umlauts = [](std::size_t count) {
    std::string text;
    for (std::size_t i = 0; i < count; ++i) text += "\xC3\xA4";
    return text;
  };
  submission.summary = umlauts(base::kAuditSummaryLengthMax);
  submission.details = umlauts(base::kAuditDetailsLengthMax);
  submission.object->name = umlauts(base::kAuditObjectNameLengthMax);
  submission.documents = std::string(base::kAuditDocumentsBytesMax, 'x');
  EXPECT_THAT(broken_paths(submission), IsEmpty());
  submission.event += "b";
  submission.summary += "x";
  submission.details += "x";
  submission.object->name += "x";
  submission.documents += "x";
  EXPECT_THAT(broken_paths(submission),
              ElementsAre("event", "summary", "details", "documents", "object.name"));
}

TEST(Submission, NeedsItsTexts) {
  auto submission = valid();
  submission.event.clear();
  submission.summary = " ";
  submission.details.clear();
  submission.visibility = "private";  // title case
  EXPECT_THAT(broken_paths(submission), ElementsAre("event", "summary", "details", "type"));
  submission = valid();
  submission.summary = "two\nlines";
  submission.details = std::string{"a\0b", 3};
  EXPECT_THAT(broken_paths(submission), ElementsAre("summary", "details"));
}

// `object.id` of a known type, or exactly one recognisable object in the documents.
TEST(Submission, NamesExactlyOneObject) {
  auto submission = valid();
  submission.object->id = "BUY-0001-0002";
  EXPECT_THAT(broken_paths(submission), ElementsAre("object.id"));
  submission.object.reset();
  EXPECT_THAT(broken_paths(submission), ElementsAre("object.id"));
  submission.documented = {{"ORDER-7", "An order"}, {"ACC-0001-0002", "Alder"}, {"ACC-0001-0002", "Older"}};
  const auto target = validate_submission(submission);
  ASSERT_TRUE(target.has_value());
  EXPECT_EQ(target->object.id, "ACC-0001-0002");
  EXPECT_EQ(target->object.name, "Alder");
  EXPECT_EQ(target->type, ObjectType::kAccount);
  submission.object = SubmittedObject{{}, "Stated name"};
  EXPECT_EQ(validate_submission(submission)->object.name, "Stated name");
  submission.documented.push_back({"USR-0001-0002", "Robin"});
  EXPECT_THAT(broken_paths(submission), ElementsAre("object.id"));
  // One that is stated settles it.
  submission.object = SubmittedObject{"USR-0001-0002", {}};
  EXPECT_EQ(validate_submission(submission)->type, ObjectType::kUser);
}

TEST(Submission, MayBeForcedPrivate) {
  auto submission = valid();
  submission.visibility = "Private";
  EXPECT_TRUE(validate_submission(submission)->forces_private);
  submission.visibility = "Public";
  EXPECT_FALSE(validate_submission(submission)->forces_private);
}

TEST(ExtensionEvent, NamesHaveTheseCharactersAndNoOthers) {
  for (int c = 0; c < 256; ++c) {
    const auto key = std::string{"extensions.a.x"} + static_cast<char>(c) + "x";
    const bool allowed = c < 128 && (std::isalnum(c) != 0 || c == '-' || c == '_' || c == '.');
    EXPECT_EQ(is_extension_event(key), allowed) << key;
  }
}

TEST(Submission, NameOfADocumentStaysUnlessAnotherIsStated) {
  auto submission = valid();
  submission.documented = {{"ACC-0001-0002", "Alder"}};
  submission.object = SubmittedObject{{}, {}};
  EXPECT_EQ(validate_submission(submission)->object.name, "Alder");
}

}  // namespace
}  // namespace jeton::domain
