#include "store/sql/engine/availability.h"

#include <gtest/gtest.h>

#include <chrono>
#include <future>
#include <memory>

#include "store/contract/samples.h"
#include "store/sql/engine/connection.h"
#include "store/sql/engine/dialect_postgres.h"
#include "store/sql/engine/dialect_sqlite.h"
#include "store/sql/testing/databases.h"

namespace jeton::store::sql {
namespace {

using contract::must;
using std::chrono::milliseconds;

constexpr milliseconds kLong{std::chrono::hours{1}};

/// Never ends by itself.
class HeldBrake final : public Brake {
 public:
  explicit HeldBrake(std::promise<void>& pulled) : pulled_{pulled} {}
  void pull() noexcept override {
    if (!is_pulled_) pulled_.set_value();
    is_pulled_ = true;
  }

 private:
  std::promise<void>& pulled_;
  bool is_pulled_ = false;
};

struct HeldCall {
  explicit HeldCall(Availability& availability, milliseconds time_max)
      : calls{availability, std::make_unique<HeldBrake>(pulled), time_max} {}

  std::promise<void> pulled;
  WatchedCalls calls;
};

TEST(AvailabilityOfADatabase, EndsACallThatTakesTooLongAndNoOther) {
  Availability availability{kLong};
  HeldCall slow{availability, milliseconds{1}};
  HeldCall patient{availability, kLong};
  {
    const WatchedCalls::Call both{&patient.calls};
    const WatchedCalls::Call call{&slow.calls};
    slow.pulled.get_future().wait();
  }
  EXPECT_TRUE(slow.calls.was_ended());
  EXPECT_FALSE(patient.calls.was_ended());
  EXPECT_EQ(availability.calls().count, 2U);
  EXPECT_EQ(availability.calls().ended, 1U);
  EXPECT_GT(availability.calls().time.count(), 0);
}

TEST(AvailabilityOfADatabase, LeavesAConnectionAloneThatIsNotInACall) {
  Availability availability{milliseconds{0}};
  HeldCall idle{availability, milliseconds{0}};
  availability.note_silent("a test");
  HeldCall busy{availability, kLong};
  const WatchedCalls::Call call{&busy.calls};
  // By the time that one has been seen, so has the other.
  busy.pulled.get_future().wait();
  EXPECT_FALSE(idle.calls.was_ended());
}

TEST(AvailabilityOfADatabase, HasLittlePatienceWhileTheDatabaseIsSilent) {
  Availability availability{milliseconds{1}};
  HeldCall held{availability, kLong};
  const WatchedCalls::Call call{&held.calls};
  EXPECT_FALSE(availability.is_silent());
  availability.note_silent("a test");
  EXPECT_TRUE(availability.is_silent());
  EXPECT_EQ(availability.why_silent(), "a test");
  held.pulled.get_future().wait();
  availability.note_answer();
  EXPECT_FALSE(availability.is_silent());
}

TEST(AvailabilityOfADatabase, HasEndedForGood) {
  Availability availability{kLong};
  HeldCall held{availability, kLong};
  const WatchedCalls::Call call{&held.calls};
  availability.end();
  held.pulled.get_future().wait();
  availability.note_answer();
  EXPECT_TRUE(availability.is_silent());
}

TEST(AvailabilityOfADatabase, EndsAStatementOfSqlite) {
  const TemporaryFolder folder;
  const auto dialect = must(make_sqlite_dialect(folder.path() + "/jeton.db"));
  Availability availability{kLong};
  const auto connection = must(Connection::open(*dialect, Access::kWrite, &availability));
  connection->set_call_time_max(milliseconds{1});
  const auto endless = connection->query(
      {"test", "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n", {}});
  ASSERT_TRUE(endless.has_error());
  EXPECT_EQ(endless.error().kind(), base::ErrorKind::kUnavailable);
  EXPECT_TRUE(connection->timed_out());
  EXPECT_TRUE(connection->lost());
}

TEST(AvailabilityOfADatabase, EndsAStatementOfPostgres) {
  const auto absent = postgres_absence();
  if (!absent.skipped.empty()) GTEST_SKIP() << absent.skipped;
  ASSERT_EQ(absent.failure, "");
  const auto dialect = make_postgres_dialect(database_server());
  Availability availability{kLong};
  const auto connection = must(Connection::open(*dialect, Access::kWrite, &availability));
  connection->set_call_time_max(milliseconds{1});
  const auto endless = connection->run("test", "SELECT pg_sleep(1000)");
  ASSERT_TRUE(endless.has_error());
  EXPECT_EQ(endless.error().kind(), base::ErrorKind::kUnavailable);
  EXPECT_TRUE(connection->timed_out());
  EXPECT_TRUE(connection->lost());
}

}  // namespace
}  // namespace jeton::store::sql
