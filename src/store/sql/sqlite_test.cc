#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <thread>

#include "base/database_limits.h"
#include "store/contract/samples.h"
#include "store/sql/engine/dialect_sqlite.h"
#include "store/sql/testing/databases.h"

namespace jeton::store::sql {
namespace {

using base::ErrorKind;
using contract::must;
using contract::reader;

StoreAddress sqlite_at(std::string path) {
  StoreAddress address;
  address.path = std::move(path);
  return address;
}

mode_t mode_of(const std::string& path) {
  struct stat status {};
  EXPECT_EQ(::stat(path.c_str(), &status), 0) << path;
  return status.st_mode & 0777U;
}

TEST(SqliteStore, CreatesFilesForTheirOwnerOnly) {
  const TemporaryFolder folder;
  const auto path = folder.path() + "/data = 'x' y.db";
  const auto store = must(open(sqlite_at(path)));
  must(store->migrate());
  EXPECT_EQ(mode_of(path), 0600U);
  EXPECT_EQ(mode_of(path + "-wal"), 0600U);
  EXPECT_EQ(mode_of(path + "-shm"), 0600U);
}

TEST(SqliteStore, NeverCreatesAFolder) {
  const TemporaryFolder folder;
  const auto store = open(sqlite_at(folder.path() + "/mistyped/jeton.db"));
  ASSERT_TRUE(store.has_error());
  EXPECT_EQ(store.error().kind(), ErrorKind::kUnavailable);
  EXPECT_FALSE(std::filesystem::exists(folder.path() + "/mistyped"));
}

TEST(SqliteStore, CreatesAFileOnlyWhenItIsTo) {
  const TemporaryFolder folder;
  const auto path = folder.path() + "/mistyped.db";
  const Options existing{.missing = WhenMissing::kRefuse};
  const auto refused = open(sqlite_at(path), existing);
  ASSERT_TRUE(refused.has_error());
  EXPECT_NE(refused.error().message().find("There is no database at " + path), std::string::npos);
  EXPECT_FALSE(std::filesystem::exists(path));
  must(open(sqlite_at(path)));
  must(open(sqlite_at(path), existing));
}

TEST(SqliteStore, IsSafeAgainstPowerLossAndEnforcesReferences) {
  const TemporaryFolder folder;
  const auto dialect = must(make_sqlite_dialect(folder.path() + "/jeton.db"));
  const auto connection = must(Connection::open(*dialect, Access::kWrite));
  const auto setting = [&](const std::string& name) {
    return must(connection->query({name, "PRAGMA " + name, {}})).cells.at(0).value();
  };
  EXPECT_EQ(setting("journal_mode"), "wal");
  EXPECT_EQ(setting("synchronous"), "2");
  EXPECT_EQ(setting("foreign_keys"), "1");
  EXPECT_EQ(setting("busy_timeout"), "10000");
}

TEST(SqliteStore, ReadConnectionCannotWrite) {
  const TemporaryFolder folder;
  const auto path = folder.path() + "/jeton.db";
  must(must(open(sqlite_at(path)))->migrate());
  const auto dialect = must(make_sqlite_dialect(path));
  const auto connection = must(Connection::open(*dialect, Access::kRead));
  EXPECT_TRUE(connection->run("test", "DELETE FROM accounts").has_error());
}

TEST(SqliteStore, IsUnavailableWhereNoFileCanBe) {
  const TemporaryFolder folder;
  std::ofstream{folder.path() + "/file"} << "x";
  const auto store = open(sqlite_at(folder.path() + "/file/jeton.db"));
  ASSERT_TRUE(store.has_error());
  EXPECT_EQ(store.error().kind(), ErrorKind::kUnavailable);
  EXPECT_NE(store.error().detail().find(folder.path()), std::string::npos);
}

TEST(SqliteStore, RefusesAFileThatIsNoDatabase) {
  const TemporaryFolder folder;
  std::ofstream{folder.path() + "/jeton.db"} << std::string(4096, 'x');
  EXPECT_TRUE(open(sqlite_at(folder.path() + "/jeton.db")).has_error());
}

/// Root may write everything: permissions are tried as somebody else.
class Unprivileged {
 public:
  explicit Unprivileged(const std::string& folder) {
    if (::geteuid() != 0) return;
    constexpr uid_t kNobody = 65534;
    EXPECT_EQ(::chown(folder.c_str(), kNobody, kNobody), 0);
    EXPECT_EQ(::seteuid(kNobody), 0);
    changed_ = true;
  }
  ~Unprivileged() {
    if (!changed_) return;
    EXPECT_EQ(::seteuid(0), 0);
  }
  Unprivileged(const Unprivileged&) = delete;
  Unprivileged& operator=(const Unprivileged&) = delete;

