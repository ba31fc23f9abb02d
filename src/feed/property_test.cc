#include <gtest/gtest.h>

#include <array>

#include "base/random.h"
#include "feed/feed_fixture_test.h"
#include "feed/write_through_store.h"

namespace jeton::feed {
namespace {

using domain::TokenStatus;

/// Whatever is changed by whom, and wherever the process is killed, the replica is what the store is once the
/// feed has been read to its end.
class FeedPropertyTest : public FeedFixture {
 protected:
  void SetUp() override {
    FeedFixture::SetUp();
    if (IsSkipped() || HasFatalFailure()) return;
    beside_ = database_->open();
    through_ = std::make_unique<WriteThroughStore>(*stored_, *replica_, [] {});
  }
  void TearDown() override {
    through_.reset();
    beside_.reset();
    FeedFixture::TearDown();
  }

  std::uint64_t below(std::uint64_t bound) { return base::uniform_below(*choice_, bound); }
  int any_token() { return 1 + static_cast<int>(below(static_cast<std::uint64_t>(tokens_))); }

  void change_something(domain::Store& store) {
    const auto what = below(10);
    if (what < 3 || tokens_ == 0) {
      contract::add_token(store, contract::token(++tokens_, account_id(1 + static_cast<int>(below(3)))));
    } else if (what < 7) {
      change(store, any_token(), [&](domain::Token& token) {
        token.status = static_cast<TokenStatus>(below(3));
        if (below(2) == 0) token.modules = {contract::module_id(1 + static_cast<int>(below(4)))};
      });
    } else if (what < 8) {
      set_account_status(store, 1 + static_cast<int>(below(3)), static_cast<domain::AccountStatus>(below(3)));
    } else if (what < 9) {
      rename_module(store, 1 + static_cast<int>(below(4)), fmt::format("/p{}", below(1000)));
    } else {
      write(store, [&](domain::UnitOfWork& unit) {
        const int token = any_token();
        change_in(unit, token, [](domain::Token& each) { each.status = TokenStatus::kDisabled; });
        if (token > 1) change_in(unit, token - 1, [](domain::Token& each) { each.modules.clear(); });
      });
    }
  }

  void kill_and_start_again() {
    through_.reset();
    restart();
    through_ = std::make_unique<WriteThroughStore>(*stored_, *replica_, [] {});
  }

  std::unique_ptr<base::testing::SeededRandom> choice_;
  std::unique_ptr<domain::Store> beside_;
  std::unique_ptr<WriteThroughStore> through_;
  int tokens_ = 0;
};

INSTANTIATE_TEST_SUITE_P(Engines, FeedPropertyTest, ::testing::ValuesIn(kEngines), &name_of_engine);

TEST_P(FeedPropertyTest, IsWhatTheStoreIs) {
  for (const auto seed : std::array<std::uint64_t, 4>{1, 2, 3, 4}) {
    SCOPED_TRACE(fmt::format("seed {}", seed));
    choice_ = std::make_unique<base::testing::SeededRandom>(seed);
    for (int step = 0; step < 120; ++step) {
      const auto what = below(100);
      if (what < 30) {
        change_something(*through_);
      } else if (what < 55) {
        change_something(*beside_);
      } else if (what < 95) {
        must(follower_->step());
      } else if (what < 98) {
        kill_and_start_again();
      } else if (what < 99) {
        prune_all();
      } else {
        catch_up();
        expect_same_as_store();
        if (HasFatalFailure()) return;
      }
    }
    catch_up();
    expect_same_as_store();
    if (HasFatalFailure()) return;
  }
}

}  // namespace
}  // namespace jeton::feed
