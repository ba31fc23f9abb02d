#pragma once

#include <condition_variable>
#include <mutex>
#include <thread>

#include "app/services.h"

namespace jeton::server {

/// Lets invitations expire in the background (spec R-073), once when it starts and then every
/// `kInvitationSweepInterval`. A failure is logged and tried again at the next turn. Starting and stopping
/// are for one thread.
class InvitationSweep {
 public:
  /// `services` outlives the object.
  explicit InvitationSweep(const app::Services& services) : services_{services} {}
  ~InvitationSweep() { stop(); }
  InvitationSweep(const InvitationSweep&) = delete;
  InvitationSweep& operator=(const InvitationSweep&) = delete;

  void start();
  /// Waits for a turn that is under way.
  void stop();

 private:
  void run();

  const app::Services& services_;
  std::mutex mutex_;
  std::condition_variable wake_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace jeton::server
