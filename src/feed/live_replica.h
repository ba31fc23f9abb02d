#pragma once

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <vector>

#include "base/clock.h"
#include "base/log.h"
#include "base/random.h"
#include "base/result.h"
#include "domain/ids.h"
#include "domain/module.h"
#include "domain/token_repository.h"
#include "replica/header.h"
#include "replica/writer.h"

namespace jeton::feed {

/// The replica of this host and the catalogue of modules, as their one writer has them. Two sources change
/// them: what follows the feed, and each unit of this process that has committed. These two may come in any
/// order, so the later revision of an object counts. Safe from any thread.
class LiveReplica {
 public:
  /// What a replica takes from outside. All outlive it.
  struct Dependencies {
    base::RandomSource& random;
    const base::Log& log;
    /// Takes the catalogue whenever it has changed; nothing: it is not known. No call overlaps another.
    std::function<void(std::optional<std::vector<domain::Module>>)> on_modules;
  };

  /// An account as far as a replica knows it.
  struct AccountState {
    domain::AccountId account;
    domain::AccountStatus status;
  };

  /// What was read in one unit: of the objects that are named, as they were all at the same time.
  struct Reading {
    std::vector<domain::TokenCredential> tokens{};
    std::vector<domain::TokenId> gone{};  ///< There are no such tokens.
    std::vector<AccountState> accounts{};
    std::optional<std::vector<domain::Module>> modules{};  ///< All of them; nothing: not read.
  };

  struct Status {
    bool is_open = false;
    bool is_published = false;
    replica::FeedState feed;
    std::uint32_t tokens = 0;
    std::uint64_t generation = 0;
    /// Tokens that did not fit, so far. They are refused as unknown.
    std::uint64_t left_out = 0;
  };

  LiveReplica(replica::Writer::Options options, Dependencies dependencies);

  /// Has commits wait until `open` has returned, or `close` has: a file that other processes read must not be
  /// without the changes of this one while it is being examined.
  void expect_open();
  /// Goes on with the file at the path. Errors: as `Writer::open`.
  base::Result<void> open();
  /// Makes another file for about `tokens` tokens; `publish` puts it in the place of the one at the path,
  /// from which nothing is decided any more. Errors: as `Writer::create`.
  base::Result<void> start_over(std::uint64_t tokens);
  base::Result<void> publish();
  /// After it readers go on, and after the machine was started again the next writer does. Errors:
  /// unavailable when it cannot be written to the disk.
  base::Result<void> close();

  /// What the follower has read of the store; of two readings the later one is given later. Errors:
  /// unavailable when the file cannot take it now.
  base::Result<void> put_read(const Reading& reading);
  /// What a unit of this process has committed, read before it did; `accounts` and `gone` do not occur. When
  /// it returns, nothing is decided from what was there before: a token that cannot be written is removed.
  void put_committed(const Reading& reading);
  void set_feed(const replica::FeedState& feed);

  /// Tokens that have to be read again, because a commit could not be written. They are until they are put.
  [[nodiscard]] std::vector<domain::TokenId> owed() const;
  [[nodiscard]] Status status() const;
  /// When the file that readers have was last complete; nothing while they have none that is fresh. Never
  /// blocks.
  [[nodiscard]] std::optional<base::Timestamp> fresh_at() const noexcept;

 private:
  enum class Source : std::uint8_t { kStore, kCommit };

  base::Result<void> put(const domain::TokenCredential& token, Source source);
  void leave_out(const domain::TokenId& token, const base::Error& why);
  void put_modules(const std::vector<domain::Module>& modules);
  void forget_modules();
  void note_freshness() noexcept;

  const replica::Writer::Options options_;
  const Dependencies outside_;
  mutable std::mutex mutex_;
  std::optional<replica::Writer> writer_;
  bool is_published_ = false;
  bool is_expected_ = false;
  std::condition_variable opened_;
  std::atomic<std::int64_t> fresh_at_ms_ = 0;  ///< 0: not fresh.
  std::map<domain::ModuleId, domain::Module> modules_;
  std::set<domain::TokenId> owed_;
  std::uint64_t left_out_ = 0;
};

}  // namespace jeton::feed
