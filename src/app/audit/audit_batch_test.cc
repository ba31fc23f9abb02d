#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "app/audit/audit.h"
#include "app/testing/platform.h"
#include "base/limits.h"
#include "domain/testing/samples.h"

namespace jeton::app {
namespace {

using domain::AuditAction;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;

/// The same number for so many draws, then a seeded sequence.
class SameFirst final : public base::RandomSource {
 public:
  explicit SameFirst(int draws) : left_{draws} {}
  void fill(std::span<std::byte> bytes) override {
    if (left_-- > 0) {
      std::fill(bytes.begin(), bytes.end(), std::byte{1});
    } else {
      rest_.fill(bytes);
    }
  }

 private:
  int left_;
  base::testing::SeededRandom rest_;
};

/// The numbers that the id of a record is made of.
constexpr int kDrawsOfAnId = static_cast<int>(domain::AuditRecordTag::kGroups);

class AuditBatches : public ::testing::Test {
 protected:
  static domain::Token token(int number) {
    return {.id = domain::testing::token_id(number),
            .account = domain::AccountId::from_stored("ACC-2000-0001"),
            .name = "Ledger sync"};
  }
  AuditEntry entry(int number, AuditAction action = AuditAction::kUpdated) const {
    return audit_entry(action, token(number), platform.alder);
  }
  [[nodiscard]] Services with(base::RandomSource& random) const {
    auto& usual = platform.services();
    return {usual.store, usual.clock, random, usual.sealer, usual.log, usual.accesses};
  }
  base::Result<void> write(const Services& services, const std::vector<AuditEntry>& entries) {
    auto unit = *platform.store().begin_write();
    auto written = write_audits(services, *unit, caller, platform.clock.now(), entries);
    if (written.has_value()) {
      EXPECT_TRUE(unit->commit().has_value());
    }
    return written;
  }
  std::vector<domain::AuditRecord> records(int number) {
    return *(*platform.store().begin_read())->audit().list_of_object(token(number).id.str());
  }
  std::optional<domain::EventType> event_type(const std::string& key) {
    return *(*platform.store().begin_read())->event_types().find_by_key(key);
  }

  testing::TestPlatform platform;
  domain::Caller caller = platform.administrator_of(platform.alder);
};

TEST_F(AuditBatches, SayOfEachObjectWhatOneRecordDoes) {
  ASSERT_TRUE(write(platform.services(),
                    {entry(1), entry(2), entry(3, AuditAction::kRevealed), entry(4, AuditAction::kRevealed)})
                  .has_value());
  for (const int number : {1, 2, 3, 4}) {
    ASSERT_THAT(records(number), SizeIs(1));
    auto unit = *platform.store().begin_write();
    const auto action = number < 3 ? AuditAction::kUpdated : AuditAction::kRevealed;
    ASSERT_TRUE(write_audit(platform.services(), *unit, caller, platform.clock.now(), entry(number, action))
                    .has_value());
    ASSERT_TRUE(unit->commit().has_value());
    auto both = records(number);
    ASSERT_THAT(both, SizeIs(2));
    both[1].id = both[0].id;
    EXPECT_EQ(domain::canonical_form(both[0]), domain::canonical_form(both[1]));
  }
  EXPECT_EQ(event_type("platform.accounts.apiToken.updated")->name, "API token updated");
  EXPECT_EQ(event_type("platform.accounts.apiToken.revealed")->name, "API token value shown");
}

TEST_F(AuditBatches, MayBeEmpty) {
  EXPECT_TRUE(write(platform.services(), {}).has_value());
}

//
TEST_F(AuditBatches, HoldNoTokensText) {
  auto shown = token(1);
  const std::string text = "idt:TKN-8857-1729:zqxjkvbp0123456789abcdef";
  shown.name = "Was " + text;
  ASSERT_TRUE(
      write(platform.services(), {audit_entry(AuditAction::kUpdated, shown, platform.alder)}).has_value());
  const auto record = records(1).front();
  EXPECT_THAT(record.object_name + record.documents, Not(HasSubstr("zqxjkvbp")));
  EXPECT_THAT(record.object_name, HasSubstr("Was "));
}

TEST_F(AuditBatches, HaveAnIdForEachRecord) {
  ASSERT_TRUE(write(platform.services(), {entry(9)}).has_value());  // The event type is there.
  SameFirst random{2 * kDrawsOfAnId};
  ASSERT_TRUE(write(with(random), {entry(1), entry(2), entry(3)}).has_value());
  std::set<std::string> ids;
  for (const int number : {1, 2, 3}) {
    ASSERT_THAT(records(number), SizeIs(1));
    ids.insert(records(number).front().id.str());
  }
  EXPECT_THAT(ids, SizeIs(3));
}

TEST_F(AuditBatches, DrawAgainForWhatIsTakenAndForNothingElse) {
  ASSERT_TRUE(write(platform.services(), {entry(9)}).has_value());
  SameFirst first{kDrawsOfAnId};
  ASSERT_TRUE(write(with(first), {entry(1)}).has_value());
  SameFirst second{kDrawsOfAnId};
  ASSERT_TRUE(write(with(second), {entry(2), entry(3)}).has_value());
  for (const int number : {1, 2, 3}) EXPECT_THAT(records(number), SizeIs(1)) << number;
  EXPECT_NE(records(1).front().id, records(2).front().id);
}

TEST_F(AuditBatches, DrawAgainForAnEventTypeWhoseIdIsTaken) {
  for (const auto action : {AuditAction::kUpdated, AuditAction::kRevealed}) {
    SameFirst random{static_cast<int>(domain::EventTypeTag::kGroups)};
    ASSERT_TRUE(write(with(random), {entry(1, action)}).has_value());
  }
  const auto updated = event_type("platform.accounts.apiToken.updated");
  const auto revealed = event_type("platform.accounts.apiToken.revealed");
  ASSERT_TRUE(updated.has_value());
  ASSERT_TRUE(revealed.has_value());
  EXPECT_NE(updated->id, revealed->id);
}

TEST_F(AuditBatches, ASingleRecordDrawsSoManyTimesAndGivesUp) {
  ASSERT_TRUE(write(platform.services(), {entry(9)}).has_value());
  const auto written = [&](int same) {
    SameFirst random{same * kDrawsOfAnId};
    const auto services = with(random);
    auto unit = *platform.store().begin_write();
    const auto result = write_audit(services, *unit, caller, platform.clock.now(), entry(1));
    if (result.has_value()) {
      EXPECT_TRUE(unit->commit().has_value());
    }
    return result;
  };
  ASSERT_TRUE(written(1).has_value());
  EXPECT_TRUE(written(base::kIdDrawsMax - 1).has_value());
  const auto refused = written(base::kIdDrawsMax);
  ASSERT_TRUE(refused.has_error());
  EXPECT_EQ(refused.error().detail(), "no free id was found");
}

}  // namespace
}  // namespace jeton::app
