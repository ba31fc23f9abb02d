#include "domain/event_type.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/limits.h"
#include "domain/testing/samples.h"

namespace jeton::domain {
namespace {

EventType sample() {
  return {.id = EventTypeId::from_stored("AET-0001-0002"),
          .key = "extensions.a.b",
          .name = "Order placed",
          .description = {},
          .revision = 1};
}

//
TEST(UpdateEventType, ChangesWhatIsStated) {
  auto type = sample();
  EXPECT_TRUE(*update_event_type(type, {.name = {}, .description = "When a customer orders"}));
  EXPECT_EQ(type.name, "Order placed");
  EXPECT_EQ(type.description, "When a customer orders");
  EXPECT_EQ(type.revision, 2);
  EXPECT_FALSE(*update_event_type(type, {.name = "Order placed", .description = {}}));
  EXPECT_FALSE(*update_event_type(type, {}));
  EXPECT_EQ(type.revision, 2);
}

// Section 12: non-empty when sent.
TEST(UpdateEventType, RefusesEmptyAndLongTextsAndChangesNothing) {
  auto type = sample();
  const auto refused =
      testing::field_errors(update_event_type(type, {.name = " ", .description = "", .states_key = true}));
  ASSERT_EQ(refused.size(), 3U);
  EXPECT_EQ(refused[0].path, "key");
  EXPECT_EQ(refused[1].path, "name");
  EXPECT_EQ(refused[2].path, "description");
  const std::string name(base::kEventTypeNameLengthMax, 'n');
  const std::string description(base::kEventTypeDescriptionLengthMax, 'd');
  EXPECT_EQ(testing::field_errors(update_event_type(type, {name + "n", description + "d"})).size(), 2U);
  EXPECT_EQ(type.revision, 1);
  EXPECT_EQ(type.name, "Order placed");
  EXPECT_TRUE(*update_event_type(type, {name, description}));
}

TEST(UpdateEventType, ChangesTheNameAlone) {
  auto type = sample();
  type.description = "When a customer orders";
  EXPECT_TRUE(*update_event_type(type, {.name = "Order made", .description = {}}));
  EXPECT_EQ(type.name, "Order made");
  EXPECT_EQ(type.description, "When a customer orders");
  EXPECT_EQ(type.revision, 2);
}

// what an account says stands before what the platform says, field by field.
TEST(EventTypeWording, IsSeenWhereTheAccountHasOne) {
  const auto platform = sample();
  EventTypeWording wording{.event_type = platform.id, .account = AccountId::from_stored("ACC-0001-0002")};
  EXPECT_EQ(worded(platform, wording).name, "Order placed");
  EXPECT_EQ(worded(platform, wording).revision, 1);
  EXPECT_TRUE(*update_wording(wording, platform, {.description = "Ours"}));
  EXPECT_EQ(wording.name, "");
  EXPECT_EQ(worded(platform, wording).name, "Order placed");
  EXPECT_EQ(worded(platform, wording).description, "Ours");
  EXPECT_EQ(worded(platform, wording).revision, 2);
  EXPECT_FALSE(*update_wording(wording, platform, {.description = "Ours"}));
  EXPECT_EQ(wording.revision, 1);
  EXPECT_TRUE(*update_wording(wording, platform, {.name = "Our order"}));
  EXPECT_EQ(worded(platform, wording).name, "Our order");
  EXPECT_EQ(worded(platform, wording).description, "Ours");
  // The platform's text is no text of its own.
  EXPECT_TRUE(*update_wording(wording, platform, {.name = platform.name}));
  EXPECT_EQ(wording.name, "");
  EXPECT_EQ(wording.revision, 3);
  EXPECT_TRUE(update_wording(wording, platform, {.name = ""}).has_error());
  EXPECT_TRUE(update_wording(wording, platform, {.states_key = true}).has_error());
  EXPECT_EQ(wording.revision, 3);
}

TEST(EventTypeWording, IsTheAccountsOrThePlatforms) {
  const auto caller_of = [](AccountType type, std::initializer_list<std::string_view> modules) {
    Caller caller;
    caller.account = AccountId::from_stored("ACC-0001-0002");
    caller.account_type = type;
    for (const auto module : modules) caller.modules.emplace(module);
    return caller;
  };
  for (const auto type : {AccountType::kVendor, AccountType::kClient, AccountType::kOperations}) {
    const bool operations = type == AccountType::kOperations;
    const auto without = caller_of(type, {"billing", kAccountManagement});
    EXPECT_FALSE(may_word_event_types(without));
    EXPECT_EQ(words_for(without), without.account);
    EXPECT_TRUE(may_word_event_types(caller_of(type, {kAccessManagement})));
    EXPECT_EQ(words_for(caller_of(type, {kAccessManagement})), without.account);
    const auto manager = caller_of(type, {kPlatformAccountManagement});
    EXPECT_EQ(may_word_event_types(manager), operations);
    EXPECT_EQ(words_for(manager).has_value(), !operations);
    auto homeless = caller_of(type, {kAccessManagement, kPlatformAccountManagement});
    homeless.account.reset();
    EXPECT_FALSE(may_word_event_types(homeless));
    EXPECT_FALSE(words_for(homeless).has_value());
  }
}

}  // namespace
}  // namespace jeton::domain
