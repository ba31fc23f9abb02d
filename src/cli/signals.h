#pragma once

#include <pthread.h>

#include <csignal>

namespace jeton::cli {

/// Holds SIGTERM, SIGINT and SIGHUP back from this thread and those it starts, until it dies.
class HeldSignals {
 public:
  HeldSignals() {
    sigemptyset(&signals_);
    sigaddset(&signals_, SIGTERM);
    sigaddset(&signals_, SIGINT);
    sigaddset(&signals_, SIGHUP);
    pthread_sigmask(SIG_BLOCK, &signals_, &before_);
  }
  ~HeldSignals() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }
  HeldSignals(const HeldSignals&) = delete;
  HeldSignals& operator=(const HeldSignals&) = delete;

  [[nodiscard]] int wait_for_one() const {
    int signal = 0;
    sigwait(&signals_, &signal);
    return signal;
  }

 private:
  sigset_t signals_{};
  sigset_t before_{};
};

/// Signals that end a process unless it says otherwise, and must not end a server: SIGPIPE, when the reader
/// of its log goes, and SIGHUP, when the terminal does. Until it dies.
class IgnoredSignals {
 public:
  IgnoredSignals() : pipe_{std::signal(SIGPIPE, SIG_IGN)}, hangup_{std::signal(SIGHUP, SIG_IGN)} {}
  ~IgnoredSignals() {
    std::signal(SIGPIPE, pipe_);
    std::signal(SIGHUP, hangup_);
  }
  IgnoredSignals(const IgnoredSignals&) = delete;
  IgnoredSignals& operator=(const IgnoredSignals&) = delete;

 private:
  using Disposition = void (*)(int);

  Disposition pipe_;
  Disposition hangup_;
};

}  // namespace jeton::cli
