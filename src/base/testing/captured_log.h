#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/log.h"

namespace jeton::base::testing {

/// A log whose lines a test can read. Safe from any thread.
class CapturedLog {
 public:
  explicit CapturedLog(LogLevel threshold = LogLevel::kDebug);
  ~CapturedLog();
  CapturedLog(const CapturedLog&) = delete;
  CapturedLog& operator=(const CapturedLog&) = delete;

  [[nodiscard]] Log& log() noexcept { return log_; }
  /// What was written until now, one JSON object each, without the line end.
  [[nodiscard]] std::vector<std::string> lines() const;
  /// Whether any line holds `text`.
  [[nodiscard]] bool contains(std::string_view text) const;

 private:
  class Sink;
  std::shared_ptr<Sink> sink_;
  Log log_;
};

}  // namespace jeton::base::testing
