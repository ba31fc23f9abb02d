#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <string>
#include <thread>
#include <vector>

#include "base/testing/captured_log.h"
#include "store/contract/samples.h"
#include "store/sql/engine/dialect_postgres.h"
#include "store/sql/testing/databases.h"

namespace jeton::store::sql {
namespace {

using base::ErrorKind;
using contract::account;
using contract::must;
using contract::reader;
using contract::write;

class PostgresStore : public testing::Test {
 protected:
  void SetUp() override {
    const auto absent = postgres_absence();
    if (!absent.skipped.empty()) GTEST_SKIP() << absent.skipped;
    ASSERT_EQ(absent.failure, "");
    database_ = std::make_unique<PostgresDatabase>(PostgresDatabase::Start::kMigrated);
  }

  std::unique_ptr<PostgresDatabase> database_;
};

/// The socket of this process that was opened last.
int newest_socket() {
  int newest = -1;
  for (int descriptor = 3; descriptor < 256; ++descriptor) {
    struct stat status {};
    if (::fstat(descriptor, &status) == 0 && S_ISSOCK(status.st_mode)) newest = descriptor;
  }
  return newest;
}

std::string ids_of(const std::vector<domain::ChangeEntry>& changes) {
  std::string all;
  for (const auto& change : changes) all += (all.empty() ? "" : " ") + change.object_id.substr(9);
  return all;
}

TEST_F(PostgresStore, LateCommitIsNeitherSkippedNorOvertaken) {
  const auto store = database_->open();
  write(*store, [](auto& unit) { must(unit.accounts().insert(account(1))); });
  auto position = contract::read_changes(*store, 0, 1).at(0).position;

  const auto late = must(store->begin_write());
  must(late->accounts().insert(account(2)));
  const auto early = must(store->begin_write());
  must(early->accounts().insert(account(3)));
  must(late->accounts().insert(account(4)));
  must(early->accounts().insert(account(5)));
  must(early->commit());
  // What the early one wrote has higher positions than what the late one has still to show.
  EXPECT_EQ(ids_of(must(reader(*store)->changes().read_after(position, 10))), "");
  must(late->commit());
  EXPECT_EQ(ids_of(contract::read_changes(*store, position, 4)), "0002 0004 0003 0005");
  position = must(reader(*store)->changes().read_after(position, 2)).back().position;
  EXPECT_EQ(ids_of(must(reader(*store)->changes().read_after(position, 10))), "0003 0005");
}

TEST_F(PostgresStore, YoungerTransactionThatEndsLastComesLast) {
  const auto store = database_->open();
  const auto first = must(store->begin_write());
  must(first->accounts().insert(account(1)));
  const auto second = must(store->begin_write());
  must(second->accounts().insert(account(2)));
  must(first->commit());
  const auto seen = contract::read_changes(*store, 0, 1);
  EXPECT_EQ(ids_of(seen), "0001");
  must(second->commit());
  EXPECT_EQ(ids_of(contract::read_changes(*store, seen.back().position, 1)), "0002");
}

TEST_F(PostgresStore, RolledBackTransactionHoldsTheFeedNoLonger) {
  const auto store = database_->open();
  auto abandoned = must(store->begin_write());
  must(abandoned->accounts().insert(account(1)));
  write(*store, [](auto& unit) { must(unit.accounts().insert(account(2))); });
  EXPECT_EQ(ids_of(must(reader(*store)->changes().read_after(0, 10))), "");
  abandoned.reset();
  EXPECT_EQ(ids_of(contract::read_changes(*store, 0, 1)), "0002");
}

/// A transaction of something else that has an id, in this database or another of the cluster.
class Stranger {
 public:
  explicit Stranger(std::unique_ptr<Connection> connection) : connection_{std::move(connection)} { begin(); }
  void begin() {
    must(connection_->run("test", "BEGIN"));
    must(connection_->run("test", "SELECT pg_current_xact_id()"));
  }
  void end(const std::string& statement = "ROLLBACK") { must(connection_->run("test", statement)); }

