#include "server/replication.h"

#include <chrono>
#include <utility>
#include <vector>

namespace jeton::server {

Replication::Replication(verify::ReplicaSource source, const Dependencies& dependencies)
    : source_{std::move(source)},
      clock_{dependencies.clock},
      log_{dependencies.log},
      replica_{{.path = source_.path, .boot = source_.boot},
               {random_, log_, [this](auto modules) { take(std::move(modules)); }}},
      follower_{{dependencies.feed_store, clock_, log_}, replica_},
      thread_{follower_, log_},
      store_{dependencies.store, replica_, [this] { thread_.wake(); }},
      listen_{dependencies.listen},
      made_at_{clock_.now()} {}

void Replication::take(std::optional<std::vector<domain::Module>> modules) {
  catalogue_.set(modules ? std::make_shared<const verify::Catalogue>(*modules) : nullptr);
}

void Replication::start() {
  replica_.expect_open();
  thread_.start();
  if (listen_) listener_ = listen_([this] { thread_.wake(); });
}

void Replication::stop() {
  listener_.reset();
  thread_.stop();
  // The file is derived: the next server makes another if it cannot use this one.
  if (const auto closed = replica_.close(); closed.has_error()) {
    log_.warning("replica.not_closed", {{"detail", std::string_view{closed.error().detail()}}});
  }
}

void Replication::note(base::Metrics& metrics) const {
  const auto status = replica_.status();
  const auto set = [&](const char* name, const char* help, double value) {
    metrics.gauge(name, help, {}).set(value);
  };
  const auto lag = clock_.now() - fresh_at().value_or(made_at_);
  set("jeton_feed_lag_seconds", "Time since the replica last had every change.",
      std::chrono::duration<double>(lag).count());
  set("jeton_feed_position", "Position in the change feed up to which the replica has every change.",
      static_cast<double>(status.feed.position));
  set("jeton_replica_tokens", "Tokens in the replica.", static_cast<double>(status.tokens));
  set("jeton_replica_generation", "Number of the replica's file.", static_cast<double>(status.generation));
  metrics.raise_to("jeton_feed_entries_total", "Entries of the change feed that were applied.", {},
                   follower_.entries());
  metrics.raise_to("jeton_replica_fills_total", "How often a replica was filled from the database.", {},
                   follower_.fills());
  metrics.raise_to("jeton_replica_tokens_left_out_total",
                   "Tokens that could not be written to the replica, and are refused.", {}, status.left_out);
}

std::unique_ptr<Replication> make_replication(const Config& config,
                                              const Replication::Dependencies& dependencies) {
  auto path = replica_path(config);
  if (!path) return nullptr;
  const auto boot = replica::read_boot_id();
  if (boot.has_error()) {
    dependencies.log.warning("replica.off", {{"detail", std::string_view{boot.error().detail()}}});
    return nullptr;
  }
  return std::make_unique<Replication>(
      verify::ReplicaSource{.path = *std::move(path), .boot = *boot, .max_staleness = config.max_staleness},
      dependencies);
}

}  // namespace jeton::server