 private:
  bool changed_ = false;
};

TEST(SqliteStore, FileOrFolderThatCannotBeWrittenIsNotReady) {
  const TemporaryFolder folder;
  const Unprivileged somebody{folder.path()};
  const auto path = folder.path() + "/jeton.db";
  const auto store = must(open(sqlite_at(path)));
  must(store->migrate());
  must(store->ping());
  for (const auto& each : {path, folder.path()}) {
    const auto mode = mode_of(each);
    ASSERT_EQ(::chmod(each.c_str(), mode & ~0222U), 0);
    const auto pinged = store->ping();
    ASSERT_TRUE(pinged.has_error()) << each;
    EXPECT_EQ(pinged.error().kind(), ErrorKind::kUnavailable);
    EXPECT_NE(pinged.error().detail().find(each + " cannot be written"), std::string::npos);
    ASSERT_EQ(::chmod(each.c_str(), mode), 0);
    EXPECT_TRUE(store->ping().has_value());
  }
}

TEST(SqliteStore, ChangeInAReadOnlyFileIsUnavailable) {
  const TemporaryFolder folder;
  const Unprivileged somebody{folder.path()};
  const auto path = folder.path() + "/jeton.db";
  must(must(open(sqlite_at(path)))->migrate());
  const auto dialect = must(make_sqlite_dialect(path));
  ASSERT_EQ(::chmod(path.c_str(), 0400), 0);
  const auto connection = must(Connection::open(*dialect, Access::kWrite));
  // SQLite begins all the same, and refuses the first change.
  must(connection->run("begin", dialect->begin_write()));
  const auto written = connection->run("test", "DELETE FROM accounts");
  ASSERT_TRUE(written.has_error());
  EXPECT_EQ(written.error().kind(), ErrorKind::kUnavailable);
  EXPECT_TRUE(connection->lost());
  EXPECT_TRUE(connection->writes_refused());
}

// What is written into a file without a name is lost when the server ends.
TEST(SqliteStore, AFileThatIsRemovedOrReplacedIsNoticedAndTakesNoChange) {
  const TemporaryFolder folder;
  const auto path = folder.path() + "/jeton.db";
  const auto aside = folder.path() + "/aside.db";
  const auto store = must(open(sqlite_at(path)));
  must(store->migrate());
  must(store->ping());
  {
    const auto begun = must(store->begin_write());
    must(begun->accounts().insert(contract::account(1)));
    std::filesystem::rename(path, aside);
    const auto committed = begun->commit();
    ASSERT_TRUE(committed.has_error());
    EXPECT_EQ(committed.error().kind(), ErrorKind::kUnavailable);
  }
  EXPECT_TRUE(store->begin_write().has_error());
  EXPECT_TRUE(store->begin_write(std::chrono::milliseconds{1}).has_error());
  const auto pinged = store->ping();
  ASSERT_TRUE(pinged.has_error());
  EXPECT_EQ(pinged.error().detail(), path + " has been removed");
  EXPECT_TRUE(store->begin_read().has_error());

  std::filesystem::copy_file(aside, path);
  EXPECT_EQ(store->ping().error().detail(), path + " is another file than the one that was opened");
  EXPECT_TRUE(store->begin_write().has_error());

  std::filesystem::rename(aside, path);
  must(store->ping());
  EXPECT_TRUE(store->begin_write().has_value());
}

TEST(SqliteStore, ADatabaseThatIsEmptiedOrAnothersIsNoticed) {
  const TemporaryFolder folder;
  const auto path = folder.path() + "/jeton.db";
  const auto store = must(open(sqlite_at(path)));
  must(store->migrate());
  must(store->ping());
  const auto dialect = must(make_sqlite_dialect(path));
  const auto beside = must(Connection::open(*dialect, Access::kWrite));
  must(beside->run("test", "UPDATE schema_migrations SET applied_at = applied_at + 1"));
  EXPECT_TRUE(store->ping().has_error());
  EXPECT_TRUE(store->begin_read().has_error());
  must(beside->run("test", "UPDATE schema_migrations SET applied_at = applied_at - 1"));
  must(store->ping());
  EXPECT_TRUE(store->begin_read().has_value());
  must(beside->run("test", "DROP TABLE schema_migrations"));
  EXPECT_TRUE(store->ping().has_error());
  EXPECT_TRUE(store->begin_read().has_error());
}

// At a million rows a search took seconds until SQLite knew how many values an index has.
TEST(SqliteStore, LargeTablesAreAnalyzedWhenAServerStartsAndSmallOnesAreNot) {
  const TemporaryFolder folder;
  const auto path = folder.path() + "/jeton.db";
  must(must(open(sqlite_at(path)))->migrate());
  const auto dialect = must(make_sqlite_dialect(path));
  const auto beside = must(Connection::open(*dialect, Access::kWrite));
  const auto fill = [&](const std::string& table, std::int64_t rows) {
    must(beside->run("test", fmt::format("CREATE TABLE {} (a INTEGER)", table)));
    must(beside->run("test", fmt::format("CREATE INDEX {0}_a ON {0} (a)", table)));
    must(beside->run("test", fmt::format("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
                                         " WHERE i < {1}) INSERT INTO {0} SELECT i FROM n",
                                         table, rows)));
  };
  fill("large", base::kAnalyzedRowsMin);
  fill("small", base::kAnalyzedRowsMin - 1);
  must(must(open(sqlite_at(path)))->migrate());
  const auto analyzed = must(beside->query({"test", "SELECT DISTINCT tbl FROM sqlite_stat1", {}}));
  ASSERT_EQ(analyzed.size(), 1U);
  EXPECT_EQ(analyzed.cells.at(0), "large");
}

// The log behind a reader cannot be used again: a slow one made it grow for as long as it read.
TEST(SqliteStore, AReaderEndsWhenItHoldsUpTooMuch) {
  const TemporaryFolder folder;
  const auto path = folder.path() + "/jeton.db";
  constexpr std::uintmax_t kHeld = 1'000'000;
  const auto dialect = must(make_sqlite_dialect(path, WhenMissing::kCreate, kHeld));
  const auto writer = must(Connection::open(*dialect, Access::kWrite));
  must(writer->run("test", "CREATE TABLE t (a TEXT)"));
  for (int i = 0; i < 4; ++i) must(writer->run("test", "INSERT INTO t VALUES ('a')"));
  const auto connection = must(Connection::open(*dialect, Access::kRead));
  must(connection->run("begin", dialect->begin_read()));
  {
    const auto before = dialect->held_bytes();
    const auto cursor = must(connection->open_cursor({"test", "SELECT a FROM t", {}}, 1));
    ASSERT_EQ(must(cursor->next()).size(), 1U);
    must(writer->run("test", "INSERT INTO t VALUES ('b')"));
    ASSERT_EQ(must(cursor->next()).size(), 1U);
    while (dialect->held_bytes() <= before + kHeld) {
      must(writer->run("test", "INSERT INTO t VALUES (hex(randomblob(50000)))"));
    }
    const auto ended = cursor->next();
    ASSERT_TRUE(ended.has_error());
    EXPECT_EQ(ended.error().kind(), ErrorKind::kUnavailable);
  }
  must(connection->run("rollback", "ROLLBACK"));
  // The next one begins where the log is now.
  const auto again = must(connection->open_cursor({"test", "SELECT a FROM t", {}}, 1));
  EXPECT_EQ(must(again->next()).size(), 1U);
}

// A server has several stores over one file, and commands come and go beside it. The one that closes the file
// last tidies up the write-ahead log: that must not be one beside connections that are still open.
TEST(SqliteStore, AnotherStoreOfTheProcessLeavesItsLocksAlone) {
  const TemporaryFolder folder;
  const auto path = folder.path() + "/jeton.db";
  must(must(open(sqlite_at(path)))->migrate());
  int ready[2];
  ASSERT_EQ(::pipe(ready), 0);
  // Before anything is open: locks are a process's own.
  const pid_t child = ::fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    char go = 0;
    const bool told = ::read(ready[0], &go, 1) == 1;
    { const auto store = open(sqlite_at(path)); }
    ::_exit(told ? 0 : 1);
  }
  const auto first = must(open(sqlite_at(path)));
  contract::write(*first, [](auto& unit) { must(unit.accounts().insert(contract::account(1))); });
  const auto second = must(open(sqlite_at(path)));
  EXPECT_EQ(::write(ready[1], "x", 1), 1);
  int status = -1;
  EXPECT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_EQ(status, 0);
  for (const int end : ready) ::close(end);
  EXPECT_TRUE(std::filesystem::exists(path + "-wal"));
  contract::write(*first, [](auto& unit) { must(unit.accounts().insert(contract::account(2))); });
  EXPECT_EQ(must(reader(*second)->accounts().list()).size(), 2U);
  EXPECT_EQ(must(reader(*must(open(sqlite_at(path))))->accounts().list()).size(), 2U);
}

/// Files may grow no longer than they are while it lives, as on a full disk.
class FullDisk {
 public:
  FullDisk() {
    ::signal(SIGXFSZ, SIG_IGN);
    EXPECT_EQ(::getrlimit(RLIMIT_FSIZE, &before_), 0);
    const rlimit none{0, before_.rlim_max};
    EXPECT_EQ(::setrlimit(RLIMIT_FSIZE, &none), 0);
  }
  ~FullDisk() { EXPECT_EQ(::setrlimit(RLIMIT_FSIZE, &before_), 0); }
  FullDisk(const FullDisk&) = delete;
  FullDisk& operator=(const FullDisk&) = delete;

