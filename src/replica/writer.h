#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "base/limits.h"
#include "base/random.h"
#include "base/result.h"
#include "replica/boot_id.h"
#include "replica/file_lock.h"
#include "replica/generation.h"
#include "replica/token_entry.h"

namespace jeton::replica {

/// What a replica may hold at most. A bug if that is more than two billion tokens, or 64 GiB of sets.
struct Limits {
  std::size_t tokens_max = base::kReplicaTokensMax;
  std::size_t set_bytes_max = base::kReplicaSetBytesMax;
  std::size_t file_bytes_max = base::kReplicaFileBytesMax;
};

/// The one process that writes the replica of a host. What has filled the file from the store, or followed
/// the feed, calls `set_feed` after the changes up to there: what is lost when the process is killed comes
/// again.
///
/// Destroying it without `close` is what a crash is: the next writer of this boot goes on, one of a later
/// boot has to fill a new file.
class Writer {
 public:
  struct Options {
    std::string path;  ///< Of the replica; the lock and the next file are beside it.
    BootId boot{};
    Limits limits{};
  };

  /// Goes on with the replica at the path. Errors: not found; conflict at `file` while another process writes
  /// it; invalid at `file` if the replica cannot be used any more: then `create` makes a new one.
  static base::Result<Writer> open(Options options);
  /// An empty replica for about `tokens` tokens, beside the one at the path, which readers keep until
  /// `publish`. That one is not fresh any more: it is replaced because it cannot be trusted. Errors: conflict
  /// at `file` while another process writes the replica; as `put` for the limits.
  static base::Result<Writer> create(Options options, base::RandomSource& random, std::uint64_t tokens);

  /// Puts a new replica in the place of the one at the path. Nothing happens when it is there.
  base::Result<void> publish();

  /// Adds or replaces a token. When it returns, no reader finds the one before. False, and nothing is
  /// changed, if a later revision is there. Errors: those of `validate`; conflict at `tokens`, `sets` or
  /// `file` if the replica would exceed a limit.
  base::Result<bool> put(const TokenEntry& entry);
  /// Forgets a token. One that is deleted is not removed but put, with its status. False if it is not there.
  bool remove(const domain::TokenId& token);
  /// The status of an account, for all of its tokens.
  void set_account_status(const domain::AccountId& account, domain::AccountStatus status);
  /// Nothing if no token of the account has been put.
  [[nodiscard]] std::optional<domain::AccountStatus> account_status(const domain::AccountId& account) const;
  void set_feed(const FeedState& feed);

  /// Makes room for `tokens` tokens at once. Errors: as `put` for the limits.
  base::Result<void> reserve(std::uint64_t tokens);
  /// Replaces the file by one without what removed tokens and unused sets take. Errors: as `put`.
  base::Result<void> compact();

  /// Ends writing: readers go on, and after the machine was started again the next writer does. A bug if it
  /// is not published, and so is every call after it.
  base::Result<void> close();

  [[nodiscard]] std::uint32_t tokens() const noexcept { return generation_->tokens(); }
  [[nodiscard]] FeedState feed() const noexcept { return generation_->feed(); }
  [[nodiscard]] std::uint64_t generation() const noexcept { return generation_->identity().generation; }
  /// Tokens that were lost when the last writer was killed, until the feed brings them again.
  [[nodiscard]] std::uint32_t dropped() const noexcept { return generation_->dropped(); }

 private:
  Writer(Options options, FileLock lock);

  base::Result<std::unique_ptr<Generation>> make(Identity identity, std::uint64_t tokens);
  base::Result<void> rewrite(std::uint64_t tokens);
  base::Result<void> take_place();

  Options options_;
  FileLock lock_;
  std::unique_ptr<Generation> generation_;
  bool published_ = false;
};

}  // namespace jeton::replica
