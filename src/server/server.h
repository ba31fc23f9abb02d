#pragma once

#include <cstdint>
#include <functional>
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
#include "store/sql/open.h"

namespace jeton::net {
class TlsCertificate;
}

namespace jeton::server {

/// What a server takes from outside, so that tests can supply their own clock, randomness and store.
struct Dependencies {
  std::shared_ptr<base::Log> log;
  std::unique_ptr<base::Clock> clock;
  std::unique_ptr<domain::Store> store;  ///< Migrated. Uses the log and the clock until it ends.
  /// The same database through connections that only decisions and probes use. None: `store`.
  std::unique_ptr<domain::Store> decision_store;
  /// The same through a connection that only the replica uses. None: those of decisions.
  std::unique_ptr<domain::Store> feed_store;
  /// Has its argument called when another process has changed that database. None: nobody says so.
  std::function<std::unique_ptr<store::sql::ChangeListener>(std::function<void()>)> listen;
  /// Whether that database answers, shared by both stores. None: neither measured nor ended.
  std::shared_ptr<store::sql::Availability> availability;
  std::unique_ptr<base::RandomSource> random;
  std::unique_ptr<crypto::Sealer> sealer;
  crypto::PasswordCost password_cost;
  std::shared_ptr<net::TlsCertificate> certificate;  ///< None: plain HTTP.
};

/// What a command may create: a mistyped address must not create a new platform.
enum class Installation : std::uint8_t {
  kNone,       ///< Nothing.
  kOwnFolder,  ///< In the folder of `--data`, when neither keys nor a database with tables are there.
  kFill,       ///< The same, and in a database elsewhere that is there and empty.
  kCreate,     ///< The same, and the file of an embedded database wherever it is.
};

/// Opens the database of `config` (migrated), reads or creates the key file (mode 0600), and provides
/// the machine's clock and randomness. Errors: a message that says what to do. Refuses keys that are not
/// those that the database was sealed under, and files that everyone on the machine may read or change.
base::Result<Dependencies> open_dependencies(const Config& config,
                                             Installation allowed = Installation::kOwnFolder);

/// The same for commands about lost keys: accepts any keys. Without a key file the
/// ring has a temporary key. Errors: as above, of the files that there are.
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
  /// Takes over what may change while it runs, the level of the log and the trusted proxies, and logs
  /// `config.reloaded` with the names of other settings that differ: they need a restart. Safe from any
  /// thread.
  void reload(const Config& stated);
  /// Lets requests in progress end (up to `kShutdownGrace`), then stops. Calls of the database that last even
  /// longer are ended.
  void stop();

  /// Of the first address, once started.
  [[nodiscard]] std::uint16_t port() const;
  /// Where `/metrics` is answered; 0 without.
  [[nodiscard]] std::uint16_t metrics_port() const;
  /// Of the first address of the gateway's own listener; 0 without.
  [[nodiscard]] std::uint16_t gateway_port() const;
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
