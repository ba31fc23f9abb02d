#include "domain/token.h"

#include <gtest/gtest.h>

#include <string>

#include "base/limits.h"
#include "base/testing/repeated.h"
#include "domain/testing/samples.h"

namespace jeton::domain {
namespace {

using base::testing::repeated;
using testing::account_of;
using testing::field_errors;
using testing::module_id;
using testing::stamp_at;
using testing::token_id;
using Fields = std::vector<base::FieldError>;

constexpr std::string_view kNameCharacters = "The name may contain only letters, digits, spaces and - . ' \"";

base::Result<Token> token_of(const TokenDraft& draft,
                             const std::vector<ModuleId>& assignable = {module_id(1), module_id(2)}) {
  return new_token(token_id(), account_of(AccountType::kClient), draft, assignable, stamp_at(1));
}

Token active_token() {
  return token_of({.name = "Invoices",
                   .description = "For the nightly run",
                   .icon = "/icons/a.png",
                   .modules = {module_id(1).str()},
                   .extensions = std::nullopt})
      .value();
}

Token disabled_token() {
  auto token = active_token();
  EXPECT_TRUE(disable_token(token, stamp_at(2)).has_value());
  return token;
}

Token deleted_token() {
  auto token = active_token();
  EXPECT_TRUE(delete_token(token, stamp_at(2)).has_value());
  return token;
}

/// Everything that a refused call must leave as it was.
void expect_same(const Token& a, const Token& b) {
  EXPECT_EQ(a.name, b.name);
  EXPECT_EQ(a.description, b.description);
  EXPECT_EQ(a.icon, b.icon);
  EXPECT_EQ(a.status, b.status);
  EXPECT_EQ(a.modules, b.modules);
  EXPECT_EQ(a.extensions, b.extensions);
  EXPECT_EQ(a.revision, b.revision);
  EXPECT_EQ(a.updated, b.updated);
  EXPECT_EQ(a.enabled, b.enabled);
  EXPECT_EQ(a.disabled, b.disabled);
  EXPECT_EQ(a.deleted, b.deleted);
}

// Creation.

TEST(NewToken, R100BelongsToTheAccountItWasMadeFor) {
  const auto token = token_of({.name = "Invoices"}).value();
  EXPECT_EQ(token.account, account_of(AccountType::kClient).id);
  EXPECT_EQ(token.id, token_id());
}

TEST(NewToken, R102StartsActiveWithItsFirstRevision) {
  const auto token = token_of({.name = "Invoices"}).value();
  EXPECT_EQ(token.status, TokenStatus::kActive);
  EXPECT_EQ(token.revision, 1);
  EXPECT_EQ(token.created, stamp_at(1));
  EXPECT_FALSE(token.updated || token.enabled || token.disabled || token.deleted);
  EXPECT_FALSE(token.last_access.has_value());
}

TEST(NewToken, R103TwoMayHaveOneName) {
  // Nothing that decides about a draft is told of other tokens.
  EXPECT_EQ(token_of({.name = "Invoices"}).value().name, token_of({.name = "Invoices"}).value().name);
}

TEST(NewToken, R104NeedsAName) {
  const Fields required{{"name", "The name is required."}};
  EXPECT_EQ(field_errors(token_of({.name = std::nullopt})), required);
  for (const auto* name : {"", " ", "   ", "\t", "\u00a0", "\u3000\u2003"}) {
    EXPECT_EQ(field_errors(token_of({.name = name})), required) << '"' << name << '"';
  }
}

TEST(NewToken, R104R107NameHasAtMost200CodePoints) {
  for (const auto* letter : {"a", "é", "語", "𐐷"}) {  // one to four bytes each
    EXPECT_TRUE(token_of({.name = repeated(letter, 200)}).has_value()) << letter;
    EXPECT_EQ(field_errors(token_of({.name = repeated(letter, 201)})),
              (Fields{{"name", "The name may have at most 200 characters."}}))
        << letter;
  }
}

TEST(NewToken, R105NameHasLettersAndDigitsOfEveryScript) {
  for (const auto* name : {"Invoices",
                           "Invoices 2026",
                           "Nightly-run v1.2",
                           "O'Brien \"blue\"",
                           "Überweisung",
                           "Ключ 7",
                           "κλειδί",
                           "מפתח",
                           "مفتاح ٣",
                           "日本語トークン",
                           "한국어",
                           "कख १२३",
                           "a",
                           "1",
                           ".",
                           "ǅ",
                           " padded ",
                           "हिन्दी टोकन",
                           "Cafe\u0301",
                           "ภาษาไทย",
                           "தமிழ் 1",
                           "a\u20dd",
                           "1\u0301"}) {
    EXPECT_FALSE(broken_name_rule(name).has_value()) << name;
  }
}

TEST(NewToken, R105NameHasNothingElse) {
  for (const auto* name :
       {"a[b]", "a(b)",    "a{b}",    "a<b>",       "a/b",      "a\\b",     "a_b",    "a,b",     "a:b",
        "a;b",  "a@b",     "a#b",     "a&b",        "a%b",      "a+b",      "a=b",    "a*b",     "a?b",
        "a!b",  "a|b",     "a~b",     "a^b",        "a`b",      "a$b",      "€",      "a\tb",    "a\nb",
        "a\rb", "a\u007f", "a\u0085", "a\u200bb",   "a\u202eb", "a\u00a0b", "key 🔑",  "\u0301e", "-\u0301",
        "½",    "Ⅷ",       "²",       "don\u2019t", "a\u2013b", "a\u2028b", "\ufeffa"}) {
    EXPECT_EQ(broken_name_rule(name), kNameCharacters) << name;
  }
  EXPECT_EQ(broken_name_rule(std::string_view{"a\0b", 3}), kNameCharacters);
}

// A mark that nothing is drawn for makes one name look like another.
TEST(NewToken, R105NameHasNoMarksThatAreNotSeen) {
  for (const auto* name : {"a\ufe0f", "a\u034fb", "क\u200dष"}) {
    EXPECT_TRUE(broken_name_rule(name).has_value()) << name;
  }
}

TEST(NewToken, R105NameIsStoredInNormalFormC) {
  const auto token = token_of({.name = "Cafe\u0301", .description = "e\u0301"});
  ASSERT_TRUE(token.has_value());
  EXPECT_EQ(token->name, "Caf\u00e9");
  EXPECT_EQ(token->description, "\u00e9");
  // what is stored is what is counted.
  EXPECT_TRUE(token_of({.name = repeated("e\u0301", 200)}).has_value());
  EXPECT_FALSE(token_of({.name = repeated("e\u0301", 201)}).has_value());
}

TEST(NewToken, R105NameIsWellFormedUtf8) {
  for (const auto* name : {"a\xff", "a\xc3", "\xc0\xaf", "\xed\xa0\x80", "\xf4\x90\x80\x80"}) {
    EXPECT_EQ(broken_name_rule(name), kNameCharacters);
  }
}

TEST(NewToken, R106DescriptionHasAtMost2000CodePoints) {
  for (const auto* letter : {"a", "é", "語", "🔑"}) {
    EXPECT_TRUE(token_of({.name = "n", .description = repeated(letter, 2000)}).has_value());
    EXPECT_EQ(field_errors(token_of({.name = "n", .description = repeated(letter, 2001)})),
              (Fields{{"description", "The description may have at most 2000 characters."}}));
  }
}

TEST(NewToken, R106DescriptionMayHaveLinesAndSymbols) {
  EXPECT_TRUE(token_of({.name = "n", .description = "First.\r\n\tSecond: [x] <b> 🔑 _/"}).has_value());
  EXPECT_EQ(field_errors(token_of({.name = "n", .description = std::string("a\0b", 3)})),
            (Fields{{"description", "The description may not contain the character U+0000."}}));
  EXPECT_EQ(field_errors(token_of({.name = "n", .description = "\xff"})),
            (Fields{{"description", "The description must be well-formed UTF-8."}}));
}

TEST(NewToken, A109IconIsARelativePathOrAnHttpsAddress) {
  for (const auto* icon : {"", "/a", "/icons/a.png?size=2", "https://cedar.example/a.png",
                           "HTTPS://cedar.example", "/überall.png"}) {
    EXPECT_TRUE(token_of({.name = "n", .icon = icon}).has_value()) << icon;
  }
  const Fields broken{{"icon", "The icon must be a path that starts with / or an https address."}};
  for (const auto* icon :
       {"a.png", "http://cedar.example/a.png", "https://", "https:///a", "https:a", "javascript:alert(1)",
        "data:image/png;base64,AAAA", "//cedar.example/a.png", "/\\cedar.example/a.png", " /a.png", "ftp://a",
        "https://cedar.example\\@birch.example/"}) {
    EXPECT_EQ(field_errors(token_of({.name = "n", .icon = icon})), broken) << icon;
  }
  for (const auto* icon : {"/a\nb", "/a\tb", "https://cedar.example/\r\nx", "/a\u0085"}) {
    EXPECT_EQ(field_errors(token_of({.name = "n", .icon = icon})),
              (Fields{{"icon", "The icon may not contain control characters."}}));
  }
}

TEST(NewToken, A109IconHasAtMost2000CodePoints) {
  EXPECT_TRUE(token_of({.name = "n", .icon = "/" + repeated("é", 1999)}).has_value());
  EXPECT_EQ(field_errors(token_of({.name = "n", .icon = "/" + repeated("é", 2000)})),
            (Fields{{"icon", "The icon may have at most 2000 characters."}}));
}

TEST(NewToken, R110ModuleOutsideTheAssignableSetIsRefusedAtItsIndex) {
  const auto errors = field_errors(token_of(
      {.name = "n",
       .modules = {module_id(1).str(), module_id(9).str(), "INVALID", "MOD-0000", module_id(2).str(), ""}}));
  const std::string unavailable{kModuleUnavailable};
  EXPECT_EQ(errors, (Fields{{"modules[1].id", unavailable},
                            {"modules[2].id", unavailable},
                            {"modules[3].id", unavailable},
                            {"modules[5].id", unavailable}}));
  EXPECT_EQ(unavailable, "Module is not available to the account.");
}

TEST(NewToken, R111ModulesMayBeEmpty) {
  EXPECT_TRUE(token_of({.name = "n"}).value().modules.empty());
  EXPECT_TRUE(token_of({.name = "n"}, {}).has_value());
}

TEST(NewToken, R112RepeatedModulesCollapseAndAreSorted) {
  const auto token =
      token_of({.name = "n",
                .modules = {module_id(2).str(), module_id(1).str(), module_id(2).str(), module_id(2).str()}})
          .value();
  EXPECT_EQ(token.modules, (std::vector<ModuleId>{module_id(1), module_id(2)}));
}

TEST(NewToken, ModulesAreCountedBeforeTheyCollapse) {
  const std::vector<std::string> at_limit(base::kTokenModulesMax, module_id(1).str());
  EXPECT_EQ(token_of({.name = "n", .modules = at_limit}).value().modules.size(), 1u);
  const std::vector<std::string> past(base::kTokenModulesMax + 1, module_id(1).str());
  EXPECT_EQ(field_errors(token_of({.name = "n", .modules = past})),
            (Fields{{"modules", "A token may have at most 1000 modules."}}));
}

TEST(NewToken, R180ExtensionsAreKeptAsAllNoneOrThose) {
  EXPECT_FALSE(token_of({.name = "n"}).value().extensions.has_value());
  EXPECT_EQ(token_of({.name = "n", .extensions = std::vector<std::string>{}}).value().extensions,
            std::vector<std::string>{});
  EXPECT_EQ(token_of({.name = "n", .extensions = {{"EXT-0000-0002", "EXT-0000-0001", "EXT-0000-0002"}}})
                .value()
                .extensions,
            (std::vector<std::string>{"EXT-0000-0001", "EXT-0000-0002"}));
  EXPECT_EQ(field_errors(token_of({.name = "n", .extensions = {{"EXT-0000-0002", "MOD-0001"}}})),
            (Fields{{"extensions[1].id", "The extension does not exist."}}));
  const std::vector<std::string> at_limit(base::kTokenExtensionsMax, "EXT-0000-0001");
  EXPECT_TRUE(token_of({.name = "n", .extensions = at_limit}).has_value());
  const std::vector<std::string> past(base::kTokenExtensionsMax + 1, "EXT-0000-0001");
  EXPECT_EQ(field_errors(token_of({.name = "n", .extensions = past})),
            (Fields{{"extensions", "At most 1000 extensions are allowed."}}));
}

TEST(NewToken, EveryBrokenFieldIsNamedAtOnce) {
  const auto errors = field_errors(token_of({.name = "a/b",
                                             .description = std::string(2001, 'a'),
                                             .icon = "a.png",
                                             .modules = {"x"},
                                             .extensions = {{"y"}}}));
  ASSERT_EQ(errors.size(), 5u);
  EXPECT_EQ(errors[0].path, "name");
  EXPECT_EQ(errors[1].path, "description");
  EXPECT_EQ(errors[2].path, "icon");
  EXPECT_EQ(errors[3].path, "modules[0].id");
  EXPECT_EQ(errors[4].path, "extensions[0].id");
}

TEST(NewToken, R123ErrorsNeverRepeatWhatWasSent) {
  const std::string secret = "idt:TKN-1234-5678:c4n4ry";
  const auto errors = field_errors(token_of({.name = secret + "/",
                                             .description = secret + std::string(2001, 'a'),
                                             .icon = secret,
                                             .modules = {secret},
                                             .extensions = {{secret}}}));
  ASSERT_EQ(errors.size(), 5u);
  for (const auto& error : errors) {
    EXPECT_EQ(error.message.find("c4n4ry"), std::string::npos) << error.path;
    EXPECT_EQ(error.path.find("c4n4ry"), std::string::npos);
  }
}

// Updates.

TEST(UpdateToken, R133ChangesEachOfItsFieldsAndStampsIt) {
  auto token = active_token();
  const auto changed =
      update_token(token,
                   {.name = "Orders",
                    .description = "New",
                    .icon = "/b.png",
                    .modules = std::vector{module_id(2).str()},
                    .extensions = std::optional<std::vector<std::string>>{{"EXT-0000-0001"}}},
                   {module_id(1), module_id(2)}, stamp_at(2));
  EXPECT_TRUE(changed.value());
  EXPECT_EQ(token.name, "Orders");
  EXPECT_EQ(token.description, "New");
  EXPECT_EQ(token.icon, "/b.png");
  EXPECT_EQ(token.modules, std::vector{module_id(2)});
  EXPECT_EQ(token.extensions, (std::vector<std::string>{"EXT-0000-0001"}));
  EXPECT_EQ(token.revision, 2);
  EXPECT_EQ(token.updated, stamp_at(2));
  EXPECT_EQ(token.created, stamp_at(1));
  EXPECT_EQ(token.status, TokenStatus::kActive);
}

TEST(UpdateToken, R025AbsentFieldsStayAndEmptyTextsClear) {
  auto token = active_token();
  const auto before = token;
  EXPECT_TRUE(update_token(token, {.description = ""}, {module_id(1)}, stamp_at(2)).value());
  EXPECT_EQ(token.description, "");
  EXPECT_EQ(token.name, before.name);
  EXPECT_EQ(token.icon, before.icon);
  EXPECT_EQ(token.modules, before.modules);
  EXPECT_TRUE(update_token(token, {.icon = ""}, {module_id(1)}, stamp_at(3)).value());
  EXPECT_EQ(token.icon, "");
  EXPECT_TRUE(
      update_token(token, {.modules = std::vector<std::string>{}}, {module_id(1)}, stamp_at(4)).value());
  EXPECT_TRUE(token.modules.empty());
}

TEST(UpdateToken, R025ExtensionsMayGoBackToAll) {
  auto token = active_token();
  TokenChange none;
  none.extensions.emplace(std::vector<std::string>{});
  EXPECT_TRUE(update_token(token, none, {module_id(1)}, stamp_at(2)).value());
  EXPECT_EQ(token.extensions, std::vector<std::string>{});
  TokenChange all;
  all.extensions.emplace(std::nullopt);
  EXPECT_TRUE(update_token(token, all, {module_id(1)}, stamp_at(3)).value());
  EXPECT_FALSE(token.extensions.has_value());
}

TEST(UpdateToken, R025NameCannotBeCleared) {
  auto token = active_token();
  const auto before = token;
  EXPECT_EQ(field_errors(update_token(token, {.name = ""}, {module_id(1)}, stamp_at(2))),
            (Fields{{"name", "The name is required."}}));
  expect_same(token, before);
}

TEST(UpdateToken, R021ChangingNothingLeavesTheTokenUntouched) {
  auto token = active_token();
  const auto before = token;
  for (const auto& change :
       {TokenChange{},
        TokenChange{.name = before.name, .description = before.description, .icon = before.icon},
        TokenChange{.modules = std::vector{module_id(1).str(), module_id(1).str()}}}) {
    const auto changed = update_token(token, change, {module_id(1)}, stamp_at(2));
    ASSERT_TRUE(changed.has_value());
    EXPECT_FALSE(*changed);
    expect_same(token, before);
  }
}

TEST(UpdateToken, AllOfItIsAppliedOrNothing) {
  auto token = active_token();
  const auto before = token;
  const auto errors = field_errors(update_token(
      token,
      {.name = "Orders", .description = std::string(2001, 'a'), .modules = std::vector{module_id(3).str()}},
      {module_id(1)}, stamp_at(2)));
  EXPECT_EQ(errors, (Fields{{"description", "The description may have at most 2000 characters."},
                            {"modules[0].id", std::string{kModuleUnavailable}}}));
  expect_same(token, before);
}

TEST(UpdateToken, R105StoredNameThatBreaksTheRuleStaysUntilItIsWritten) {
  auto token = active_token();
  token.name = "Imported [live]";
  EXPECT_TRUE(update_token(token, {.description = "Other"}, {module_id(1)}, stamp_at(2)).value());
  EXPECT_EQ(token.name, "Imported [live]");
  EXPECT_EQ(field_errors(update_token(token, {.name = "Imported [old]"}, {module_id(1)}, stamp_at(3))),
            (Fields{{"name", std::string{kNameCharacters}}}));
}

TEST(UpdateToken, A109CurrentIconIsAcceptedWhateverItIs) {
  auto token = active_token();
  token.icon = "legacy.png";
  EXPECT_TRUE(update_token(token, {.description = "Other", .icon = "legacy.png"}, {module_id(1)}, stamp_at(2))
                  .value());
  EXPECT_EQ(token.icon, "legacy.png");
  EXPECT_EQ(field_errors(update_token(token, {.icon = "other.png"}, {module_id(1)}, stamp_at(3))).size(), 1u);
}

TEST(UpdateToken, R113R110ModulesAreJudgedByTheAccountAlone) {
  // No caller is among the arguments: what the caller holds itself plays no part.
  auto token = active_token();
  EXPECT_TRUE(
      update_token(token, {.modules = std::vector{module_id(2).str()}}, {module_id(2)}, stamp_at(2)).value());
  EXPECT_EQ(field_errors(update_token(token, {.modules = std::vector{module_id(1).str()}}, {module_id(2)},
                                      stamp_at(3))),
            (Fields{{"modules[0].id", std::string{kModuleUnavailable}}}));
}

TEST(UpdateToken, R117ModuleThatIsNoLongerAvailableIsMetAtTheNextSave) {
  auto token = active_token();
  const auto before = token;
  EXPECT_EQ(field_errors(update_token(token, {.name = "Orders"}, {}, stamp_at(2))),
            (Fields{{"modules[0].id", std::string{kModuleUnavailable}}}));
  expect_same(token, before);
  // A save that changes nothing is none.
  EXPECT_FALSE(update_token(token, {.name = before.name}, {}, stamp_at(2)).value());
  EXPECT_TRUE(update_token(token, {.name = "Orders", .modules = std::vector<std::string>{}}, {}, stamp_at(2))
                  .value());
  EXPECT_TRUE(token.modules.empty());
}

TEST(UpdateToken, Section104LeavesTheStatusOfADisabledToken) {
  auto token = disabled_token();
  EXPECT_TRUE(update_token(token, {.name = "Orders"}, {module_id(1)}, stamp_at(3)).value());
  EXPECT_EQ(token.status, TokenStatus::kDisabled);
  EXPECT_EQ(token.disabled, stamp_at(2));
  EXPECT_EQ(token.revision, 3);
}

// The state machine, section 10.4: every status and every action.

TEST(TokenStatus, R130ActiveBecomesDisabledAndBackAsOftenAsOneLikes) {
  auto token = active_token();
  for (int round = 0; round < 5; ++round) {
    const auto disabled_at = stamp_at(10 + 2 * round);
    const auto enabled_at = stamp_at(11 + 2 * round);
    ASSERT_TRUE(disable_token(token, disabled_at).has_value());
    EXPECT_EQ(token.status, TokenStatus::kDisabled);
    EXPECT_EQ(token.disabled, disabled_at);
    EXPECT_EQ(token.updated, disabled_at);
    ASSERT_TRUE(enable_token(token, enabled_at).has_value());
    EXPECT_EQ(token.status, TokenStatus::kActive);
    EXPECT_EQ(token.enabled, enabled_at);
    EXPECT_EQ(token.updated, enabled_at);
    EXPECT_EQ(token.disabled, disabled_at);  // the latest of each
    EXPECT_EQ(token.revision, 3 + 2 * round);
  }
}

TEST(TokenStatus, R131ActiveAndDisabledBecomeDeletedAndAreKept) {
  for (auto token : {active_token(), disabled_token()}) {
    const auto before = token;
    ASSERT_TRUE(delete_token(token, stamp_at(5)).has_value());
    EXPECT_EQ(token.status, TokenStatus::kDeleted);
    EXPECT_EQ(token.deleted, stamp_at(5));
    EXPECT_EQ(token.updated, stamp_at(5));
    EXPECT_EQ(token.revision, before.revision + 1);
    EXPECT_EQ(token.name, before.name);
    EXPECT_EQ(token.modules, before.modules);
  }
}

struct Refused {
  const char* claim;
  Token (*start)();
  base::Result<void> (*action)(Token&, const Stamp&);
  const char* words;
};

base::Result<void> update_name(Token& token, const Stamp& stamp) {
  JETON_TRY(const bool changed, update_token(token, {.name = "Orders"}, {module_id(1)}, stamp));
  static_cast<void>(changed);
  return {};
}

base::Result<void> update_nothing(Token& token, const Stamp& stamp) {
  JETON_TRY(const bool changed, update_token(token, {}, {}, stamp));
  static_cast<void>(changed);
  return {};
}

class RefusedTransition : public ::testing::TestWithParam<Refused> {};

TEST_P(RefusedTransition, IsAConflictAtStatusAndChangesNothing) {
  auto token = GetParam().start();
  const auto before = token;
  const auto result = GetParam().action(token, stamp_at(9));
  ASSERT_TRUE(result.has_error());
  EXPECT_EQ(result.error().kind(), base::ErrorKind::kConflict);
  EXPECT_EQ(result.error().fields(), (Fields{{"status", std::string{"Token is "} + GetParam().words + "."}}));
  EXPECT_EQ(result.error().message(), "Token " + token.id.str() + " is " + GetParam().words + ".");
  expect_same(token, before);
}

INSTANTIATE_TEST_SUITE_P(
    R130, RefusedTransition,
    ::testing::Values(Refused{"EnableActive", active_token, enable_token, "already Active"},
                      Refused{"DisableDisabled", disabled_token, disable_token, "already Disabled"},
                      Refused{"EnableDeleted", deleted_token, enable_token, "Deleted"},
                      Refused{"DisableDeleted", deleted_token, disable_token, "Deleted"},
                      Refused{"DeleteDeleted", deleted_token, delete_token, "Deleted"},
                      Refused{"UpdateDeleted", deleted_token, update_name, "Deleted"},
                      Refused{"UpdateNothingOfDeleted", deleted_token, update_nothing, "Deleted"}),
    [](const auto& refused) { return std::string{refused.param.claim}; });

TEST(TokenStatus, NamesAreThoseOfTheWire) {
  for (const auto status : {TokenStatus::kActive, TokenStatus::kDisabled, TokenStatus::kDeleted}) {
    EXPECT_EQ(parse_token_status(to_string(status)), status);
  }
  EXPECT_EQ(to_string(TokenStatus::kActive), "Active");
  EXPECT_EQ(to_string(TokenStatus::kDisabled), "Disabled");
  EXPECT_EQ(to_string(TokenStatus::kDeleted), "Deleted");
  for (const auto* text : {"", "active", "ACTIVE", "Active ", "Blocked"}) {
    EXPECT_FALSE(parse_token_status(text).has_value()) << text;
  }
}

// Modules.

TEST(AssignableModules, R110AreTheDefaultGroupsThatR054Passes) {
  auto for_clients = testing::module_of(1, {AccountType::kClient});
  auto for_vendors = testing::module_of(2, {AccountType::kVendor});
  auto not_in_group = testing::module_of(3, {AccountType::kClient});
  auto for_all =
      testing::module_of(4, {AccountType::kVendor, AccountType::kClient, AccountType::kOperations});
  auto forbidden = testing::module_of(5, {AccountType::kClient});
  forbidden.configurable = false;
  const std::vector catalogue{for_all, for_clients, for_vendors, not_in_group, forbidden};
  const std::vector group{module_id(5), module_id(4), module_id(2), module_id(1), module_id(8)};
  EXPECT_EQ(assignable_modules(account_of(AccountType::kClient), group, catalogue),
            (std::vector{module_id(1), module_id(4)}));
  EXPECT_EQ(assignable_modules(account_of(AccountType::kVendor), group, catalogue),
            (std::vector{module_id(2), module_id(4)}));
  EXPECT_TRUE(assignable_modules(account_of(AccountType::kClient), {}, catalogue).empty());
}

TEST(StripModule, R116TakesTheModuleAndStampsTheToken) {
  for (auto token : {active_token(), disabled_token()}) {
    const auto before = token;
    EXPECT_TRUE(strip_module(token, module_id(1), stamp_at(7)));
    EXPECT_TRUE(token.modules.empty());
    EXPECT_EQ(token.revision, before.revision + 1);
    EXPECT_EQ(token.updated, stamp_at(7));
    EXPECT_EQ(token.status, before.status);
  }
}

TEST(StripModule, R116LeavesTokensWithoutItAndDeletedOnes) {
  auto without = active_token();
  const auto before = without;
  EXPECT_FALSE(strip_module(without, module_id(2), stamp_at(7)));
  expect_same(without, before);
  auto deleted = deleted_token();
  const auto deleted_before = deleted;
  EXPECT_FALSE(strip_module(deleted, module_id(1), stamp_at(7)));
  expect_same(deleted, deleted_before);
}

}  // namespace
}  // namespace jeton::domain