 private:
  std::unique_ptr<Connection> connection_;
};

std::unique_ptr<Connection> connect_elsewhere() {
  static const auto kDialect = make_postgres_dialect(database_server());
  return must(Connection::open(*kDialect, Access::kWrite));
}

TEST_F(PostgresStore, StrangersDoNotHoldTheFeedBack) {
  const auto store = database_->open();
  Stranger elsewhere{connect_elsewhere()};
  Stranger here{database_->connect()};
  write(*store, [](auto& unit) { must(unit.accounts().insert(account(1))); });
  const auto position = must(reader(*store)->changes().read_after(0, 10)).at(0).position;

  // Among them, our own still do.
  const auto late = must(store->begin_write());
  must(late->accounts().insert(account(2)));
  Stranger younger{connect_elsewhere()};
  write(*store, [](auto& unit) { must(unit.accounts().insert(account(3))); });
  EXPECT_EQ(ids_of(must(reader(*store)->changes().read_after(position, 10))), "");
  must(late->commit());
  EXPECT_EQ(ids_of(must(reader(*store)->changes().read_after(position, 10))), "0002 0003");
}

// It has no process, and may stay for days.
TEST_F(PostgresStore, APreparedTransactionDoesNotHoldTheFeedBack) {
  const auto store = database_->open();
  const auto connection = database_->connect();
  if (connection->run("test", "BEGIN; SELECT 1 / CAST(current_setting('max_prepared_transactions') AS int)")
          .has_error()) {
    GTEST_SKIP() << "the server has max_prepared_transactions = 0";
  }
  must(connection->run("test", "ROLLBACK"));
  Stranger prepared{database_->connect()};
  prepared.end("PREPARE TRANSACTION 'stranger'");
  write(*store, [](auto& unit) { must(unit.accounts().insert(account(1))); });
  EXPECT_EQ(ids_of(must(reader(*store)->changes().read_after(0, 10))), "0001");
  must(connection->run("test", "ROLLBACK PREPARED 'stranger'"));
}

// It has its id before its first change.
TEST_F(PostgresStore, AWriterWithoutAChangeYetHoldsTheFeedBack) {
  const auto store = database_->open();
  const auto late = must(store->begin_write());
  must(late->leases().take("job", "server", {}, {}));
  write(*store, [](auto& unit) { must(unit.accounts().insert(account(1))); });
  EXPECT_EQ(ids_of(must(reader(*store)->changes().read_after(0, 10))), "");
  must(late->commit());
  EXPECT_EQ(ids_of(contract::read_changes(*store, 0, 1)), "0001");
}

TEST_F(PostgresStore, AReaderMissesNothingWhileStrangersComeAndGo) {
  const auto store = database_->open();
  constexpr int kWriters = 4;
  constexpr int kRounds = 40;
  std::atomic<int> writing = kWriters;
  std::vector<std::thread> threads;
  for (int i = 0; i < 2; ++i) {
    threads.emplace_back([&] {
      Stranger stranger{connect_elsewhere()};
      while (writing > 0) {
        stranger.end("COMMIT");
        stranger.begin();
      }
    });
  }
  for (int writer = 0; writer < kWriters; ++writer) {
    threads.emplace_back([&, writer] {
      for (int round = 0; round < kRounds; ++round) {
        const auto unit = must(store->begin_write());
        must(unit->accounts().insert(account(1 + writer * 1000 + round)));
        for (int pause = 0; pause < (writer * 7 + round) % 5; ++pause) std::this_thread::yield();
        must(unit->commit());
      }
      --writing;
    });
  }
  std::int64_t position = 0;
  std::size_t seen = 0;
  while (seen < kWriters * kRounds) {
    const auto entries = contract::read_changes(*store, position, 1);
    if (entries.empty()) break;
    position = entries.back().position;
    seen += entries.size();
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(seen, std::size_t{kWriters} * kRounds);
}

// A dump that is restored into a new cluster brings positions above those that its transaction ids make.
TEST_F(PostgresStore, PositionsGoOnAfterARestoreIntoAYoungerCluster) {
  const auto store = database_->open();
  const std::int64_t old_position = (std::int64_t{1} << 50) + 7;
  must(database_->connect()->run(
      "test", fmt::format("INSERT INTO changes (position, object_type, object_id, revision)"
                          " VALUES ({}, 'Account', 'ACC-1000-0009', 1)",
                          old_position)));
  EXPECT_EQ(must(store->migrate()), 0);
  write(*store, [](auto& unit) { must(unit.accounts().insert(account(1))); });
  const auto changes = contract::read_changes(*store, 0, 2);
  EXPECT_EQ(ids_of(changes), "0009 0001");
  EXPECT_GT(changes.at(1).position, old_position);
}

// Whoever asks for what it does not reach neither waits for the owner nor makes the owner wait (spec 3.2).
TEST_F(PostgresStore, RowsBeyondTheScopeAreNeverLocked) {
  const auto store = database_->open();
  contract::add_platform(*store);
  contract::add_token(*store, contract::token(1, contract::account_id(3)));
  write(*store, [](auto& unit) {
    must(unit.memberships().insert(contract::membership(1, contract::user_id(1), contract::account_id(3))));
  });
  const auto owner = must(store->begin_write());
  must(owner->tokens().find(contract::token_id(1), domain::Lock::kExclusive));
  must(owner->users().find(contract::user_id(1), domain::Lock::kExclusive));
  must(owner->memberships().find_by_id(contract::membership_id(1), domain::Lock::kExclusive));
  must(owner->groups().find(contract::group_id(3), domain::Lock::kExclusive));
  // These would wait for the owner until the database's lock timeout, and fail.
  const auto stranger = must(store->begin_write());
  const auto own = contract::account_id(2);
  constexpr auto kHeld = domain::Lock::kExclusive;
  EXPECT_FALSE(must(stranger->tokens().find_within({.own_account = own}, contract::token_id(1), kHeld)));
  EXPECT_FALSE(must(stranger->users().find_within({.own_account = own}, contract::user_id(1), kHeld)));
  EXPECT_FALSE(
      must(stranger->users().find_by_email_within({.own_account = own}, contract::user(1).email, kHeld)));
  EXPECT_FALSE(
      must(stranger->memberships().find_within({.own_account = own}, contract::membership_id(1), kHeld)));
  EXPECT_FALSE(must(stranger->groups().find_within({.own_account = own}, contract::group_id(3), kHeld)));
}

TEST_F(PostgresStore, LostConnectionsAreReplacedUnseen) {
  const auto store = database_->open();
  write(*store, [](auto& unit) { must(unit.accounts().insert(account(1))); });
  {
    // Several idle connections, all of which are ended.
    const auto one = reader(*store);
    const auto two = reader(*store);
    const auto three = reader(*store);
  }
  database_->end_sessions();
  EXPECT_EQ(must(reader(*store)->accounts().list()).size(), 1U);
  database_->end_sessions();
  write(*store, [](auto& unit) { must(unit.accounts().insert(account(2))); });
  must(store->ping());
}

TEST_F(PostgresStore, UnitWhoseConnectionIsLostIsUnavailableAndLeavesNothing) {
  const auto store = database_->open();
  {
    const auto unit = must(store->begin_write());
    must(unit->accounts().insert(account(1)));
    database_->end_sessions();
    const auto inserted = unit->accounts().insert(account(2));
    ASSERT_TRUE(inserted.has_error());
    EXPECT_EQ(inserted.error().kind(), ErrorKind::kUnavailable);
    EXPECT_TRUE(unit->commit().has_error());
  }
  EXPECT_TRUE(must(reader(*store)->accounts().list()).empty());
}

TEST_F(PostgresStore, DeadlockIsUnavailableForOneAndTheOtherGoesOn) {
  const auto store = database_->open();
  write(*store, [](auto& unit) {
    must(unit.accounts().insert(account(1)));
    must(unit.accounts().insert(account(2)));
  });
  std::atomic<int> unavailable = 0;
  std::atomic<int> holding = 0;
  const auto lock_both = [&](int first, int second) {
    const auto unit = must(store->begin_write());
    must(unit->accounts().find(contract::account_id(first), domain::Lock::kExclusive));
    ++holding;
    while (holding < 2) std::this_thread::yield();
    const auto locked = unit->accounts().find(contract::account_id(second), domain::Lock::kExclusive);
    if (locked.has_error() && locked.error().kind() == ErrorKind::kUnavailable) ++unavailable;
  };
  std::thread one{lock_both, 1, 2};
  std::thread two{lock_both, 2, 1};
  one.join();
  two.join();
  EXPECT_EQ(unavailable, 1);
}

TEST_F(PostgresStore, SharedLocksDoNotKeepEachOtherOut) {
  const auto store = database_->open();
  contract::add_platform(*store);
  const auto one = must(store->begin_write());
  const auto two = must(store->begin_write());
  EXPECT_TRUE(must(one->groups().find_default(contract::account_id(2), domain::Lock::kShared)).has_value());
  EXPECT_TRUE(must(two->groups().find_default(contract::account_id(2), domain::Lock::kShared)).has_value());
}

TEST_F(PostgresStore, PoolIsBoundedAndSaysSo) {
  const auto store = database_->open({.connections = 2, .wait_max = std::chrono::milliseconds{30}});
  auto one = reader(*store);
  const auto two = must(store->begin_write());
  const auto third = store->begin_read();
  ASSERT_TRUE(third.has_error());
  EXPECT_EQ(third.error().kind(), ErrorKind::kUnavailable);
  one.reset();
  EXPECT_TRUE(store->begin_read().has_value());
}

TEST_F(PostgresStore, ReadUnitCannotWrite) {
  const auto connection = database_->connect();
  const auto dialect = make_postgres_dialect(database_->address());
  must(connection->run("begin", dialect->begin_read()));
  EXPECT_TRUE(connection->run("test", "DELETE FROM accounts").has_error());
}

TEST_F(PostgresStore, OfManyThatMigrateAtOnceOneDoesIt) {
  PostgresDatabase empty{PostgresDatabase::Start::kEmpty};
  std::atomic<int> applied = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] { applied += must(empty.open()->migrate()); });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(applied, must(empty.open()->schema_version()));
}

TEST_F(PostgresStore, TablesOfSomethingElseAreRefused) {
  PostgresDatabase other{PostgresDatabase::Start::kEmpty};
  // What an extension brings is no obstacle.
  must(other.connect()->run("test", "CREATE EXTENSION pg_stat_statements; CREATE EXTENSION ltree"));
  EXPECT_EQ(must(other.open()->schema_version()), 0);
  must(other.connect()->run("test", "CREATE TABLE schema_migrations (version text)"));
  EXPECT_EQ(other.open()->schema_version().error().kind(), ErrorKind::kConflict);
  EXPECT_EQ(other.open()->migrate().error().kind(), ErrorKind::kConflict);
}

// What an operator switches on, and what a demoted primary comes back as.
TEST_F(PostgresStore, ReadOnlyDatabaseIsUnavailableForChangesAndNotReady) {
  base::testing::CapturedLog log;
  const auto store = database_->open({.connections = 4, .log = &log.log()});
  write(*store, [](auto& unit) { must(unit.accounts().insert(account(1))); });
  must(store->ping());
  // By way of another database: in this one nothing can be altered while it is on.
  const auto switched = [&](std::string_view to) {
    const auto dialect = make_postgres_dialect(database_server());
    must(must(Connection::open(*dialect, Access::kWrite))
             ->run("test", fmt::format("ALTER DATABASE {} SET default_transaction_read_only = {}",
                                       database_->address().database, to)));
  };
  switched("on");
  database_->end_sessions();
  {
    const auto other_reader = reader(*store);  // Leased in the meantime: closed when it comes back.
    const auto unit = must(store->begin_write());
    const auto inserted = unit->accounts().insert(account(2));
    ASSERT_TRUE(inserted.has_error());
    EXPECT_EQ(inserted.error().kind(), ErrorKind::kUnavailable);
  }
  EXPECT_TRUE(log.contains("store.writes_refused"));
  EXPECT_EQ(store->ping().error().kind(), ErrorKind::kUnavailable);
  EXPECT_EQ(must(reader(*store)->accounts().list()).size(), 1U);  // Reading goes on.
  switched("off");
  // Connections of that time still say what was so.
  EXPECT_TRUE(store->ping().has_value());
  write(*store, [](auto& unit) { must(unit.accounts().insert(account(2))); });
}

// A server that is killed says nothing, and libpq gives no SQLSTATE.
TEST_F(PostgresStore, ConnectionThatBreaksWithoutAWordIsReplaced) {
  const auto store = database_->open({.connections = 1});
  write(*store, [](auto& unit) { must(unit.accounts().insert(account(1))); });
  const int descriptor = newest_socket();
  ASSERT_GE(descriptor, 0);
  ASSERT_EQ(::shutdown(descriptor, SHUT_RDWR), 0);
  EXPECT_EQ(must(reader(*store)->accounts().list()).size(), 1U);
}

/// The processes of the server that work for a database, stopped as a whole machine may be: the kernel still
/// takes what is sent to them.
class StoppedSessions {
 public:
  explicit StoppedSessions(Connection& beside) {
    const auto rows = must(beside.query({"test",
                                         "SELECT pid FROM pg_stat_activity WHERE datname = current_database()"
                                         " AND pid <> pg_backend_pid() AND backend_type = 'client backend'",
                                         {}}));
    for (const auto& pid : rows.cells) processes_.push_back(static_cast<pid_t>(std::stol(pid.value())));
    for (const auto process : processes_) EXPECT_EQ(::kill(process, SIGSTOP), 0);
  }
  ~StoppedSessions() {
    for (const auto process : processes_) ::kill(process, SIGCONT);
  }
  StoppedSessions(const StoppedSessions&) = delete;
  StoppedSessions& operator=(const StoppedSessions&) = delete;
  [[nodiscard]] std::size_t count() const { return processes_.size(); }

