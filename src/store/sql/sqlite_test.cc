#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <thread>

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
