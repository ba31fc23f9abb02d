#include <gtest/gtest.h>
#include <libpq-fe.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <thread>

#include "app/people/groups.h"
#include "app/people/invitations.h"
#include "app/people/memberships.h"
#include "app/people/users.h"
#include "app/tokens/tokens.h"
#include "base/limits.h"
#include "crypto/password_hash.h"
#include "identity/sign_in.h"
#include "support/running_server.h"

// A request that comes while somebody else changes its object waits, and decides by what the object is
// afterwards. On PostgreSQL that rests on the row being held when it is first read; SQLite has one writer.
namespace jeton::tests {
namespace {

using domain::Lock;
using domain::UnitOfWork;

class HeldRow : public ::testing::TestWithParam<store::sql::Engine> {
 protected:
  inline static const std::string kAccounts = "/public/v1/accounts/";

  ~HeldRow() override { PQfinish(beside); }

  std::unique_ptr<UnitOfWork> write() { return *server.server->store().begin_write(); }
  const app::Services& services() { return server.platform->services(); }

  /// Does `meanwhile` and commits, while `request` is waiting for what `unit` holds.
  template <class Answered>
  Answered during(std::unique_ptr<UnitOfWork> unit, const std::function<Answered()>& request,
                  const std::function<void(UnitOfWork&)>& meanwhile) {
    std::optional<Answered> answered;
    std::atomic<bool> done = false;
    std::thread other{[&] {
      answered.emplace(request());
      done = true;
    }};
    // SQLite does not show who waits; there it does not matter when.
    const auto ends_at = std::chrono::steady_clock::now() + std::chrono::milliseconds{100};
    const auto may_end = [&] {
      return GetParam() == store::sql::Engine::kSqlite ? std::chrono::steady_clock::now() >= ends_at
                                                       : somebody_waits();
    };
    while (!done && !may_end()) std::this_thread::yield();
    meanwhile(*unit);
    EXPECT_TRUE(unit->commit().has_value());
    unit.reset();
    other.join();
    return *std::move(answered);
  }

  /// Whether a statement of PostgreSQL waits for a row.
  bool somebody_waits() {
    if (beside == nullptr) {
      beside = PQconnectdb(dynamic_cast<FreshDatabase&>(*server.database).address().c_str());
    }
    auto* const found = PQexec(beside,
                               "SELECT 1 FROM pg_stat_activity WHERE datname = current_database()"
                               " AND wait_event_type = 'Lock'");
    const bool waits = PQntuples(found) > 0;
    PQclear(found);
    return waits;
  }

  int status_during(std::unique_ptr<UnitOfWork> unit, const Browser& browser, const Ask& ask,
                    const std::function<void(UnitOfWork&)>& meanwhile) {
    return during<int>(
        std::move(unit), [&] { return server.as_browser(browser, ask).status; }, meanwhile);
  }

  /// What a request that names the revision it has read is answered, when `held` moves on in between.
  template <class Row, class Hold, class Repository>
  void expect_outdated(const Browser& browser, Ask ask, std::int64_t revision, Repository repository,
                       Hold hold) {
    ask.headers.emplace_back("If-Match", '"' + std::to_string(revision) + '"');
    auto unit = write();
    Row held = hold(*unit);
    const auto status = status_during(std::move(unit), browser, ask, [&](UnitOfWork& of) {
      ++held.revision;
      EXPECT_TRUE(repository(of).update(held).has_value());
    });
    EXPECT_EQ(status, 412) << ask.method << ' ' << ask.target;
  }

  domain::User hold_user(UnitOfWork& unit, const char* id) {
    return **unit.users().find(*domain::UserId::parse(id), Lock::kExclusive);
  }
  static void block(UnitOfWork& unit, domain::User user) {
    user.status = domain::UserStatus::kBlocked;
    ++user.revision;
    EXPECT_TRUE(unit.users().update(user).has_value());
    EXPECT_TRUE(app::end_sign_ins(unit, user.id).has_value());
  }
  app::InviteMember clerk_into_birch() {
    return {.account_id = "ACC-2000-0002",
            .email = "clerk@alder.example",
            .first_name = "Robin",
            .last_name = "Holt",
            .group_ids = {"UGR-2000-0002"}};
  }