 private:
  std::vector<pid_t> processes_;
};

TEST_F(PostgresStore, ADatabaseThatSaysNothingIsNoticedAndNothingWaitsForIt) {
  base::testing::CapturedLog log;
  const auto availability = make_availability();
  const auto store = database_->open({.connections = 4, .log = &log.log(), .availability = availability});
  const auto beside = database_->connect();
  {
    const StoppedSessions stopped{*beside};
    ASSERT_EQ(stopped.count(), 1U);
    const auto asked = store->ping();
    ASSERT_TRUE(asked.has_error());
    EXPECT_EQ(asked.error().kind(), ErrorKind::kUnavailable);
    EXPECT_TRUE(availability->is_silent());
    EXPECT_EQ(availability->calls().ended, 1U);
    EXPECT_TRUE(store->begin_write().has_error());
    EXPECT_NE(store->begin_read().error().detail().find("does not answer"), std::string::npos);
    EXPECT_TRUE(log.contains("store.connection_lost"));
    EXPECT_EQ(availability->connections().lost, 1U);
  }
  must(store->ping());
  EXPECT_FALSE(availability->is_silent());
  must(reader(*store)->accounts().list());
}

TEST_F(PostgresStore, AStopEndsWhatStillWaitsAndNothingBeginsAfterIt) {
  const auto availability = make_availability();
  const auto store = database_->open({.connections = 4, .availability = availability});
  const auto beside = database_->connect();
  auto unit = must(store->begin_write());
  const StoppedSessions stopped{*beside};
  std::thread stop{[&] { availability->end(); }};
  const auto inserted = unit->accounts().insert(account(1));
  stop.join();
  ASSERT_TRUE(inserted.has_error());
  EXPECT_EQ(inserted.error().kind(), ErrorKind::kUnavailable);
  EXPECT_TRUE(unit->commit().has_error());
  EXPECT_TRUE(store->begin_read().has_error());
}

// What was dropped and restored under the same name has ended every connection: the next ones lead to it.
TEST_F(PostgresStore, NewConnectionsToAnotherInstallationAreNotUsed) {
  const auto availability = make_availability();
  const auto store = database_->open({.connections = 4, .availability = availability});
  must(store->ping());
  const auto beside = database_->connect();
  const auto move = [&](int by) {
    must(beside->run(
        "test",
        fmt::format("UPDATE schema_migrations SET applied_at = applied_at + {} WHERE version = 1", by)));
  };
  move(1);
  must(beside->run("test",
                   "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
                   " WHERE datname = current_database() AND pid <> pg_backend_pid()"));
  const auto written = store->begin_write();
  ASSERT_TRUE(written.has_error());
  EXPECT_EQ(written.error().kind(), ErrorKind::kUnavailable);
  EXPECT_TRUE(availability->is_silent());
  EXPECT_TRUE(store->ping().has_error());
  move(-1);
  must(store->ping());
  EXPECT_TRUE(store->begin_write().has_value());
}

/// A role that may have two sessions at a time.
class RoleOfTwoSessions {
 public:
  explicit RoleOfTwoSessions(Connection& beside) : beside_{beside} {
    must(beside_.run("test", fmt::format("CREATE ROLE {} LOGIN CONNECTION LIMIT 2", name)));
    must(beside_.run("test", fmt::format("GRANT pg_read_all_data TO {}", name)));
  }
  ~RoleOfTwoSessions() { must(beside_.run("test", fmt::format("DROP ROLE {}", name))); }
  RoleOfTwoSessions(const RoleOfTwoSessions&) = delete;
  RoleOfTwoSessions& operator=(const RoleOfTwoSessions&) = delete;

