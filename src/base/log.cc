#include "base/log.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <spdlog/async_logger.h>
#include <spdlog/details/thread_pool.h>
#include <spdlog/logger.h>
#include <sys/stat.h>
#include <unistd.h>

#include <boost/json/serialize.hpp>
#include <boost/json/string.hpp>
#include <cerrno>
#include <cmath>
#include <string>
#include <utility>

#include "base/clock.h"
#include "base/decimal.h"
#include "base/limits.h"
#include "base/log_sink.h"
#include "base/read_file.h"
#include "base/text.h"

namespace jeton::base {
namespace {

spdlog::level::level_enum to_spdlog(LogLevel level) {
  switch (level) {
    case LogLevel::kDebug: return spdlog::level::debug;
    case LogLevel::kInfo: return spdlog::level::info;
    case LogLevel::kWarning: return spdlog::level::warn;
    case LogLevel::kError: return spdlog::level::err;
  }
  return spdlog::level::err;
}

std::string_view level_name(LogLevel level) {
  switch (level) {
    case LogLevel::kDebug: return "debug";
    case LogLevel::kInfo: return "info";
    case LogLevel::kWarning: return "warning";
    case LogLevel::kError: return "error";
  }
  return "error";
}

std::string json_text(std::string_view value) {
  // Input may not be UTF-8, and log collectors cannot read a line that is not.
  return boost::json::serialize(boost::json::string{well_formed(value)});
}
std::string json_text(std::int64_t value) {
  return std::to_string(value);
}
std::string json_text(double value) {
  return std::isfinite(value) ? plain_decimal(value) : "null";
}
std::string json_text(bool value) {
  return value ? "true" : "false";
}

/// Its group reads it: a log collector is in that group. Others do not.
constexpr mode_t kLogFileMode = 0640;

Error unwritable(const std::filesystem::path& file, std::string_view cause) {
  return Error::invalid("log_file", fmt::format("{} cannot be written: {}.", file.string(), cause));
}

Result<int> open_log_file(const std::filesystem::path& file) {
  // Not blocking: opening a pipe would wait for its reader.
  const int descriptor =
      ::open(file.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NONBLOCK | O_NOCTTY, kLogFileMode);
  // What a pipe without a reader answers.
  if (descriptor < 0 && errno == ENXIO) return unwritable(file, "it is not a regular file");
  if (descriptor < 0) return unwritable(file, cause_of(errno));
  struct stat status {};
  if (::fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode)) return descriptor;
  ::close(descriptor);
  return unwritable(file, "it is not a regular file");
}

}  // namespace

Log::Log(LogLevel threshold) : Log{threshold, STDERR_FILENO, kLogLinesQueuedMax} {}

Log::Log(LogLevel threshold, int descriptor, std::size_t queued_max)
    : sink_{std::make_shared<LogSink>(descriptor)},
      writer_{std::make_shared<spdlog::details::thread_pool>(queued_max, 1)},
      logger_{std::make_shared<spdlog::async_logger>("jeton", sink_, writer_,
                                                     spdlog::async_overflow_policy::overrun_oldest)} {
  logger_->set_pattern("%v");
  logger_->set_level(to_spdlog(threshold));
}

Result<std::unique_ptr<Log>> Log::to_file(LogLevel threshold, std::filesystem::path file) {
  JETON_TRY(const int descriptor, open_log_file(file));
  auto log = std::make_unique<Log>(threshold, descriptor, kLogLinesQueuedMax);
  log->sink_->own(descriptor);
  log->file_ = std::move(file);
  return log;
}

Result<void> Log::reopen() {
  if (file_.empty()) return {};
  JETON_TRY(const int descriptor, open_log_file(file_));
  sink_->own(descriptor);
  return {};
}

void Log::set_threshold(LogLevel threshold) {
  logger_->set_level(to_spdlog(threshold));
}

bool Log::writes(LogLevel level) const noexcept {
  return logger_->should_log(to_spdlog(level));
}

Log::Log(std::shared_ptr<spdlog::sinks::sink> sink, LogLevel threshold)
    : logger_{std::make_shared<spdlog::logger>("jeton", std::move(sink))} {
  logger_->set_pattern("%v");
  logger_->set_level(to_spdlog(threshold));
}

Log::~Log() {
  if (sink_) sink_->begin_end();
  // Its thread ends when the queue is empty; behind the end the sink takes every line at once.
  writer_.reset();
}

std::uint64_t Log::lost_lines() const {
  if (!sink_) return 0;
  return sink_->lost_lines() + writer_->overrun_counter();
}

void Log::write(LogLevel level, std::string_view event, std::initializer_list<LogField> fields) const {
  const auto spdlog_level = to_spdlog(level);
  if (!logger_->should_log(spdlog_level)) return;
  // Put together here, because Boost.JSON writes every fraction with an exponent.
  auto line = fmt::format(R"({{"time":{},"level":{},"event":{})", json_text(format_utc(SystemClock{}.now())),
                          json_text(level_name(level)), json_text(event));
  for (const auto& field : fields) {
    line += fmt::format(",{}:{}", json_text(field.name),
                        std::visit([](const auto& value) { return json_text(value); }, field.value));
  }
  line += '}';
  logger_->log(spdlog_level, spdlog::string_view_t{line.data(), line.size()});
}

void Log::info(std::string_view event, std::initializer_list<LogField> fields) const {
  write(LogLevel::kInfo, event, fields);
}

void Log::warning(std::string_view event, std::initializer_list<LogField> fields) const {
  write(LogLevel::kWarning, event, fields);
}

void Log::error(std::string_view event, std::initializer_list<LogField> fields) const {
  write(LogLevel::kError, event, fields);
}

}  // namespace jeton::base
