#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "base/result.h"
#include "domain/caller.h"

namespace jeton::api {

/// How many answers may stream at once. Each holds a database connection for as long as its client reads,
/// so without a limit a few slow readers would leave none for others, and without a bound for each
/// owner one account would leave no place for another. Safe from any thread.
class StreamSlots {
 public:
  struct Bounds {
    std::size_t all = 1;        ///< At least 1.
    std::size_t per_owner = 1;  ///< At least 1.
  };

  explicit StreamSlots(Bounds bounds) : bounds_{bounds}, taken_{std::make_shared<Taken>()} {}

  /// Gives the slot back when the last copy dies; may outlive the object it came from.
  using Slot = std::shared_ptr<void>;

  /// Errors: too many requests when `owner` has as many as one may have, unavailable when all are taken.
  [[nodiscard]] base::Result<Slot> take(const std::string& owner) const;

 private:
  struct Taken {
    std::mutex mutex;
    std::size_t count = 0;
    std::map<std::string, std::size_t> by_owner;
  };

  Bounds bounds_;
  std::shared_ptr<Taken> taken_;
};

/// Whose slots a caller takes: the account's, or those of the client's address where there is none.
std::string slot_owner(const domain::Caller& caller);

}  // namespace jeton::api
