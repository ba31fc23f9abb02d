#pragma once

#include <atomic>
#include <cstdint>
#include <optional>
#include <set>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/limits.h"
#include "base/log.h"
#include "base/result.h"
#include "domain/store.h"
#include "feed/live_replica.h"

namespace jeton::feed {

/// What a step leaves to be done.
enum class Pending : std::uint8_t {
  kMore,     ///< Another step at once.
  kNothing,  ///< The replica has everything that was committed when the step began, as far as can be read.
};

/// Fills a replica from the store and keeps it up to date, in steps that each read a bounded part in a short
/// unit of their own: one that lasted for millions of tokens would keep every row that changes meanwhile.
///
/// Filling begins with the feed's position and goes through all tokens by id. What changes behind it is in
/// the feed after that position, so the file is complete, and published, once the feed has been read to its
/// end. For one thread at a time.
class Follower {
 public:
  struct Limits {
    std::int64_t page_tokens = base::kFeedPageTokens;
    std::int64_t batch_entries = base::kFeedBatchEntries;
    std::int64_t held_back = base::kFeedHeldBackMax;
  };

  /// All outlive it.
  struct Dependencies {
    domain::Store& store;
    const base::Clock& clock;
    const base::Log& log;
  };

  Follower(Dependencies dependencies, LiveReplica& replica);
  Follower(Dependencies dependencies, LiveReplica& replica, Limits limits);

  /// Opens the file, begins another where there is none that can be used, or goes on. Errors: of the store
  /// and of the file; the next call tries again.
  base::Result<Pending> step();

  /// How often a file was filled from the store, and how many entries of the feed were applied. Safe from any
  /// thread.
  [[nodiscard]] std::uint64_t fills() const noexcept { return fills_; }
  [[nodiscard]] std::uint64_t entries() const noexcept { return entries_; }

 private:
  enum class Stage : std::uint8_t { kClosed, kEmpty, kFilling, kFollowing };

  base::Result<Pending> open();
  base::Result<Pending> start_over();
  base::Result<Pending> fill();
  base::Result<Pending> follow();
  base::Result<void> apply(domain::UnitOfWork& unit, const std::vector<domain::ChangeEntry>& entries);
  base::Result<void> publish();
  Pending fill_again(std::string_view why);

  const Dependencies outside_;
  LiveReplica& replica_;
  const Limits limits_;
  Stage stage_ = Stage::kClosed;
  replica::FeedState feed_;
  std::optional<domain::TokenId> filled_to_;
  bool is_published_ = false;
  bool knows_modules_ = false;
  std::set<std::int64_t> applied_ahead_;  ///< Positions of entries that were held back.
  std::atomic<std::uint64_t> fills_ = 0;
  std::atomic<std::uint64_t> entries_ = 0;
};

}  // namespace jeton::feed
