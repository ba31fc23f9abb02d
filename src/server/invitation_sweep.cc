#include "server/invitation_sweep.h"

#include "app/invitations.h"
#include "base/limits.h"

namespace jeton::server {

void InvitationSweep::start() {
  stopping_ = false;
  thread_ = std::thread{[this] { run(); }};
}

void InvitationSweep::stop() {
  {
    const std::lock_guard lock{mutex_};
    stopping_ = true;
  }
  wake_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void InvitationSweep::run() {
  std::unique_lock lock{mutex_};
  while (!stopping_) {
    lock.unlock();
    if (const auto swept = app::expire_invitations(services_); swept.has_error()) {
      services_.log.warning("invitations.sweep_failed", {{"detail", swept.error().detail()}});
    }
    lock.lock();
    wake_.wait_for(lock, base::kInvitationSweepInterval, [this] { return stopping_; });
  }
}

}  // namespace jeton::server
