#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "base/clock.h"
#include "base/log.h"
#include "base/metrics.h"
#include "base/result.h"
#include "crypto/random.h"
#include "domain/store.h"
#include "feed/follower.h"
#include "feed/follower_thread.h"
#include "feed/live_replica.h"
#include "feed/write_through_store.h"
#include "server/config.h"
#include "store/sql/open.h"
#include "verify/catalogue.h"
#include "verify/replica_decider.h"

namespace jeton::server {

/// The replica of a server: filled from the database, kept up to date, and changed by the server's own
/// commits before their callers have an answer. Safe from any thread, but for starting and stopping.
class Replication {
 public:
  using Listen = std::function<std::unique_ptr<store::sql::ChangeListener>(std::function<void()>)>;

  /// All outlive it.
  struct Dependencies {
    domain::Store& store;       ///< What the server changes.
    domain::Store& feed_store;  ///< The same database, for reading what has changed.
    /// As `server::Dependencies::listen`.
    const Listen& listen;
    const base::Clock& clock;
    const base::Log& log;
  };

  Replication(verify::ReplicaSource source, const Dependencies& dependencies);
  ~Replication() { stop(); }
  Replication(const Replication&) = delete;
  Replication& operator=(const Replication&) = delete;

  /// Commits through it are in the replica when they return.
  [[nodiscard]] domain::Store& store() noexcept { return store_; }
  /// The replica, for who decides from it.
  [[nodiscard]] const verify::ReplicaSource& source() const noexcept { return source_; }
  /// The modules that go with the replica.
  [[nodiscard]] const verify::CurrentCatalogue& catalogue() const noexcept { return catalogue_; }

  /// From now on commits wait until the file has been opened, or cannot be.
  void start();
  /// Is no longer woken by the database. Takes as long as connecting may, so it is for while others stop too.
  void stop_listening() { listener_.reset(); }
  /// Closes the file, so that the next server goes on with it.
  void stop();

  /// When the replica last had everything that was committed. Nothing while there is none to decide from, and
  /// while another process writes it: then this server's changes are not in it when they are answered. Never
  /// blocks.
  [[nodiscard]] std::optional<base::Timestamp> fresh_at() const noexcept { return replica_.fresh_at(); }
  /// Sets the metrics of the feed and the replica.
  void note(base::Metrics& metrics) const;

 private:
  void take(std::optional<std::vector<domain::Module>> modules);

  const verify::ReplicaSource source_;
  const base::Clock& clock_;
  const base::Log& log_;
  crypto::SystemRandom random_;
  verify::CurrentCatalogue catalogue_;
  feed::LiveReplica replica_;
  feed::Follower follower_;
  feed::FollowerThread thread_;
  feed::WriteThroughStore store_;
  const Listen& listen_;
  std::unique_ptr<store::sql::ChangeListener> listener_;
  const base::Timestamp made_at_;
};

/// As `config` says; none without a file, or where the system does not say when it was started.
std::unique_ptr<Replication> make_replication(const Config& config,
                                              const Replication::Dependencies& dependencies);

}  // namespace jeton::server