 private:
  rlimit before_{};
};

TEST(SqliteStore, FullDiskIsUnavailableAndNotReadyUntilThereIsRoom) {
  const TemporaryFolder folder;
  const auto store = must(open(sqlite_at(folder.path() + "/jeton.db")));
  must(store->migrate());
  {
    const FullDisk disk;
    must(store->ping());  // Nothing has been refused yet.
    EXPECT_FALSE(store->has_refused_changes());
    {
      const auto unit = must(store->begin_write());
      must(unit->accounts().insert(contract::account(1)));
      const auto committed = unit->commit();
      ASSERT_TRUE(committed.has_error());
      EXPECT_EQ(committed.error().kind(), ErrorKind::kUnavailable);
    }
    EXPECT_TRUE(store->has_refused_changes());
    for (int times = 0; times < 2; ++times) {
      ASSERT_TRUE(store->ping().has_error());
      EXPECT_EQ(store->ping().error().kind(), ErrorKind::kUnavailable);
    }
    EXPECT_TRUE(must(reader(*store)->accounts().list()).empty());
  }
  // Nobody sends changes to a server that is not ready: it has to find out by itself.
  EXPECT_TRUE(store->ping().has_value());
  EXPECT_FALSE(store->has_refused_changes());
  contract::write(*store, [](auto& unit) { must(unit.accounts().insert(contract::account(1))); });
}

TEST(SqliteStore, WaitsForTheWriterNoLongerThanItIsTold) {
  const TemporaryFolder folder;
  const auto store = must(open(sqlite_at(folder.path() + "/jeton.db"),
                               {.connections = 2, .wait_max = std::chrono::milliseconds{30}}));
  must(store->migrate());
  auto first = must(store->begin_write());
  EXPECT_EQ(store->begin_write().error().kind(), ErrorKind::kUnavailable);
  const auto one = reader(*store);
  const auto two = reader(*store);
  EXPECT_EQ(store->begin_read().error().kind(), ErrorKind::kUnavailable);
  first.reset();
  EXPECT_TRUE(store->begin_write().has_value());
}

TEST(SqliteStore, WaitingWriterGetsItsTurn) {
  const TemporaryFolder folder;
  const auto store = must(open(sqlite_at(folder.path() + "/jeton.db")));
  must(store->migrate());
  auto first = must(store->begin_write());
  std::thread waiting{[&] {
    contract::write(*store, [](auto& unit) { must(unit.accounts().insert(contract::account(2))); });
  }};
  must(first->accounts().insert(contract::account(1)));
  must(first->commit());
  first.reset();
  waiting.join();
  EXPECT_EQ(must(reader(*store)->accounts().list()).size(), 2U);
}

/// Writes without committing, says so, and waits to be killed.
[[noreturn]] void write_half_and_wait(const std::string& path, int ready) {
  const auto store = must(open(sqlite_at(path)));
  const auto unit = must(store->begin_write());
  for (int number = 10; number < 500; ++number) must(unit->accounts().insert(contract::account(number)));
  const char done = 'x';
  if (::write(ready, &done, 1) != 1) ::_exit(1);
  for (;;) ::pause();
}

// The token exists whole or not at all when the server is killed in the middle.
TEST(SqliteStore, KilledWriterLeavesNothingOfItsUnit) {
  const TemporaryFolder folder;
  const auto path = folder.path() + "/jeton.db";
  {
    const auto store = must(open(sqlite_at(path)));
    must(store->migrate());
    contract::write(*store, [](auto& unit) { must(unit.accounts().insert(contract::account(1))); });
  }
  int ready[2];
  ASSERT_EQ(::pipe(ready), 0);
  const pid_t child = ::fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    try {
      write_half_and_wait(path, ready[1]);
    } catch (...) {
      ::_exit(1);
    }
  }
  ::close(ready[1]);
  char done = 0;
  EXPECT_EQ(::read(ready[0], &done, 1), 1);
  ::close(ready[0]);
  ::kill(child, SIGKILL);
  int status = 0;
  EXPECT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_TRUE(WIFSIGNALED(status));

  const auto store = must(open(sqlite_at(path)));
  EXPECT_EQ(must(reader(*store)->accounts().list()).size(), 1U);
  EXPECT_EQ(must(reader(*store)->changes().read_after(0, 1000)).size(), 1U);
  contract::write(*store, [](auto& unit) { must(unit.accounts().insert(contract::account(2))); });
  EXPECT_EQ(must(reader(*store)->accounts().list()).size(), 2U);
}

}  // namespace
}  // namespace jeton::store::sql
