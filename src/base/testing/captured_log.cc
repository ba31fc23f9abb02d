#include "base/testing/captured_log.h"

#include <spdlog/sinks/base_sink.h>

#include <algorithm>
#include <mutex>

namespace jeton::base::testing {

class CapturedLog::Sink final : public spdlog::sinks::base_sink<std::mutex> {
 public:
  std::vector<std::string> lines() {
    const std::lock_guard lock{mutex_};
    return lines_;
  }

 private:
  void sink_it_(const spdlog::details::log_msg& message) override {
    spdlog::memory_buf_t formatted;
    formatter_->format(message, formatted);
    std::string line{formatted.data(), formatted.size()};
    while (line.ends_with('\n')) line.pop_back();
    lines_.push_back(std::move(line));
  }
  void flush_() override {}

  std::vector<std::string> lines_;
};

CapturedLog::CapturedLog(LogLevel threshold) : sink_{std::make_shared<Sink>()}, log_{sink_, threshold} {}
CapturedLog::~CapturedLog() = default;

std::vector<std::string> CapturedLog::lines() const {
  return sink_->lines();
}

bool CapturedLog::contains(std::string_view text) const {
  const auto all = lines();
  return std::any_of(all.begin(), all.end(),
                     [text](const std::string& line) { return line.find(text) != line.npos; });
}

}  // namespace jeton::base::testing