  RunningServer server{GetParam()};
  const Browser admin = server.sign_in("admin@alder.example");
  const Browser operations = server.sign_in("admin@operations.example");
  PGconn* beside = nullptr;
};

INSTANTIATE_TEST_SUITE_P(Engines, HeldRow, both_engines(), engine_name);

TEST_P(HeldRow, OfATokenIsReadAsItIsAfterwards) {
  std::string id;
  (void)server.make_token(server.platform->alder, {}, &id);
  std::int64_t revision = 1;
  const auto one = kAccounts + "api-tokens/" + id;
  for (const auto& ask : {json_ask("PUT", one, R"({"name": "New"})"), Ask{"POST", one + "/enable", {}, {}},
                          Ask{"POST", one + "/disable", {}, {}}, Ask{"DELETE", one, {}, {}}}) {
    expect_outdated<domain::Token>(
        admin, ask, revision++, [](UnitOfWork & unit) -> auto& { return unit.tokens(); },
        [&](UnitOfWork& unit) {
          return **unit.tokens().find(*domain::TokenId::parse(id), Lock::kExclusive);
        });
  }
}

TEST_P(HeldRow, OfAGroupIsReadAsItIsAfterwards) {
  std::int64_t revision = 1;
  const auto one = kAccounts + "user-groups/UGR-2000-0009";
  for (const auto& ask : {json_ask("PUT", one, R"({"name": "New"})"), Ask{"DELETE", one, {}, {}}}) {
    expect_outdated<domain::Group>(
        admin, ask, revision++, [](UnitOfWork & unit) -> auto& { return unit.groups(); },
        [](UnitOfWork& unit) {
          return **unit.groups().find(*domain::GroupId::parse("UGR-2000-0009"), Lock::kExclusive);
        });
  }
}

TEST_P(HeldRow, OfAnAccountIsReadAsItIsAfterwards) {
  std::int64_t revision = 1;
  const auto one = kAccounts + "accounts/ACC-2000-0002";
  for (const auto& ask : {json_ask("PUT", one, R"({"name": "New"})"), Ask{"POST", one + "/enable", {}, {}},
                          Ask{"POST", one + "/disable", {}, {}}, Ask{"POST", one + "/activate", {}, {}},
                          Ask{"POST", one + "/deactivate", {}, {}}}) {
    expect_outdated<domain::Account>(
        operations, ask, revision++, [](UnitOfWork & unit) -> auto& { return unit.accounts(); },
        [&](UnitOfWork& unit) {
          return **unit.accounts().find(server.platform->birch.id, Lock::kExclusive);
        });
  }
}

TEST_P(HeldRow, OfAUserIsReadAsItIsAfterwards) {
  std::int64_t revision = 1;
  const auto one = kAccounts + "users/USR-5000-0005";
  for (const auto& ask :
       {json_ask("PUT", one, R"({"firstName": "New"})"), Ask{"POST", one + "/block", {}, {}},
        Ask{"POST", one + "/unblock", {}, {}}, Ask{"DELETE", one, {}, {}}}) {
    expect_outdated<domain::User>(
        operations, ask, revision++, [](UnitOfWork & unit) -> auto& { return unit.users(); },
        [&](UnitOfWork& unit) { return hold_user(unit, "USR-5000-0005"); });
  }
}

TEST_P(HeldRow, OfAMembershipIsReadAsItIsAfterwards) {
  std::int64_t revision = 1;
  const std::string one = kAccounts + "account-users/AUSR-5000-0005-0001";
  const auto member = kAccounts + "accounts/ACC-2000-0001/users/USR-5000-0005";
  const std::string groups = R"({"groups": [{"id": "UGR-2000-0001"}]})";
  for (const auto& ask :
       {json_ask("PUT", one, groups), Ask{"DELETE", one, {}, {}}, Ask{"POST", one + "/resend-invite", {}, {}},
        Ask{"POST", one + "/send-new-invite", {}, {}}, json_ask("PUT", member, groups),
        Ask{"DELETE", member, {}, {}}}) {
    expect_outdated<domain::Membership>(
        admin, ask, revision++, [](UnitOfWork & unit) -> auto& { return unit.memberships(); },
        [](UnitOfWork& unit) {
          return **unit.memberships().find_by_id(*domain::MembershipId::parse("AUSR-5000-0005-0001"),
                                                 Lock::kExclusive);
        });
  }
}

// By account and user the view counts the changes of both.
TEST_P(HeldRow, OfAMembersPersonIsReadAsItIsAfterwards) {
  std::int64_t revision = 1;
  const auto member = kAccounts + "accounts/ACC-2000-0001/users/USR-5000-0005";
  for (const auto& ask :
       {json_ask("PUT", member, R"({"firstName": "New"})"), Ask{"DELETE", member, {}, {}}}) {
    expect_outdated<domain::User>(
        admin, ask, revision++, [](UnitOfWork & unit) -> auto& { return unit.users(); },
        [&](UnitOfWork& unit) { return hold_user(unit, "USR-5000-0005"); });
  }
}

// R-095: what the account has lost by then is in no group and in no token that is saved.
TEST_P(HeldRow, OfTheDefaultGroupDecidesAboutTheModulesThatAreSaved) {
  std::string id;
  (void)server.make_token(server.platform->alder, {}, &id);
  const std::string with_billing = R"({"name": "New", "modules": [{"id": "MOD-2001"}]})";
  const auto owner = server.platform->user_of(server.platform->alder,
                                              {domain::kAccessManagement, domain::kAccountManagement});
  const auto& platform = *server.platform;
  const std::vector<domain::ModuleId> others{platform.access_management, platform.account_management,
                                             platform.reports};
  auto all = others;
  all.push_back(platform.billing);
  for (const auto& ask : {json_ask("POST", kAccounts + "api-tokens", with_billing),
                          json_ask("PUT", kAccounts + "api-tokens/" + id, with_billing),
                          json_ask("POST", kAccounts + "user-groups", with_billing),
                          json_ask("PUT", kAccounts + "user-groups/UGR-2000-0009", with_billing)}) {
    auto unit = write();
    ASSERT_TRUE(unit->groups().find_default(platform.alder.id, Lock::kExclusive).has_value());
    EXPECT_EQ(status_during(std::move(unit), admin, ask,
                            [&](UnitOfWork& of) {
                              EXPECT_TRUE(app::set_default_group_modules(services(), of, owner,
                                                                         platform.alder.id, others)
                                              .has_value());
                            }),
              400)
        << ask.method << ' ' << ask.target;
    auto back = write();
    ASSERT_TRUE(app::set_default_group_modules(services(), *back, owner, platform.alder.id, all).has_value());
    ASSERT_TRUE(back->commit().has_value());
  }
}

// Both changes count: neither is made from what the other has replaced.
TEST_P(HeldRow, OfAMembershipKeepsTheGroupsOfBoth) {
  const auto made =
      server.as_browser(admin, json_ask("POST", kAccounts + "user-groups", R"({"name": "One"})"));
  const std::string id{made.json().at("id").as_string()};
  const auto membership_id = *domain::MembershipId::parse("AUSR-5000-0005-0001");
  auto unit = write();
  auto held = **unit->memberships().find_by_id(membership_id, Lock::kExclusive);
  EXPECT_EQ(status_during(std::move(unit), admin,
                          json_ask("POST", kAccounts + "account-users/AUSR-5000-0005-0001/groups",
                                   R"({"id": ")" + id + "\"}"),
                          [&](UnitOfWork& of) {
                            held.groups.push_back(*domain::GroupId::parse("UGR-2000-0001"));
                            std::sort(held.groups.begin(), held.groups.end());
                            ++held.revision;
                            EXPECT_TRUE(of.memberships().update(held).has_value());
                          }),
            201);
  const auto reader = *server.server->store().begin_read();
  EXPECT_EQ((*reader->memberships().find_by_id(membership_id))->groups.size(), 3U);
}

TEST_P(HeldRow, OfAGroupThatIsDeletedTakesNoMember) {
  const auto empty =
      server.as_browser(admin, json_ask("POST", kAccounts + "user-groups", R"({"name": "Empty"})"));
  const std::string id{empty.json().at("id").as_string()};
  auto unit = write();
  auto group = **unit->groups().find(*domain::GroupId::parse(id), Lock::kExclusive);
  EXPECT_EQ(status_during(std::move(unit), admin,
                          json_ask("POST", kAccounts + "account-users/AUSR-5000-0005-0001/groups",
                                   R"({"id": ")" + id + "\"}"),
                          [&](UnitOfWork& of) {
                            ++group.revision;
                            EXPECT_TRUE(of.groups().remove(group).has_value());
                          }),
            400);
}

