#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <variant>

#include "base/result.h"

namespace spdlog {
class logger;
namespace details {
class thread_pool;
}  // namespace details
namespace sinks {
class sink;
}  // namespace sinks
}  // namespace spdlog

namespace jeton::base {

class LogSink;
class Secret;

enum class LogLevel : std::uint8_t { kDebug, kInfo, kWarning, kError };

/// One member of a log line. A `Secret` does not convert to it, so it cannot be logged by accident.
struct LogField {
  std::string_view name;
  std::variant<std::string_view, std::int64_t, double, bool> value;
};

/// Writes one JSON object per line: `time`, `level`, `event` and the fields. Safe from any thread.
/// Every text is escaped, so no input can forge a line. Numbers are plain decimals.
class Log {
 public:
  /// Lines go to `descriptor`, stderr by default, from a dedicated thread: no one waits for the
  /// log's reader. When more than `queued_max` lines wait, the oldest are dropped and counted, and so are
  /// lines that cannot be written. The descriptor outlives the object.
  explicit Log(LogLevel threshold = LogLevel::kInfo);
  Log(LogLevel threshold, int descriptor, std::size_t queued_max);
  /// Lines are appended to `file`, which is created with mode 0640 unless it is there. Errors: invalid at
  /// `log_file`, when it cannot be written or is not a regular file.
  static Result<std::unique_ptr<Log>> to_file(LogLevel threshold, std::filesystem::path file);
  /// Lines go to `sink` immediately, for tests.
  Log(std::shared_ptr<spdlog::sinks::sink> sink, LogLevel threshold);
  /// Gives the reader `kLogDrainMax` to take the waiting lines.
  ~Log();
  Log(const Log&) = delete;
  Log& operator=(const Log&) = delete;

  /// `event` is a stable lower-case name such as `request.done`.
  void write(LogLevel level, std::string_view event, std::initializer_list<LogField> fields = {}) const;
  void info(std::string_view event, std::initializer_list<LogField> fields = {}) const;
  void warning(std::string_view event, std::initializer_list<LogField> fields = {}) const;
  void error(std::string_view event, std::initializer_list<LogField> fields = {}) const;

  /// Goes on in a file of the same name, after the one so far was renamed; does nothing without a file.
  /// Errors: as of `to_file`; lines go where they went.
  Result<void> reopen();
  void set_threshold(LogLevel threshold);
  /// Whether a line at `level` would be written now.
  [[nodiscard]] bool writes(LogLevel level) const noexcept;

  /// How many lines were dropped.
  [[nodiscard]] std::uint64_t lost_lines() const;

 private:
  std::filesystem::path file_;     ///< Empty: a descriptor.
  std::shared_ptr<LogSink> sink_;  ///< None for a sink of a test's.
  std::shared_ptr<spdlog::details::thread_pool> writer_;
  std::shared_ptr<spdlog::logger> logger_;
};

}  // namespace jeton::base
