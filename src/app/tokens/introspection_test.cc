#include "app/tokens/introspection.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "app/testing/platform.h"
#include "app/tokens/tokens.h"

namespace jeton::app {
namespace {

using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::IsEmpty;

class Introspection : public ::testing::Test {
 protected:
  Introspection() {
    CreateToken command;
    command.draft.name = "Export";
    command.draft.modules = {"MOD-2001"};
    auto created = create_token(platform.services(), admin, command);
    text = std::string{created->text.reveal()};
    id = created->token.id.str();
  }

  [[nodiscard]] std::optional<IntrospectedToken> asked(const domain::Caller& caller) const {
    return introspect_token(platform.services(), caller, text).value();
  }

  testing::TestPlatform platform;
  const domain::Caller admin = platform.administrator_of(platform.alder);
  std::string text;
  std::string id;
};

//
TEST_F(Introspection, SaysWhoseTheTokenIsAndWhichModulesItHas) {
  const auto found = asked(admin);
  ASSERT_TRUE(found.has_value());
  EXPECT_EQ(found->token.id.str(), id);
  EXPECT_EQ(found->account.id, platform.alder.id);
  EXPECT_THAT(found->modules, ElementsAre(Field(&domain::Module::code, "billing")));
}

// a service of the platform needs no module to be told about the tokens that come to it.
TEST_F(Introspection, IsForWhoeverReachesTheTokenAndForOperations) {
  EXPECT_TRUE(asked(platform.user_of(platform.operations, {})).has_value());
  EXPECT_FALSE(asked(platform.user_of(platform.alder, {"billing"})).has_value());
  EXPECT_FALSE(asked(platform.administrator_of(platform.birch)).has_value());
  EXPECT_FALSE(asked(platform.administrator_of(platform.cedar)).has_value());
  auto itself = platform.user_of(platform.alder, {});
  itself.actor = {domain::ActorKind::kToken, id, "Export"};
  EXPECT_TRUE(asked(itself).has_value());
}

//
TEST_F(Introspection, SaysNothingOfWhatIsNotActive) {
  const auto whole = text;
  for (const auto& other :
       {std::string{}, std::string{"no token"}, whole + "0", whole.substr(0, whole.size() - 1),
        "idt:TKN-9999-9999" + whole.substr(whole.rfind(':'))}) {
    text = other;
    EXPECT_FALSE(asked(admin).has_value()) << other;
  }
  text = whole;
  ASSERT_TRUE(disable_token(platform.services(), admin, id).has_value());
  EXPECT_FALSE(asked(admin).has_value());
  ASSERT_TRUE(enable_token(platform.services(), admin, id).has_value());
  EXPECT_TRUE(asked(admin).has_value());
  ASSERT_TRUE(delete_token(platform.services(), admin, id).has_value());
  EXPECT_FALSE(asked(admin).has_value());
  EXPECT_FALSE(asked(platform.user_of(platform.operations, {})).has_value());
}

//
TEST_F(Introspection, CountsAsAUseOfTheTokenThatIsActive) {
  const auto last_access = [&] {
    EXPECT_TRUE(platform.accesses.write(platform.store()).has_value());
    return get_token(platform.services(), admin, id, TextInAnswer::kOmit)->token.last_access;
  };
  (void)asked(platform.administrator_of(platform.birch));
  EXPECT_FALSE(last_access().has_value());
  (void)asked(admin);
  EXPECT_EQ(last_access(), platform.clock.now());
}

}  // namespace
}  // namespace jeton::app