// R-067: nobody who is blocked during sign-in gets a session, by any of the ways to sign in.
TEST_P(HeldRow, OfAPersonWhoIsBlockedMeanwhileOpensNoSession) {
  const auto link = identity::create_sign_in_link(services(), "clerk@alder.example");
  const std::string password{RunningServer::kPassword};
  for (const auto& ask :
       {json_ask("POST", "/session/sign-in",
                 R"({"email": "clerk@alder.example", "password": ")" + password + "\"}"),
        json_ask("POST", "/session/sign-in-link", R"({"link": ")" + std::string{link->reveal()} + "\"}")}) {
    auto unit = write();
    const auto user = hold_user(*unit, "USR-5000-0005");
    const auto status = during<int>(
        std::move(unit), [&] { return server.as_nobody(ask).status; },
        [&](UnitOfWork& of) { block(of, user); });
    EXPECT_EQ(status, 401) << ask.target;
    // Nor one that comes to life with an unblocking.
    EXPECT_FALSE((*(*server.server->store().begin_read())->users().find(user.id))->last_login) << ask.target;
    ASSERT_EQ(
        server.as_browser(operations, {"POST", kAccounts + "users/USR-5000-0005/unblock", {}, {}}).status,
        200);
  }
}

TEST_P(HeldRow, OfAPersonWhoIsBlockedMeanwhileHasNoLinkMade) {
  auto unit = write();
  const auto user = hold_user(*unit, "USR-5000-0005");
  const auto refused = during<bool>(
      std::move(unit),
      [&] { return identity::create_sign_in_link(services(), "clerk@alder.example").has_error(); },
      [&](UnitOfWork& of) { block(of, user); });
  EXPECT_TRUE(refused);
}

