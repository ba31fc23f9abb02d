#include "identity/bearer.h"

#include <gtest/gtest.h>

#include "app/testing/platform.h"
#include "app/tokens/tokens.h"
#include "base/limits.h"
#include "credential/token_text.h"

namespace jeton::identity {
namespace {

const domain::RequestOrigin kOrigin{"203.0.113.7", "test/1.0", {}};

class AuthenticateToken : public ::testing::Test {
 protected:
  AuthenticateToken() {
    app::CreateToken command;
    command.draft.name = "Export";
    command.draft.modules = {"MOD-2001"};
    auto created = app::create_token(platform.services(), admin, command);
    text = std::string{created->text.reveal()};
    id = created->token.id.str();
  }

  [[nodiscard]] bool passes(std::string_view credential) const {
    return authenticate_token(platform.services(), credential, kOrigin).has_value();
  }

  app::testing::TestPlatform platform;
  const domain::Caller admin = platform.administrator_of(platform.alder);
  std::string text;
  std::string id;
};

TEST_F(AuthenticateToken, GivesTheTokensOwnModulesInItsAccount) {
  const auto caller = authenticate_token(platform.services(), text, kOrigin);
  ASSERT_TRUE(caller.has_value());
  EXPECT_EQ(caller->actor.kind, domain::ActorKind::kToken);
  EXPECT_EQ(caller->actor.id, id);
  EXPECT_EQ(caller->account, platform.alder.id);
  EXPECT_TRUE(caller->holds("billing"));
  EXPECT_FALSE(caller->holds("access-management"));
  EXPECT_EQ(caller->account_type, domain::AccountType::kClient);
  EXPECT_EQ(caller->actor.name, "Export");
  EXPECT_EQ(caller->origin.ip, kOrigin.ip);
}

// What Operations may do by rule, a token of no other account may.
TEST_F(AuthenticateToken, IsOfTheTypeOfItsAccount) {
  for (const auto* account : {&platform.operations, &platform.cedar}) {
    app::CreateToken command;
    command.draft.name = "Export";
    const auto made = app::create_token(platform.services(), platform.administrator_of(*account), command);
    const auto caller = authenticate_token(platform.services(), made->text.reveal(), kOrigin);
    ASSERT_TRUE(caller.has_value());
    EXPECT_EQ(caller->account, account->id);
    EXPECT_EQ(caller->account_type, account->type);
    EXPECT_TRUE(caller->modules.empty());
  }
}

// of what was imported as a digest, the size says nothing.
TEST_F(AuthenticateToken, TakesWhatWasImportedWhateverItsSize) {
  for (const unsigned size : {1U, 49U, 238U}) {
    const std::string opaque(size, 'a');
    const auto token = *domain::TokenId::parse("TKN-7777-0" + std::to_string(100 + size));
    auto unit = *platform.store().begin_write();
    domain::Token row{
        .id = token, .account = platform.alder.id, .name = "Imported", .description = {}, .icon = {}};
    row.created = {.at = platform.clock.now(), .by = {}};
    const domain::TokenSecret secret{token, credential::digest_of(opaque), {}, platform.clock.now()};
    ASSERT_TRUE(*unit->tokens().insert(row, secret));
    ASSERT_TRUE(unit->commit().has_value());
    unit.reset();
    EXPECT_TRUE(passes("idt:" + token.str() + ":" + opaque)) << size;
    EXPECT_FALSE(passes("idt:" + token.str() + ":" + std::string(size, 'b'))) << size;
  }
}

// one answer for every reason. R-126: at once.
TEST_F(AuthenticateToken, RefusesEverythingElseAlike) {
  auto other = text;
  other[25] = other[25] == 'a' ? 'b' : 'a';
  for (const auto& credential :
       {std::string{}, std::string{"x"}, other, "idt:" + id + ":" + std::string(30, 'a'),
        "idt:TKN-9999-9999:" + std::string(30, 'a')}) {
    const auto refused = authenticate_token(platform.services(), credential, kOrigin);
    ASSERT_TRUE(refused.has_error()) << credential;
    EXPECT_EQ(refused.error().kind(), base::ErrorKind::kUnauthenticated);
    EXPECT_EQ(refused.error().message(), base::Error::unauthenticated().message());
  }
  ASSERT_TRUE(app::disable_token(platform.services(), admin, id).has_value());
  EXPECT_FALSE(passes(text));
  ASSERT_TRUE(app::enable_token(platform.services(), admin, id).has_value());
  EXPECT_TRUE(passes(text));
  ASSERT_TRUE(app::delete_token(platform.services(), admin, id).has_value());
  EXPECT_FALSE(passes(text));
}

// Who is calling is no matter of a write lock.
TEST_F(AuthenticateToken, WaitsForNoWriterAndRecordsTheAccessLater) {
  const auto stored = [&] {
    return (*(*platform.store().begin_read())->tokens().find(*domain::TokenId::parse(id)))->last_access;
  };
  const auto used = platform.clock.now();
  {
    const auto beside = platform.open_beside();
    const auto held = beside->begin_write();
    ASSERT_TRUE(held.has_value());
    EXPECT_TRUE(passes(text));
    EXPECT_FALSE(stored().has_value());
    EXPECT_TRUE(platform.accesses.write(platform.store()).has_error());
    EXPECT_TRUE(passes(text));
  }
  EXPECT_EQ(platform.accesses.waiting(), 1U);
  ASSERT_TRUE(platform.accesses.write(platform.store()).has_value());
  EXPECT_EQ(stored(), used);
}

// Who is refused has not used the token.
TEST_F(AuthenticateToken, RecordsNoAccessOfARefusal) {
  EXPECT_FALSE(passes("idt:" + id + ":" + std::string(30, 'a')));
  ASSERT_TRUE(app::disable_token(platform.services(), admin, id).has_value());
  EXPECT_FALSE(passes(text));
  EXPECT_EQ(platform.accesses.waiting(), 0U);
}

// at most once in 60 seconds; no revision, no record.
TEST_F(AuthenticateToken, MovesLastAccessOncePerMinute) {
  const auto last_access = [&] {
    EXPECT_TRUE(platform.accesses.write(platform.store()).has_value());
    auto unit = platform.store().begin_read();
    return *(*unit)->tokens().find(*domain::TokenId::parse(id));
  };
  EXPECT_FALSE(last_access()->last_access.has_value());
  const auto first = platform.clock.now();
  ASSERT_TRUE(passes(text));
  EXPECT_EQ(last_access()->last_access, first);
  platform.clock.advance(base::kLastAccessInterval - std::chrono::milliseconds{1});
  ASSERT_TRUE(passes(text));
  EXPECT_EQ(last_access()->last_access, first);
  platform.clock.advance(std::chrono::milliseconds{1});
  ASSERT_TRUE(passes(text));
  EXPECT_EQ(last_access()->last_access, platform.clock.now());
  EXPECT_EQ(last_access()->revision, 1);
  auto unit = platform.store().begin_read();
  EXPECT_EQ((*unit)->audit().list_of_object(id)->size(), 1U);
}

}  // namespace
}  // namespace jeton::identity
