#include "store/sql/pooler_test.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <pwd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <thread>
#include <vector>

#include "base/testing/becomes.h"
#include "base/testing/captured_log.h"
#include "store/contract/samples.h"
#include "store/sql/engine/dialect_postgres.h"

namespace jeton::store::sql {
namespace {

using base::ErrorKind;
using contract::must;
using contract::reader;
using ::testing::HasSubstr;

constexpr const char* kProgram = "/usr/sbin/pgbouncer";

class Pooler : public testing::Test {
 protected:
  void SetUp() override {
    const auto absent = postgres_absence();
    if (!absent.skipped.empty()) GTEST_SKIP() << absent.skipped;
    ASSERT_EQ(absent.failure, "");
    ASSERT_TRUE(std::filesystem::exists(kProgram)) << "pgbouncer is missing: run tools/install test.";
    database_ = std::make_unique<PostgresDatabase>(PostgresDatabase::Start::kMigrated);
    const auto store = database_->open();
    contract::add_platform(*store);
    for (const int number : {1, 2})
      contract::add_token(*store, contract::token(number, contract::account_id(2)));
  }

  std::unique_ptr<domain::Store> open_through(const PgBouncer& pooler, std::size_t connections) {
    return must(open(pooler.in_front_of(database_->address()), {.connections = connections}));
  }

  std::unique_ptr<PostgresDatabase> database_;
};

/// Reads, lists and writes, as a server does; each thread its own tokens.
void work(domain::Store& store, int thread, std::atomic<int>& wrong) {
  for (int round = 0; round < 8; ++round) {
    const auto token = contract::token(100 + thread * 100 + round, contract::account_id(2));
    contract::add_token(store, token);
    const auto unit = must(store.begin_read());
    const auto credential = must(unit->tokens().find_credential(token.id));
    if (!credential || credential->account != token.account) ++wrong;
    domain::Query query;
    query.limit = 1 + round;
    if (must(unit->tokens().list({.own_account = token.account}, query)).rows.empty()) ++wrong;
    if (must(unit->tokens().find_credential(contract::token_id(9000 + round)))) ++wrong;
    const auto pieces = must(unit->tokens().stream({.own_account = token.account}, query, 2));
    if (must(pieces->next()).size() != 2) ++wrong;
  }
}

// Each transaction runs in whichever of the server's sessions is free: what one leaves in its session is not
// there for the next, or is somebody else's. A token would be unknown that is in force.
TEST_F(Pooler, InTransactionModeEveryAnswerIsThatOfItsOwnQuestion) {
  const PgBouncer pooler{"transaction", 3};
  const auto one = open_through(pooler, 4);
  const auto two = open_through(pooler, 4);
  std::atomic<int> wrong = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&, i] { work(i % 2 == 0 ? *one : *two, i, wrong); });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(wrong, 0);
}

TEST_F(Pooler, InSessionModeAllWorksToo) {
  const PgBouncer pooler{"session", 6};
  const auto store = open_through(pooler, 2);
  std::atomic<int> wrong = 0;
  work(*store, 1, wrong);
  EXPECT_EQ(wrong, 0);
}

TEST_F(Pooler, MigratesThroughOne) {
  PostgresDatabase empty{PostgresDatabase::Start::kEmpty};
  const PgBouncer pooler{"transaction", 3};
  const auto store = must(open(pooler.in_front_of(empty.address())));
  EXPECT_GT(must(store->migrate()), 0);
  EXPECT_EQ(must(store->migrate()), 0);
}

TEST_F(Pooler, InStatementModeIsRefusedAtStartWithTheReason) {
  const PgBouncer pooler{"statement", 3};
  const auto refused = open(pooler.in_front_of(database_->address()));
  ASSERT_TRUE(refused.has_error());
  EXPECT_EQ(refused.error().kind(), ErrorKind::kUnavailable);
  EXPECT_THAT(refused.error().message(), HasSubstr("pool_mode to transaction or session"))
      << refused.error().detail();
}

// The next client of the pooler gets the session: it must find nothing of ours in it.
TEST_F(Pooler, LeavesNothingInTheSession) {
  const PgBouncer pooler{"transaction", 1};
  const auto store = open_through(pooler, 1);
  std::atomic<int> wrong = 0;
  work(*store, 1, wrong);
  const auto dialect = make_postgres_dialect(pooler.in_front_of(database_->address()));
  const auto stranger = must(Connection::open(*dialect, Access::kWrite));
  for (const auto* question :
       {"SELECT count(*) FROM pg_prepared_statements WHERE name LIKE 'st%'",
        "SELECT count(*) FROM pg_cursors WHERE name LIKE 'jeton%'",
        "SELECT count(*) FROM pg_settings WHERE source = 'session' AND name LIKE '%timeout'",
        "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()"}) {
    ASSERT_TRUE(stranger->run("begin", "BEGIN").has_value());
    EXPECT_EQ(must(stranger->query({"test", question, {}})).cells.at(0), "0") << question;
    must(stranger->run("end", "ROLLBACK"));
  }
}

