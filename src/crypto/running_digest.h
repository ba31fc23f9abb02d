#pragma once

#include <memory>
#include <string_view>

#include "crypto/digest.h"

namespace jeton::crypto {

/// SHA-256 of bytes that come piece by piece. For one thread.
class RunningDigest {
 public:
  RunningDigest();
  ~RunningDigest();
  RunningDigest(const RunningDigest&) = delete;
  RunningDigest& operator=(const RunningDigest&) = delete;

  void add(std::string_view bytes) noexcept;
  /// Of what was added so far; more may be added afterwards.
  [[nodiscard]] Sha256 so_far() const noexcept;

 private:
  struct Context;
  std::unique_ptr<Context> context_;
};

}  // namespace jeton::crypto
