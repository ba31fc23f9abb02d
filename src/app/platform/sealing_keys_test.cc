#include "app/platform/sealing_keys.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/people/invitations.h"
#include "app/people/memberships.h"
#include "app/testing/platform.h"
#include "app/tokens/tokens.h"

namespace jeton::app {
namespace {

using base::ErrorKind;
using ::testing::HasSubstr;

std::string line(const std::string& id, char digit) {
  return id + " " + std::string(64, digit) + "\n";
}

class SealingKeys : public ::testing::Test {
 protected:
  /// Services with those keys in place of the platform's.
  Services with(const std::string& keys) {
    sealers_.push_back(
        std::make_unique<crypto::Sealer>(*crypto::KeyRing::parse(base::Secret{keys}), platform.random));
    return {platform.store(), platform.clock,     platform.random,
            *sealers_.back(), platform.log.log(), platform.accesses};
  }
  std::string refusal(const Services& services) {
    const auto checked = check_sealing_keys(services, "/etc/jeton/keys");
    EXPECT_TRUE(checked.has_error());
    return checked.has_error() ? checked.error().message() : std::string{};
  }
  std::string create_token(const Services& services) {
    CreateToken command;
    command.draft.name = "Export";
    const auto created = app::create_token(services, admin, command);
    EXPECT_TRUE(created.has_value());
    return created->token.id.str();
  }
  std::string states(const Services& services) {
    std::string all;
    for (const auto& key : *list_sealing_keys(services)) {
      all += key.id + " " + std::string{to_string(key.state)} + "\n";
    }
    return all;
  }

  testing::TestPlatform platform;
  const domain::Caller admin = platform.administrator_of(platform.alder);
  const std::string first = line("k1", '1');
  const std::string second = line("k2", '2');

