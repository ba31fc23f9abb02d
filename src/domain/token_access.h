#pragma once

#include "base/clock.h"
#include "domain/token_repository.h"

namespace jeton::domain {

/// Takes note of tokens that are used, for `lastAccessAt` (spec R-125): a convenience for people, which no
/// request waits for.
class TokenAccessRecorder {
 public:
  virtual ~TokenAccessRecorder() = default;
  /// The token was used at `at`. Neither waits for the database nor fails. Safe from any thread.
  virtual void record(const TokenCredential& token, base::Timestamp at) = 0;
};

}  // namespace jeton::domain
