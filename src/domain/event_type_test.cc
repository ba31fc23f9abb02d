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

}  // namespace
}  // namespace jeton::domain