TEST_P(HeldRow, OfAPersonWhoseSessionsEndMeanwhileKeepsNone) {
  for (const auto& ask :
       {json_ask("POST", "/session/account", R"({"account": {"id": "ACC-2000-0001"}})"),
        json_ask("POST", kAccounts + "users/USR-5000-0005/set-password",
                 R"({"password": "New-Harbour-8", "currentPassword": "Quiet-Harbour-7"})")}) {
    const auto own = server.sign_in("clerk@alder.example");
    auto unit = write();
    const auto user = hold_user(*unit, "USR-5000-0005");
    const auto status = status_during(std::move(unit), own, ask, [&](UnitOfWork& of) {
      EXPECT_TRUE(app::end_sign_ins(of, user.id).has_value());
      const auto other =
          *crypto::hash_password(base::Secret{"Other-Harbour-9"}, RunningServer::kCheapPasswords);
      EXPECT_TRUE(of.users().set_password_hash(user.id, other).has_value());
    });
    // By its session or by its password, whichever is looked at first.
    EXPECT_GE(status, 400) << ask.target;
    EXPECT_NE(status, 503) << ask.target << ": the two have waited for each other";
    auto back = write();
    ASSERT_TRUE(back->users()
                    .set_password_hash(user.id, *crypto::hash_password(base::Secret{RunningServer::kPassword},
                                                                       RunningServer::kCheapPasswords))
                    .has_value());
    ASSERT_TRUE(back->commit().has_value());
  }
}

TEST_P(HeldRow, OfAPersonWhoIsDeletedMeanwhileIsNotInvited) {
  const auto birch = server.sign_in("admin@birch.example");
  auto unit = write();
  auto user = hold_user(*unit, "USR-5000-0005");
  EXPECT_EQ(status_during(std::move(unit), birch,
                          json_ask("POST", kAccounts + "account-users",
                                   R"({"user": {"email": "clerk@alder.example", "firstName": "R",
                                       "lastName": "H"}, "groups": [{"id": "UGR-2000-0002"}]})"),
                          [&](UnitOfWork& of) {
                            user.status = domain::UserStatus::kDeleted;
                            ++user.revision;
                            EXPECT_TRUE(of.users().update(user).has_value());
                          }),
            409);
}

