#pragma once

#include <functional>

#include "domain/store.h"
#include "feed/live_replica.h"

namespace jeton::feed {

/// A store whose commits are in the replica when they return. What a unit has changed is read inside the
/// unit, before it commits: if that fails, nothing is committed, and nothing that can fail is between the
/// commit and the replica.
class WriteThroughStore final : public domain::Store {
 public:
  /// All outlive it. `on_commit` is called after each commit that has added to the feed.
  WriteThroughStore(domain::Store& store, LiveReplica& replica, std::function<void()> on_commit);

  base::Result<std::unique_ptr<domain::UnitOfWork>> begin_read() override;
  base::Result<std::unique_ptr<domain::UnitOfWork>> begin_write() override;
  base::Result<std::unique_ptr<domain::UnitOfWork>> begin_write(std::chrono::milliseconds lock_wait) override;
  base::Result<int> migrate() override { return store_.migrate(); }
  base::Result<int> schema_version() override { return store_.schema_version(); }
  base::Result<void> ping() override { return store_.ping(); }
  [[nodiscard]] bool has_refused_changes() const noexcept override { return store_.has_refused_changes(); }

 private:
  domain::Store& store_;
  LiveReplica& replica_;
  std::function<void()> on_commit_;
};

}  // namespace jeton::feed
