#pragma once

#include <cstddef>
#include <cstdint>
#include <list>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/limits.h"
#include "base/result.h"
#include "domain/store.h"
#include "domain/token_access.h"

namespace jeton::app {

/// The last accesses of tokens that wait to be written, the newest of each token. Safe from any thread.
class LastAccesses final : public domain::TokenAccessRecorder {
 public:
  /// When more than `max` tokens wait, the one that was used longest ago is dropped and counted.
  explicit LastAccesses(std::size_t max = base::kLastAccessesQueuedMax) : max_{max} {}

  /// Leaves out a token whose `lastAccessAt` moved less than `kLastAccessInterval` ago.
  void record(const domain::TokenCredential& token, base::Timestamp at) override;
  /// Of a token whose `lastAccessAt` is not known here.
  void record(const domain::TokenAccess& access);

  /// Writes what waits, in units of `kLastAccessesWrittenAtOnceMax`, and waits for a lock no longer than
  /// `kBackgroundLockWait`. What is not written, because it fails or because the token's row is locked,
  /// waits for the next time. Errors: those of the store.
  base::Result<void> write(domain::Store& store);

  [[nodiscard]] std::size_t waiting() const;
  [[nodiscard]] std::uint64_t dropped() const;

 private:
  /// The token used longest ago first.
  using Queue = std::list<domain::TokenAccess>;

  void forget(const std::vector<domain::TokenAccess>& written);

  const std::size_t max_;
  mutable std::mutex mutex_;
  Queue queue_;
  std::unordered_map<std::string, Queue::iterator> by_token_;
  std::uint64_t dropped_ = 0;
};

}  // namespace jeton::app
