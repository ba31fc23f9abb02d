#include "domain/text_rule.h"

#include <gtest/gtest.h>

#include "domain/account.h"
#include "domain/audit_submission.h"
#include "domain/event_type.h"
#include "domain/group.h"
#include "domain/module.h"
#include "domain/user.h"

namespace jeton::domain {
namespace {

constexpr TextRule kLine{.label = "name", .length_max = 5};
constexpr TextRule kLines{.label = "note", .length_max = 5, .lines = TextRule::Lines::kMany};

TEST(TextRule, HiddenCharactersAreInNoText) {
  for (const auto* text : {"a\u202eb", "a\u200b", "\ufeffa", "a\u2028b", "a\U000e0041"}) {
    EXPECT_TRUE(broken_text_rule(text, kLine).has_value()) << text;
    EXPECT_TRUE(broken_text_rule(text, kLines).has_value()) << text;
  }
  EXPECT_EQ(broken_text_rule("a\u202eb", kLine),
            "The name may not contain U+202E, which is invisible or changes the direction of text.");
  EXPECT_FALSE(broken_text_rule("می\u200cخ", kLine).has_value());
}

TEST(TextRule, LineHasNoControlCharacters) {
  for (const auto* text : {"a\tb", "a\nb", "a\rb", "a\x1b", "a\u0085"}) {
    EXPECT_EQ(broken_text_rule(text, kLine), "The name may not contain control characters.") << text;
  }
}

TEST(TextRule, LinesHaveTabsAndLineEndsAlone) {
  EXPECT_FALSE(broken_text_rule("a\tb\r\n", kLines).has_value());
  for (const auto* text : {"a\x1b[", "a\x01", "a\x7f", "a\u0085", "\x08"}) {
    EXPECT_EQ(broken_text_rule(text, kLines),
              "The note may not contain control characters other than tabs and line ends.")
        << text;
  }
}

/// Whether `checked` was refused at `path`.
template <class Checked>
bool is_refused_at(const Checked& checked, std::string_view path) {
  if (checked.has_value()) return false;
  const auto error = checked.error();
  for (const auto& field : error.fields()) {
    if (field.path == path) return true;
  }
  return false;
}

constexpr const char* kBidi = "Alder \u202etropeR";

// One rule for every text that people read.
TEST(TextRule, HoldsForTheTextsOfEveryObject) {
  Account account{.id = AccountId::from_stored("ACC-1000-0001"), .name = kBidi, .description = kBidi};
  account.external_id = kBidi;
  account.address.city = kBidi;
  for (const auto* path : {"name", "description", "externalId", "address.city"}) {
    EXPECT_TRUE(is_refused_at(validate_account(account), path)) << path;
  }
  Group group{.id = GroupId::from_stored("UGR-1000-0001"),
              .account = account.id,
              .name = kBidi,
              .description = kBidi};
  for (const auto* path : {"name", "description"}) {
    EXPECT_TRUE(is_refused_at(validate_group(group), path)) << path;
  }
  User user{.id = UserId::from_stored("USR-1000-0001"), .email = "a\u200b@b"};
  user.first_name = user.last_name = user.settings.date_format = kBidi;
  for (const auto* path : {"email", "firstName", "lastName", "settings.dateFormat"}) {
    EXPECT_TRUE(is_refused_at(validate_user(user), path)) << path;
  }
  Module module{.id = ModuleId::from_stored("MOD-1001"), .name = kBidi, .description = kBidi};
  for (const auto* path : {"name", "description"}) {
    EXPECT_TRUE(is_refused_at(validate_module(module), path)) << path;
  }
  EventType event_type{.id = EventTypeId::from_stored("EVT-1000-0001")};
  const EventTypeChange change{.name = kBidi, .description = kBidi};
  for (const auto* path : {"name", "description"}) {
    EXPECT_TRUE(is_refused_at(update_event_type(event_type, change), path)) << path;
  }
  AuditSubmission submission{};
  submission.event = "extensions.a.b";
  submission.summary = submission.details = kBidi;
  submission.object = SubmittedObject{"TKN-1000-0001", kBidi};
  for (const auto* path : {"summary", "details", "object.name"}) {
    EXPECT_TRUE(is_refused_at(validate_submission(submission), path)) << path;
  }
}

// What was stored before there was the rule stays until somebody changes it.
TEST(TextRule, HoldsForWhatIsWrittenAlone) {
  User user{.id = UserId::from_stored("USR-1000-0001"), .email = "ada@alder.example", .first_name = kBidi};
  user.last_name = "Alder";
  EXPECT_TRUE(*update_user(user, {.last_name = "Reed"}));
  EXPECT_EQ(user.first_name, kBidi);
  EXPECT_TRUE(is_refused_at(update_user(user, {.first_name = "Ada \u202e"}), "firstName"));
  EXPECT_TRUE(*update_user(user, {.first_name = "Ada"}));

  Account account{.id = AccountId::from_stored("ACC-1000-0001"), .name = kBidi};
  EXPECT_TRUE(*update_account(account, {.description = "New"}, Stamp{}));
  EXPECT_TRUE(is_refused_at(update_account(account, {.name = "x\u202e"}, Stamp{}), "name"));

  Group group{.id = GroupId::from_stored("UGR-1000-0001"), .account = account.id, .name = kBidi};
  auto changed = group;
  changed.description = "New";
  EXPECT_TRUE(validate_change(group, changed).has_value());
  changed.name = "x\u202e";
  EXPECT_TRUE(is_refused_at(validate_change(group, changed), "name"));
}

TEST(TextRule, TextsAreStoredInNormalFormC) {
  Account account{.id = AccountId::from_stored("ACC-1000-0001"), .name = "Alder"};
  EXPECT_TRUE(*update_account(account, {.name = "Cafe\u0301", .description = "e\u0301"}, Stamp{}));
  EXPECT_EQ(account.name, "Caf\u00e9");
  EXPECT_EQ(account.description, "\u00e9");
  // The same name in another form is no change.
  EXPECT_FALSE(*update_account(account, {.name = "Cafe\u0301"}, Stamp{}));
  User user{.id = UserId::from_stored("USR-1000-0001"), .email = "ada@alder.example", .first_name = "Ada"};
  user.last_name = "Alder";
  EXPECT_TRUE(*update_user(user, {.first_name = "Zoe\u0308"}));
  EXPECT_EQ(user.first_name, "Zo\u00eb");
  EXPECT_FALSE(*update_user(user, {.first_name = "Zoe\u0308"}));
}

}  // namespace
}  // namespace jeton::domain
