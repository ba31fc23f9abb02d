#pragma once

#include <spdlog/sinks/base_sink.h>

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <mutex>

namespace jeton::base {

/// Writes lines to a file descriptor whose reader may stall or go away. A line that cannot be written is
/// counted and never reported: there is nowhere to report it.
class LogSink final : public spdlog::sinks::base_sink<std::mutex> {
 public:
  /// `descriptor` outlives the sink.
  explicit LogSink(int descriptor) : descriptor_{descriptor} {}
  ~LogSink() override;
  LogSink(const LogSink&) = delete;
  LogSink& operator=(const LogSink&) = delete;

  /// From the next line on writes to `descriptor`, and closes it when it is done with it.
  void own(int descriptor);

  /// From now on waits for the reader until `kLogDrainMax` has passed at most.
  void begin_end();
  [[nodiscard]] std::uint64_t lost_lines() const noexcept { return lost_; }

 private:
  using Clock = std::chrono::steady_clock;

  void sink_it_(const spdlog::details::log_msg& message) override;
  void flush_() override {}

  /// Waits until the reader takes more. False when there is no reader, or the time is up.
  bool is_writable() const;

  int descriptor_;
  bool owns_ = false;
  bool is_torn_ = false;  ///< Whether a line was begun and not ended.
  std::atomic<std::uint64_t> lost_ = 0;
  std::atomic<Clock::rep> end_ = 0;  ///< Of `Clock`; 0 as long as it has not begun.
};

}  // namespace jeton::base