 private:
  std::vector<std::unique_ptr<crypto::Sealer>> sealers_;
};

TEST_F(SealingKeys, OfTheFirstStartAreAskedForAtTheNext) {
  ASSERT_TRUE(check_sealing_keys(with(first), "keys").has_value());
  EXPECT_TRUE(check_sealing_keys(with(first), "keys").has_value());
  EXPECT_EQ(refusal(with(second)),
            "The database holds values sealed under the key k1, and /etc/jeton/keys does not have it. "
            "Restore the key file of this installation, or name it with --key-file. If the key is "
            "permanently lost: jeton keys abandon k1");
  // Nothing of the refused ones was recorded.
  EXPECT_EQ(states(with(first)), "k1 current\n");
  EXPECT_EQ(states(with(second)), "k1 missing\n");
}

TEST_F(SealingKeys, AreToldFromOthersOfTheSameId) {
  ASSERT_TRUE(check_sealing_keys(with(first), "keys").has_value());
  EXPECT_THAT(refusal(with(line("k1", '9'))), HasSubstr("The key k1 in /etc/jeton/keys is not the one"));
  EXPECT_EQ(states(with(line("k1", '9'))), "k1 missing\n");
}

TEST_F(SealingKeys, AreAllAskedForAfterARotation) {
  ASSERT_TRUE(check_sealing_keys(with(first), "keys").has_value());
  ASSERT_TRUE(check_sealing_keys(with(second + first), "keys").has_value());
  EXPECT_EQ(states(with(second + first)), "k1 held\nk2 current\n");
  EXPECT_THAT(refusal(with(second)), HasSubstr("the key k1"));
  EXPECT_THAT(refusal(with(first)), HasSubstr("the key k2"));
  // Held in reserve and never used: nobody has to have it.
  const auto third = line("k3", '3');
  ASSERT_TRUE(check_sealing_keys(with(second + first + third), "keys").has_value());
  EXPECT_TRUE(check_sealing_keys(with(second + first), "keys").has_value());
}

// A database that is older than the records names the keys of its values.
TEST_F(SealingKeys, OfADatabaseWithoutRecordsAreThoseOfItsValues) {
  EXPECT_TRUE(*needs_no_sealing_key(platform.store()));
  create_token(with(first));
  EXPECT_FALSE(*needs_no_sealing_key(platform.store()));
  EXPECT_THAT(refusal(with(second)), HasSubstr("the key k1"));
  EXPECT_THAT(refusal(with(line("k1", '9'))), HasSubstr("is not the one"));
  EXPECT_EQ(states(with(second)), "k1 missing\n");
  ASSERT_TRUE(check_sealing_keys(with(second + first), "keys").has_value());
  EXPECT_EQ(states(with(second + first)), "k1 held\nk2 current\n");
}

TEST_F(SealingKeys, AbandonedOneIsAskedForNoMore) {
  create_token(with(first));
  ASSERT_TRUE(check_sealing_keys(with(first), "keys").has_value());
  EXPECT_FALSE(*needs_no_sealing_key(platform.store()));
  ASSERT_TRUE(abandon_sealing_key(with(second), "k1").has_value());
  EXPECT_TRUE(*needs_no_sealing_key(platform.store()));
  ASSERT_TRUE(check_sealing_keys(with(second), "keys").has_value());
  EXPECT_EQ(states(with(second)), "k1 abandoned\nk2 current\n");
  EXPECT_EQ(abandon_sealing_key(with(second), "k1").error().kind(), ErrorKind::kConflict);
  const auto unit = platform.store().begin_read();
  const auto records = *(*unit)->audit().list_of_object(platform.operations.id.str());
  ASSERT_FALSE(records.empty());
  EXPECT_EQ(records.back().event, "platform.sealingKeys.abandoned");
  EXPECT_THAT(records.back().details, HasSubstr("k1"));
}

TEST_F(SealingKeys, AbandonedOneThatIsFoundAgainIsInForceAgain) {
  ASSERT_TRUE(check_sealing_keys(with(first), "keys").has_value());
  ASSERT_TRUE(abandon_sealing_key(with(second), "k1").has_value());
  ASSERT_TRUE(check_sealing_keys(with(first), "keys").has_value());
  EXPECT_THAT(refusal(with(second)), HasSubstr("the key k1"));
}

TEST_F(SealingKeys, OnlyALostOneIsAbandoned) {
  ASSERT_TRUE(check_sealing_keys(with(first), "keys").has_value());
  EXPECT_EQ(abandon_sealing_key(with(first), "k1").error().kind(), ErrorKind::kConflict);
  EXPECT_EQ(abandon_sealing_key(with(second), "k9").error().kind(), ErrorKind::kNotFound);
  EXPECT_TRUE(check_sealing_keys(with(first), "keys").has_value());
}

// Revoking must not depend on a secret.
TEST_F(SealingKeys, TokensOfALostKeyAreEditedDisabledAndDeletedAllTheSame) {
  const auto id = create_token(with(first));
  const auto services = with(second);
  EXPECT_TRUE(get_token(services, admin, id, TextInAnswer::kOmit).has_value());
  const auto shown = get_token(services, admin, id, TextInAnswer::kInclude);
  ASSERT_TRUE(shown.has_value());
  EXPECT_TRUE(shown->text.empty());
  UpdateToken command;
  command.change.name = "Import";
  EXPECT_TRUE(update_token(services, admin, id, command).has_value());
  EXPECT_TRUE(disable_token(services, admin, id).has_value());
  EXPECT_TRUE(enable_token(services, admin, id).has_value());
  EXPECT_TRUE(delete_token(services, admin, id).has_value());
}

TEST_F(SealingKeys, InvitationsOfALostKeyAreReadAndSentAnew) {
  const auto view = invite_member(with(first), admin,
                                  {.email = "dana@alder.example",
                                   .first_name = "Dana",
                                   .last_name = "Alder",
                                   .group_ids = {"UGR-2000-0001"}});
  ASSERT_TRUE(view.has_value());
  const auto unit = platform.store().begin_read();
  const auto membership = (*unit)->memberships().find_by_id(view->membership.id);
  EXPECT_TRUE((*unit)->memberships().find_invitation(view->membership.id)->has_value());
  const auto secret = open_invitation_secret(with(second), **unit, **membership);
  ASSERT_TRUE(secret.has_value());
  EXPECT_TRUE(secret->empty());
}

}  // namespace
}  // namespace jeton::app
