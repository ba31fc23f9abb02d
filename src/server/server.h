#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "base/clock.h"
#include "base/log.h"
#include "base/random.h"
#include "base/result.h"
#include "crypto/password_hash.h"
#include "crypto/sealer.h"
#include "domain/store.h"
#include "server/config.h"

namespace jeton::server {

/// What a server takes from outside, so that tests bring their own clock, randomness and store.
struct Dependencies {
  std::unique_ptr<domain::Store> store;  ///< Migrated.
  /// The same database through connections that only decisions and probes use. None: `store`.
  std::unique_ptr<domain::Store> decision_store;
  std::unique_ptr<base::Clock> clock;
  std::unique_ptr<base::RandomSource> random;
  std::shared_ptr<base::Log> log;
  std::unique_ptr<crypto::Sealer> sealer;
  crypto::PasswordCost password_cost;
};

/// Opens the database of `config` (created and migrated when missing), reads or creates the key file (mode
/// 0600), and brings the machine's clock and randomness. Errors: a sentence that says what to do.
/// Refuses keys that are not those that the database was sealed under, and files that everybody on the
/// machine may read or change.
base::Result<Dependencies> open_dependencies(const Config& config);

/// The same for what is done about lost keys: whatever the database was sealed under. Without a key file the
/// ring has a key that is thrown away. Errors: as above, of the files that there are.
base::Result<Dependencies> open_without_keys(const Config& config);

/// Everything that `jeton serve` runs, as an object. Starting and stopping are for one thread.
class Server {
 public:
  Server(Config config, Dependencies dependencies);
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  /// Listens. Errors: unavailable when the address is taken.
  base::Result<void> start();
  /// Lets requests under way end (up to `kShutdownGrace`), then stops.
  void stop();

  /// Of the first address, once started.
  [[nodiscard]] std::uint16_t port() const;
  /// Where `/metrics` is answered; 0 without.
  [[nodiscard]] std::uint16_t metrics_port() const;
  /// `http://127.0.0.1:8080`, without a slash at the end.
  [[nodiscard]] std::string base_url() const;
  [[nodiscard]] domain::Store& store();
  /// Does the background work that is due now, on the calling thread, for tests that move the clock.
  void run_background();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace jeton::server
