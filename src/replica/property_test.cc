#include <gtest/gtest.h>

#include <map>

#include "base/random.h"
#include "replica/replica_fixture_test.h"

namespace jeton::replica {
namespace {

/// A replica does what a map does, whatever is done to it.
class PropertyTest : public ReplicaFixture {
 protected:
  std::uint64_t below(std::uint64_t bound) { return base::uniform_below(random_, bound); }

  std::optional<base::Timestamp> some_time() {
    if (below(2) == 0) return std::nullopt;
    return at_ms(static_cast<std::int64_t>(1 + below(1000)));
  }

  TokenEntry some_entry() {
    TokenEntry entry{.id = token_id(below(3000)), .account = account_id(below(20))};
    entry.status = static_cast<domain::TokenStatus>(below(3));
    entry.account_status = static_cast<domain::AccountStatus>(below(3));
    entry.revision = static_cast<std::int64_t>(1 + below(4));
    entry.digest = numbered_digest(below(1000));
    if (below(4) == 0) entry.second = SecondSecret{numbered_digest(below(1000)), some_time()};
    if (below(8) == 0) entry.not_before = some_time();
    entry.expires_at = some_time();
    for (std::uint64_t module = 0; module < 6; ++module) {
      if (below(2) == 0) entry.modules.push_back(module_id(module));
    }
    if (below(4) == 0) entry.addresses.push_back(*base::IpNetwork::parse("192.0.2.0/24"));
    entry.rate_class = static_cast<std::uint32_t>(below(3));
    return entry;
  }

  void set_status(const domain::AccountId& account, domain::AccountStatus status) {
    for (auto& [id, entry] : expected_) {
      if (entry.account == account) entry.account_status = status;
    }
  }

  void put_some(Writer& writer) {
    const auto entry = some_entry();
    const auto before = expected_.find(entry.id);
    const bool is_newest = before == expected_.end() || before->second.revision <= entry.revision;
    ASSERT_EQ(put(writer, entry), is_newest);
    if (!is_newest) return;
    expected_.insert_or_assign(entry.id, entry);
    set_status(entry.account, entry.account_status);
  }

  void expect_all(Reader& reads) {
    for (std::uint64_t i = 0; i < 3000; ++i) {
      const auto expected = expected_.find(token_id(i));
      if (expected == expected_.end()) {
        ASSERT_EQ(found(reads, token_id(i)), Found::kNothing);
      } else {
        ASSERT_TRUE(has(reads, expected->second)) << expected->second.id;
      }
    }
  }

  std::map<domain::TokenId, TokenEntry> expected_;
};

TEST_F(PropertyTest, IsWhatAMapIs) {
  auto writer = std::make_unique<Writer>(published());
  auto reads = reader();
  for (int step = 0; step < 8000; ++step) {
    const auto what = below(1000);
    if (what < 700) {
      put_some(*writer);
    } else if (what < 990) {
      const auto id = token_id(below(3000));
      ASSERT_EQ(writer->remove(id), expected_.erase(id) == 1);
    } else if (what < 996) {
      const auto account = account_id(below(20));
      const auto status = static_cast<domain::AccountStatus>(below(3));
      writer->set_account_status(account, status);
      set_status(account, status);
    } else if (what < 998) {
      ASSERT_TRUE(writer->compact().has_value());
    } else {
      if (what == 998) {
        ASSERT_TRUE(writer->close().has_value());
      }
      writer.reset();
      writer = std::make_unique<Writer>(*Writer::open(options()));
    }
    if (HasFatalFailure()) return;
    const auto any = token_id(below(3000));
    const auto expected = expected_.find(any);
    ASSERT_TRUE(expected == expected_.end() ? found(reads, any) == Found::kNothing
                                            : static_cast<bool>(has(reads, expected->second)))
        << step << ' ' << any;
    ASSERT_EQ(writer->tokens(), expected_.size());
    if (step % 1000 == 0) expect_all(reads);
  }
  EXPECT_GT(writer->generation(), 2U);
  expect_all(reads);
  auto late = reader();
  expect_all(late);
}

}  // namespace
}  // namespace jeton::replica