  const std::string name = fmt::format("two_{}", ::getpid());

 private:
  Connection& beside_;
};

TEST_F(PostgresStore, APoolThatGetsFewerConnectionsSharesThemAndSaysSo) {
  const auto beside = database_->connect();
  const RoleOfTwoSessions role{*beside};
  base::testing::CapturedLog log;
  const auto availability = make_availability();
  auto address = database_->address();
  address.user = role.name;
  const auto store = must(open(address, {.connections = 5,
                                         .wait_max = std::chrono::milliseconds{30},
                                         .log = &log.log(),
                                         .availability = availability}));
  EXPECT_EQ(availability->connections().limit, 5U);
  auto one = reader(*store);
  const auto two = reader(*store);
  const auto third = store->begin_read();
  ASSERT_TRUE(third.has_error());
  EXPECT_NE(third.error().detail().find("of 2"), std::string::npos) << third.error().detail();
  EXPECT_TRUE(log.contains("store.pool_shrunk"));
  EXPECT_EQ(availability->connections().limit, 2U);
  EXPECT_EQ(availability->connections().open, 2U);
  EXPECT_EQ(availability->connections().busy, 2U);
  EXPECT_FALSE(availability->is_silent());
  one.reset();
  EXPECT_TRUE(store->begin_read().has_value());
}

TEST(PostgresAddress, PasswordIsInNoErrorWhenTheServerCannotBeReached) {
  // Port 1 on loopback: nothing listens there.
  const auto address = must(parse_address("postgres://jeton:canary@127.0.0.1:1/tokens"));
  const auto store = open(address);
  ASSERT_TRUE(store.has_error());
  EXPECT_EQ(store.error().kind(), ErrorKind::kUnavailable);
  EXPECT_EQ(store.error().detail().find("canary"), std::string::npos);
  EXPECT_NE(store.error().detail().find("postgres://jeton:***@127.0.0.1:1/tokens"), std::string::npos)
      << store.error().detail();
}

TEST_F(PostgresStore, PasswordWithEverySpecialCharacterReachesTheServer) {
  const auto connection = database_->connect();
  const auto role = "odd role " + std::to_string(::getpid());
  must(connection->run("test", fmt::format("CREATE ROLE \"{}\" LOGIN", role)));
  {
    auto address = database_->address();
    address.user = role;
    address.password = base::Secret{"a b=c'd\"e\\f@g/h?i&j%k#l:m"};
    EXPECT_TRUE(open(address).has_value());
  }
  must(connection->run("test", fmt::format("DROP ROLE \"{}\"", role)));
}

}  // namespace
}  // namespace jeton::store::sql
