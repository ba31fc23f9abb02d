#include "base/log_sink.h"

#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <climits>

#include "base/limits.h"

namespace jeton::base {
namespace {

/// How soon a writer that waits notices that the end has begun.
constexpr int kWaitMs = 50;

}  // namespace

LogSink::~LogSink() {
  if (owns_) ::close(descriptor_);
}

void LogSink::own(int descriptor) {
  const std::lock_guard lock{mutex_};
  if (owns_ && descriptor != descriptor_) ::close(descriptor_);
  descriptor_ = descriptor;
  owns_ = true;
  is_torn_ = false;
}

void LogSink::begin_end() {
  end_ = (Clock::now() + kLogDrainMax).time_since_epoch().count();
}

bool LogSink::is_writable() const {
  while (true) {
    pollfd waiting{descriptor_, POLLOUT, 0};
    const int ready = ::poll(&waiting, 1, kWaitMs);
    if (ready > 0) return (waiting.revents & (POLLERR | POLLNVAL)) == 0;
    if (ready < 0 && errno != EINTR) return false;
    const auto end = end_.load();
    if (end != 0 && Clock::now().time_since_epoch().count() >= end) return false;
  }
}

void LogSink::sink_it_(const spdlog::details::log_msg& message) {
  spdlog::memory_buf_t line;
  // What a full disk left of the line before must not take this one with it.
  if (is_torn_) line.push_back('\n');
  formatter_->format(message, line);
  const char* at = line.data();
  std::size_t left = line.size();
  while (left > 0) {
    if (!is_writable()) break;
    // A pipe that is writable takes as much as this without blocking. The descriptor is not made
    // non-blocking, because other processes may share it.
    const auto written = ::write(descriptor_, at, std::min<std::size_t>(left, PIPE_BUF));
    if (written < 0 && (errno == EINTR || errno == EAGAIN)) continue;
    if (written < 0) break;
    at += written;
    left -= static_cast<std::size_t>(written);
  }
  if (left < line.size()) is_torn_ = left > 0;
  if (left > 0) ++lost_;
}

}  // namespace jeton::base