// R-073, R-074: of the answers to an invitation the first counts.
TEST_P(HeldRow, OfAnInvitationThatIsDeclinedMeanwhileIsNotAccepted) {
  const auto birch = server.platform->administrator_of(server.platform->birch);
  for (const std::string answer : {"accept", "decline", "accept a link that was replaced"}) {
    const auto invited = app::invite_member(services(), birch, clerk_into_birch());
    ASSERT_TRUE(invited.has_value()) << invited.error().message();
    auto unit = write();
    auto user = hold_user(*unit, "USR-5000-0005");
    auto membership = **unit->memberships().find_by_id(invited->membership.id, Lock::kExclusive);
    const auto ask = json_ask("POST", "/session/invitation/" + answer.substr(0, answer.find(' ')),
                              R"({"invitation": ")" + std::string{invited->invitation.reveal()} +
                                  R"(", "password": "Quiet-Harbour-7"})");
    const auto status = during<int>(
        std::move(unit), [&] { return server.as_nobody(ask).status; },
        [&](UnitOfWork& of) {
          if (answer.find(' ') != std::string::npos) {
            EXPECT_TRUE(app::renew_invitation_secret(services(), of, membership.id).has_value());
            return;
          }
          app::RowWriter writer{services(), of, birch};
          EXPECT_TRUE(app::end_membership(writer, membership, user, server.platform->birch).has_value());
        });
    EXPECT_EQ(status, 404) << answer;
  }
}

// R-074: a link claims nobody who has signed in, or has been given another password, while it was followed.
TEST_P(HeldRow, OfAPersonWhoIsClaimedMeanwhileIsClaimedByNoLink) {
  const auto birch = server.platform->administrator_of(server.platform->birch);
  const auto encoded = [](std::string_view password) {
    return *crypto::hash_password(base::Secret{password}, RunningServer::kCheapPasswords);
  };
  int number = 0;
  const auto expect_refused = [&](bool has_password, auto&& meanwhile) {
    const auto email = "dana." + std::to_string(++number) + "@birch.example";
    const auto invited = app::invite_member(
        services(), birch,
        {.email = email, .first_name = "Dana", .last_name = "Reed", .group_ids = {"UGR-2000-0002"}});
    ASSERT_TRUE(invited.has_value()) << invited.error().message();
    const auto& id = invited->user.id;
    if (has_password) {
      auto unit = write();
      ASSERT_TRUE(unit->users().set_password_hash(id, encoded("Quiet-Harbour-7")).has_value());
      ASSERT_TRUE(unit->commit().has_value());
    }
    auto unit = write();
    (void)hold_user(*unit, id.str().c_str());
    const auto ask =
        json_ask("POST", "/session/invitation/accept",
                 R"({"firstName": "Dana", "lastName": "Reed", "invitation": ")" +
                     std::string{invited->invitation.reveal()} + R"(", "password": "Quiet-Harbour-7"})");
    const auto status = during<int>(
        std::move(unit), [&] { return server.as_nobody(ask).status; },
        [&](UnitOfWork& of) { meanwhile(of, id); });
    // With one writer the link is read afterwards, and asks for the password.
    EXPECT_TRUE(status == 409 || status == 401) << email << ' ' << status;
  };
  expect_refused(false, [&](UnitOfWork& of, const domain::UserId& id) {
    EXPECT_TRUE(of.users().set_password_hash(id, encoded("Other-Harbour-9")).has_value());
  });
  expect_refused(false, [&](UnitOfWork& of, const domain::UserId& id) {
    EXPECT_TRUE(of.users().record_login(id, server.clock->now(), std::nullopt).has_value());
  });
  expect_refused(true, [&](UnitOfWork& of, const domain::UserId& id) {
    EXPECT_TRUE(of.users().set_password_hash(id, encoded("Other-Harbour-9")).has_value());
  });
}

// R-073
TEST_P(HeldRow, OfAnInvitationThatIsAcceptedMeanwhileDoesNotRunOut) {
  const auto birch = server.platform->administrator_of(server.platform->birch);
  const auto invited = app::invite_member(services(), birch, clerk_into_birch());
  ASSERT_TRUE(invited.has_value()) << invited.error().message();
  server.platform->clock.advance(base::kInvitationLifetime);
  auto unit = write();
  (void)hold_user(*unit, "USR-5000-0005");
  auto membership = **unit->memberships().find_by_id(invited->membership.id, Lock::kExclusive);
  const auto swept = during<bool>(
      std::move(unit), [&] { return app::expire_invitations(services()).has_value(); },
      [&](UnitOfWork& of) {
        membership.status = domain::MembershipStatus::kActive;
        ++membership.revision;
        EXPECT_TRUE(of.memberships().update(membership).has_value());
      });
  EXPECT_TRUE(swept);
  const auto reader = *server.server->store().begin_read();
  EXPECT_EQ((*reader->memberships().find_by_id(membership.id))->status, domain::MembershipStatus::kActive);
}

}  // namespace
}  // namespace jeton::tests
