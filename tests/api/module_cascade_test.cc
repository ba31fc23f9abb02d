#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <optional>
#include <thread>

#include "app/people/groups.h"
#include "app/tokens/tokens.h"
#include "support/running_server.h"

// A token that is saved while its account loses a module (spec R-116): whichever is first, the token does not
// keep the module. On both engines, in two transactions at once.
namespace jeton::tests {
namespace {

class ModuleCascade : public ::testing::TestWithParam<store::sql::Engine> {
 protected:
  const app::Services& services() { return server.platform->services(); }
  std::unique_ptr<domain::UnitOfWork> write() { return *server.server->store().begin_write(); }

  /// Takes Billing from the account, inside `unit`.
  base::Result<bool> take_billing(domain::UnitOfWork& unit) {
    return app::set_default_group_modules(
        services(), unit, owner, server.platform->alder.id,
        {server.platform->access_management, server.platform->account_management, server.platform->reports});
  }

  static app::CreateToken with_billing() {
    app::CreateToken command;
    command.draft.name = "Export";
    command.draft.modules = {"MOD-2001"};
    return command;
  }

  std::vector<domain::ModuleId> modules_of(const domain::TokenId& id) {
    auto unit = server.server->store().begin_read();
    return (*unit)->tokens().find(id)->value().modules;
  }

  /// Lets `other` come to where it has to wait for us, if it does; on a busy machine no longer than the store
  /// lets it wait.
  static void let_run(const std::atomic<bool>& other_is_done) {
    const auto ends_at = std::chrono::steady_clock::now() + std::chrono::seconds{1};
    while (!other_is_done && std::chrono::steady_clock::now() < ends_at) std::this_thread::yield();
  }

  RunningServer server{GetParam()};
  const domain::Caller owner = server.platform->user_of(
      server.platform->alder, {domain::kAccessManagement, domain::kAccountManagement});
};

INSTANTIATE_TEST_SUITE_P(Engines, ModuleCascade, both_engines(), engine_name);

TEST_P(ModuleCascade, ReachesATokenThatIsBeingCreated) {
  auto unit = write();
  const auto created = app::create_token(services(), *unit, owner, with_billing());
  ASSERT_TRUE(created.has_value());
  std::atomic<bool> done = false;
  std::thread other{[&] {
    auto cascading = write();
    EXPECT_TRUE(take_billing(*cascading).has_value());
    EXPECT_TRUE(cascading->commit().has_value());
    done = true;
  }};
  let_run(done);
  ASSERT_TRUE(unit->commit().has_value());
  unit.reset();
  other.join();
  EXPECT_TRUE(modules_of(created->token.id).empty());
}

TEST_P(ModuleCascade, IsSeenByATokenThatIsCreatedMeanwhile) {
  auto unit = write();
  ASSERT_TRUE(take_billing(*unit).has_value());
  std::atomic<bool> done = false;
  std::optional<base::ErrorKind> refused;
  std::thread other{[&] {
    const auto created = app::create_token(services(), owner, with_billing());
    if (created.has_error()) refused = created.error().kind();
    done = true;
  }};
  let_run(done);
  ASSERT_TRUE(unit->commit().has_value());
  unit.reset();
  other.join();
  EXPECT_EQ(refused, base::ErrorKind::kInvalid);
}

// A cascade holds the default group and then the tokens. So does saving a token: the other way round each of
// the two would hold what the other waits for.
TEST_P(ModuleCascade, AndSavingATokenWaitForEachOtherInOneOrder) {
  const auto token = app::create_token(services(), owner, with_billing())->token;
  auto unit = write();
  ASSERT_TRUE(unit->groups().find_default(token.account, domain::Lock::kExclusive).has_value());
  std::atomic<bool> done = false;
  std::thread other{[&] {
    app::UpdateToken renamed;
    renamed.change.name = "Renamed";
    const auto saved = app::update_token(services(), owner, token.id.str(), renamed);
    // It comes second, when the account has no such module any more, and the token neither.
    EXPECT_TRUE(saved.has_value()) << saved.error().message() << saved.error().detail();
    done = true;
  }};
  let_run(done);
  EXPECT_TRUE(take_billing(*unit).has_value());
  EXPECT_TRUE(unit->commit().has_value());
  unit.reset();
  other.join();
  EXPECT_TRUE(modules_of(token.id).empty());
}

}  // namespace
}  // namespace jeton::tests