// The session may be given to others next, who would be sent what they never asked for.
TEST_F(Pooler, IsNotListenedThrough) {
  const PgBouncer pooler{"transaction", 1};
  base::testing::CapturedLog log;
  {
    const auto listener = listen_for_changes(
        pooler.in_front_of(database_->address()), [] { ADD_FAILURE() << "listens"; }, &log.log());
    EXPECT_TRUE(base::testing::becomes([&log] { return log.contains("store.not_listening"); }));
  }
  EXPECT_TRUE(log.contains("there is a pooler in between"));
  const auto store = open_through(pooler, 1);
  contract::add_token(*store, contract::token(7, contract::account_id(2)));
  const auto dialect = make_postgres_dialect(pooler.in_front_of(database_->address()));
  const auto stranger = must(Connection::open(*dialect, Access::kWrite));
  EXPECT_EQ(must(stranger->query({"test", "SELECT count(*) FROM pg_listening_channels()", {}})).cells.at(0),
            "0");
}

TEST_F(Pooler, IsToldFromAServer) {
  const auto at_first_hand = [](const StoreAddress& address) {
    const auto dialect = make_postgres_dialect(address);
    must(Connection::open(*dialect, Access::kRead));
    return dialect->owns_sessions();
  };
  const PgBouncer pooler{"transaction", 3};
  EXPECT_TRUE(at_first_hand(database_->address()));
  EXPECT_FALSE(at_first_hand(pooler.in_front_of(database_->address())));
}

// A pooler that cannot be told from a server: the first statement that is gone tells it.
TEST_F(Pooler, IsNoticedWhenAStatementIsGone) {
  const auto dialect = make_postgres_dialect(database_->address());
  const auto connection = must(Connection::open(*dialect, Access::kRead));
  const Statement question{"test", "SELECT 1", {}};
  must(connection->query(question));
  must(connection->run("test", "DEALLOCATE ALL"));
  const auto lost = connection->query(question);
  ASSERT_TRUE(lost.has_error());
  EXPECT_EQ(lost.error().kind(), ErrorKind::kUnavailable);
  EXPECT_TRUE(connection->lost());
  EXPECT_FALSE(dialect->owns_sessions());
  const auto next = must(Connection::open(*dialect, Access::kRead));
  must(next->query(question));
  must(next->run("test", "DEALLOCATE ALL"));
  EXPECT_EQ(must(next->query(question)).cells.at(0), "1");
}

// Two sessions never give a statement the same name, so none can answer in another's place.
TEST_F(Pooler, StatementNamesAreNotCountedFromTheStart) {
  const auto connection = database_->connect();
  const auto another = database_->connect();
  const Statement question{"test", "SELECT min(name) FROM pg_prepared_statements WHERE name LIKE 'st%'", {}};
  const auto name = must(connection->query(question)).cells.at(0);
  ASSERT_TRUE(name.has_value());
  EXPECT_NE(name, must(another->query(question)).cells.at(0));
}

TEST_F(Pooler, AStatementWithoutColumnsIsNoQuestionWithoutRows) {
  const auto connection = database_->connect();
  const auto asked = connection->query({"test", "UPDATE change_base SET base = base", {}});
  ASSERT_TRUE(asked.has_error());
  EXPECT_EQ(asked.error().kind(), ErrorKind::kInternal);
}

}  // namespace

namespace {

/// Not before somebody listens: the file is there as soon as the socket has its name.
bool takes_connections(const std::string& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  path.copy(address.sun_path, sizeof address.sun_path - 1);
  const int client = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const bool connected = ::connect(client, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
  ::close(client);
  return connected;
}

}  // namespace

PgBouncer::PgBouncer(const std::string& mode, int sessions) {
  const auto server = database_server();
  const auto settings = folder_.path() + "/pgbouncer.ini";
  const auto log = folder_.path() + "/pgbouncer.log";
  std::ofstream{settings} << fmt::format(
      "[databases]\n* = host={} port={} user={}\n"
      "[pgbouncer]\nlisten_addr =\nlisten_port = 6432\nunix_socket_dir = {}\nauth_type = any\n"
      "pool_mode = {}\ndefault_pool_size = {}\nmax_client_conn = 100\nlogfile = {}\n",
      server.host, server.port, server.user, folder_.path(), mode, sessions, log);
  // It refuses to run as root.
  const auto* owner = ::getuid() == 0 ? ::getpwnam("postgres") : nullptr;
  if (owner != nullptr && ::chown(folder_.path().c_str(), owner->pw_uid, owner->pw_gid) != 0) {
    throw std::runtime_error{"the pooler's folder cannot be given away"};
  }
  process_ = ::fork();
  if (process_ == 0) {
    if (owner != nullptr && (::setgid(owner->pw_gid) != 0 || ::setuid(owner->pw_uid) != 0)) ::_exit(1);
    const int nowhere = ::open("/dev/null", O_RDWR);
    for (const int stream : {0, 1, 2}) ::dup2(nowhere, stream);
    ::execl(kProgram, kProgram, settings.c_str(), nullptr);
    ::_exit(1);
  }
  const auto socket = folder_.path() + "/.s.PGSQL.6432";
  while (!takes_connections(socket)) {
    if (::waitpid(process_, nullptr, WNOHANG) != 0) {
      process_ = -1;
      throw std::runtime_error{"pgbouncer did not start"};
    }
    std::this_thread::yield();
  }
}

PgBouncer::~PgBouncer() {
  if (process_ < 0) return;
  ::kill(process_, SIGTERM);
  ::waitpid(process_, nullptr, 0);
}

StoreAddress PgBouncer::in_front_of(const StoreAddress& address) const {
  StoreAddress through;
  through.engine = Engine::kPostgres;
  through.host = folder_.path();
  through.port = "6432";
  through.user = address.user;
  through.database = address.database;
  return through;
}

}  // namespace jeton::store::sql
