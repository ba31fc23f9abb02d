#pragma once

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/testing/captured_log.h"
#include "base/testing/manual_clock.h"
#include "base/testing/seeded_random.h"
#include "feed/follower.h"
#include "feed/live_replica.h"
#include "replica/reader.h"
#include "store/contract/samples.h"
#include "store/sql/testing/databases.h"

/// What the tests of this module share.
namespace jeton::feed {

namespace contract = store::contract;
using contract::account_id;
using contract::must;
using contract::token_id;

struct EngineOfTest {
  const char* name;
  contract::Provision (*provide)();
};

inline std::string name_of_engine(const ::testing::TestParamInfo<EngineOfTest>& engine) {
  return engine.param.name;
}

/// Both engines, for `INSTANTIATE_TEST_SUITE_P`.
inline const EngineOfTest kEngines[] = {{"Sqlite", &store::sql::provide_sqlite},
                                        {"Postgres", &store::sql::provide_postgres}};

/// A store that can be taken away.
class StoreWithOutages final : public domain::Store {
 public:
  explicit StoreWithOutages(domain::Store& store) : store_{store} {}
  bool is_down = false;

  base::Result<std::unique_ptr<domain::UnitOfWork>> begin_read() override {
    if (is_down) return base::Error::unavailable("gone away");
    return store_.begin_read();
  }
  base::Result<std::unique_ptr<domain::UnitOfWork>> begin_write() override { return store_.begin_write(); }
  base::Result<std::unique_ptr<domain::UnitOfWork>> begin_write(std::chrono::milliseconds wait) override {
    return store_.begin_write(wait);
  }
  base::Result<int> migrate() override { return store_.migrate(); }
  base::Result<int> schema_version() override { return store_.schema_version(); }
  base::Result<void> ping() override { return store_.ping(); }
  bool has_refused_changes() const noexcept override { return false; }

 private:
  domain::Store& store_;
};

/// A database with three accounts and four modules, and a folder for a replica of it.
class FeedFixture : public ::testing::TestWithParam<EngineOfTest> {
 protected:
  void SetUp() override {
    provision_ = GetParam().provide();
    if (!provision_.failure.empty()) FAIL() << provision_.failure;
    if (!provision_.skipped.empty()) GTEST_SKIP() << provision_.skipped;
    boot_.fill(std::byte{1});
    database_ = std::move(provision_.database);
    stored_ = database_->open();
    contract::add_platform(*stored_);
    outage_ = std::make_unique<StoreWithOutages>(*stored_);
    restart();
  }
  void TearDown() override {
    follower_.reset();
    replica_.reset();
    outage_.reset();
    stored_.reset();
    database_.reset();
  }

  /// What a process that is killed and started again has.
  void restart() {
    follower_.reset();
    replica_.reset();
    catalogue_.reset();
    replica_ = make_replica();
    follower_ = make_follower(*outage_);
  }
  std::unique_ptr<LiveReplica> make_replica() {
    return std::make_unique<LiveReplica>(
        replica::Writer::Options{.path = path(), .boot = boot_, .limits = limits_},
        LiveReplica::Dependencies{random_, log_.log(), [this](auto modules) {
                                    catalogue_ = std::move(modules);
                                    ++catalogues_;
                                  }});
  }
  std::unique_ptr<Follower> make_follower(domain::Store& store) {
    return std::make_unique<Follower>(Follower::Dependencies{store, clock_, log_.log()}, *replica_,
                                      feed_limits_);
  }

  [[nodiscard]] std::string path() const { return folder_.path() + "/replica"; }

  /// Steps until there is nothing more. Answers how many it took.
  int catch_up() {
    for (int steps = 1; steps < 10'000; ++steps) {
      if (must(follower_->step()) == Pending::kNothing) return steps;
    }
    ADD_FAILURE() << "does not come to an end";
    return 0;
  }

  replica::Reader reader() { return must(replica::Reader::open(path(), boot_)); }
  replica::LookUp find(const domain::TokenId& id) { return reader_once(id); }
  [[nodiscard]] domain::TokenStatus status_of(int number) {
    const auto found = find(token_id(number));
    EXPECT_EQ(found.found, replica::Found::kToken) << number;
    return found.record.status;
  }
  [[nodiscard]] bool knows(int number) { return find(token_id(number)).found == replica::Found::kToken; }

