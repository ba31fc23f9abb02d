#include "base/log.h"

#include <spdlog/logger.h>
#include <spdlog/sinks/stdout_sinks.h>

#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include "base/clock.h"

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

}  // namespace

Log::Log(LogLevel threshold) : Log{std::make_shared<spdlog::sinks::stderr_sink_mt>(), threshold} {}

Log::Log(std::shared_ptr<spdlog::sinks::sink> sink, LogLevel threshold)
    : logger_{std::make_unique<spdlog::logger>("jeton", std::move(sink))} {
  logger_->set_pattern("%v");
  logger_->set_level(to_spdlog(threshold));
  logger_->flush_on(spdlog::level::warn);
}

Log::~Log() {
  logger_->flush();
}

void Log::write(LogLevel level, std::string_view event, std::initializer_list<LogField> fields) const {
  const auto spdlog_level = to_spdlog(level);
  if (!logger_->should_log(spdlog_level)) return;
  boost::json::object line;
  line["time"] = format_utc(SystemClock{}.now());
  line["level"] = level_name(level);
  line["event"] = event;
  for (const auto& field : fields) {
    std::visit([&](const auto& value) { line[field.name] = value; }, field.value);
  }
  logger_->log(spdlog_level, "{}", boost::json::serialize(line));
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
