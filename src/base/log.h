#pragma once

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <variant>

namespace spdlog {
class logger;
namespace sinks {
class sink;
}  // namespace sinks
}  // namespace spdlog

namespace jeton::base {

class Secret;

enum class LogLevel : std::uint8_t { kDebug, kInfo, kWarning, kError };

/// One member of a log line. A `Secret` does not convert to it, so it cannot be logged by accident.
struct LogField {
  std::string_view name;
  std::variant<std::string_view, std::int64_t, double, bool> value;
};

/// Writes one JSON object per line: `time`, `level`, `event` and the fields. Safe from any thread.
/// Every text is escaped, so no input can forge a line.
class Log {
 public:
  /// Lines go to stderr.
  explicit Log(LogLevel threshold = LogLevel::kInfo);
  /// Lines go to `sink`, for tests.
  Log(std::shared_ptr<spdlog::sinks::sink> sink, LogLevel threshold);
  ~Log();
  Log(const Log&) = delete;
  Log& operator=(const Log&) = delete;

  /// `event` is a stable lower-case name such as `request.done`.
  void write(LogLevel level, std::string_view event, std::initializer_list<LogField> fields = {}) const;
  void info(std::string_view event, std::initializer_list<LogField> fields = {}) const;
  void warning(std::string_view event, std::initializer_list<LogField> fields = {}) const;
  void error(std::string_view event, std::initializer_list<LogField> fields = {}) const;

 private:
  std::unique_ptr<spdlog::logger> logger_;
};

}  // namespace jeton::base
