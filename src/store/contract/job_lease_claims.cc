#include <gtest/gtest.h>

#include "store/contract/claims.h"
#include "store/contract/samples.h"

namespace jeton::store::contract {
namespace {

using domain::UnitOfWork;

bool take(domain::Store& store, std::string_view holder, std::int64_t now, std::int64_t until,
          std::string_view job = "expire") {
  bool taken = false;
  write(store, [&](UnitOfWork& unit) { taken = must(unit.leases().take(job, holder, at(now), at(until))); });
  return taken;
}

void ALeaseIsHeldByOneUntilItsEnd(Database& database) {
  const auto store = database.open();
  EXPECT_TRUE(take(*store, "a", 0, 10));
  EXPECT_FALSE(take(*store, "b", 0, 10));
  EXPECT_FALSE(take(*store, "b", 9, 19));
  EXPECT_TRUE(take(*store, "b", 10, 20));
  EXPECT_FALSE(take(*store, "a", 19, 29));
  // Of another job.
  EXPECT_TRUE(take(*store, "a", 19, 29, "flush"));
}

void ALeaseIsProlongedByItsHolder(Database& database) {
  const auto store = database.open();
  EXPECT_TRUE(take(*store, "a", 0, 10));
  EXPECT_TRUE(take(*store, "a", 5, 15));
  EXPECT_FALSE(take(*store, "b", 14, 24));
  EXPECT_TRUE(take(*store, "b", 15, 25));
}

void ALeaseIsGivenBackByItsHolderAlone(Database& database) {
  const auto store = database.open();
  EXPECT_TRUE(take(*store, "a", 0, 10));
  const auto release = [&](std::string_view holder, std::string_view job) {
    write(*store, [&](UnitOfWork& unit) { must(unit.leases().release(job, holder)); });
  };
  release("b", "expire");
  release("a", "flush");
  EXPECT_FALSE(take(*store, "b", 1, 11));
  release("a", "expire");
  EXPECT_TRUE(take(*store, "b", 1, 11));
}

}  // namespace

Claims job_lease_claims() {
  return {JETON_CLAIM(ALeaseIsHeldByOneUntilItsEnd), JETON_CLAIM(ALeaseIsProlongedByItsHolder),
          JETON_CLAIM(ALeaseIsGivenBackByItsHolderAlone)};
}

}  // namespace jeton::store::contract