  static void write(domain::Store& store, const std::function<void(domain::UnitOfWork&)>& change) {
    contract::write(store, change);
  }
  void add(int number, int account = 2) {
    contract::add_token(*stored_, contract::token(number, account_id(account)));
  }
  /// Changes a token as a command would, in a unit of its own.
  static void change(domain::Store& store, int number, const std::function<void(domain::Token&)>& change) {
    write(store, [&](domain::UnitOfWork& unit) { change_in(unit, number, change); });
  }
  static void change_in(domain::UnitOfWork& unit, int number,
                        const std::function<void(domain::Token&)>& change) {
    auto token = must(unit.tokens().find(token_id(number), domain::Lock::kExclusive)).value();
    ++token.revision;
    change(token);
    must(unit.tokens().update(token));
  }
  static void set_status(domain::Store& store, int number, domain::TokenStatus status) {
    change(store, number, [status](domain::Token& token) { token.status = status; });
  }
  static void set_account_status(domain::Store& store, int number, domain::AccountStatus status) {
    write(store, [&](domain::UnitOfWork& unit) {
      auto account = must(unit.accounts().find(account_id(number), domain::Lock::kExclusive)).value();
      ++account.revision;
      account.status = status;
      must(unit.accounts().update(account));
    });
  }
  static void rename_module(domain::Store& store, int number, const std::string& prefix) {
    write(store, [&](domain::UnitOfWork& unit) {
      auto module = must(unit.modules().find(contract::module_id(number), domain::Lock::kExclusive)).value();
      ++module.revision;
      module.paths = {{prefix, {}}};
      must(unit.modules().update(module));
    });
  }
  /// Removes all entries of the feed up to its end.
  void prune_all() {
    write(*stored_, [](domain::UnitOfWork& unit) {
      must(unit.changes().prune(must(unit.changes().position_behind(0)), 1'000'000));
    });
  }

  /// That the replica and the catalogue hold what the store does, token by token.
  void expect_same_as_store() {
    const auto unit = contract::reader(*stored_);
    const auto tokens = must(unit->tokens().list_credentials(std::nullopt, 100'000));
    EXPECT_EQ(replica_->status().tokens, tokens.size());
    auto reads = reader();
    for (const auto& token : tokens) {
      const auto found = reads.find(replica::PackedId::of(token.id));
      ASSERT_EQ(found.found, replica::Found::kToken) << token.id;
      EXPECT_EQ(found.record.revision, token.revision) << token.id;
      EXPECT_EQ(found.record.status, token.status) << token.id;
      EXPECT_EQ(found.record.account, replica::PackedId::of(token.account)) << token.id;
      EXPECT_EQ(found.record.account_status, token.account_status) << token.id;
      EXPECT_EQ(found.record.digest, token.digest) << token.id;
      ASSERT_EQ(found.record.modules.size(), token.modules.size()) << token.id;
      for (const auto& module : token.modules) {
        EXPECT_TRUE(found.record.modules.contains(replica::PackedId::of(module))) << token.id << module;
      }
    }
    ASSERT_TRUE(catalogue_.has_value());
    const auto modules = must(unit->modules().list());
    ASSERT_EQ(contract::ids(*catalogue_), contract::ids(modules));
    for (std::size_t i = 0; i < modules.size(); ++i) contract::expect_same(catalogue_->at(i), modules[i]);
  }

  base::testing::ManualClock clock_;
  base::testing::CapturedLog log_;
  base::testing::SeededRandom random_{1};
  replica::BootId boot_{};
  replica::Limits limits_{
      .tokens_max = 100'000, .set_bytes_max = std::size_t{1} << 20, .file_bytes_max = std::size_t{1} << 30};
  Follower::Limits feed_limits_{.page_tokens = 3, .batch_entries = 4, .held_back = 5};
  store::sql::TemporaryFolder folder_;
  std::unique_ptr<contract::Database> database_;
  std::unique_ptr<domain::Store> stored_;
  std::unique_ptr<StoreWithOutages> outage_;
  std::optional<std::vector<domain::Module>> catalogue_;
  int catalogues_ = 0;
  std::unique_ptr<LiveReplica> replica_;
  std::unique_ptr<Follower> follower_;

 private:
  replica::LookUp reader_once(const domain::TokenId& id) {
    kept_.emplace(reader());
    return kept_->find(replica::PackedId::of(id));
  }

  contract::Provision provision_;
  std::optional<replica::Reader> kept_;  ///< Sets point into its file.
};

}  // namespace jeton::feed
