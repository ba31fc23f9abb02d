#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "app/testing/platform.h"
#include "base/testing/captured_log.h"
#include "base/testing/manual_clock.h"
#include "crypto/password_hash.h"
#include "server/server.h"
#include "store/contract/contract.h"
#include "store/sql/open.h"
#include "store/sql/testing/databases.h"
#include "support/fresh_database.h"
#include "support/http_exchange.h"

namespace jeton::tests {

/// Metrics are on a free port.
server::Config listening_on(std::string_view addresses);

/// A browser that is signed in.
struct Browser {
  std::string cookie;  ///< `name=value`
  std::string csrf_token;
};

/// A server on a free port over a fresh database of `engine`, filled with `TestPlatform`'s accounts, and with
/// one administrator and one plain user in each. Its clock stands still until it is moved.
class RunningServer {
 public:
  /// The least that libsodium takes: most tests are not about how long hashing takes.
  static constexpr crypto::PasswordCost kCheapPasswords{1, 8192};

  explicit RunningServer(store::sql::Engine engine = store::sql::Engine::kSqlite,
                         const crypto::PasswordCost& passwords = kCheapPasswords,
                         server::Config config = listening_on("127.0.0.1:0"));
  ~RunningServer();

  [[nodiscard]] std::uint16_t port() const { return server->port(); }

  /// Sends with a bearer token, as a browser, or as nobody.
  Answer as_token(std::string_view token, Ask ask) const;
  Answer as_browser(const Browser& browser, Ask ask) const;
  Answer as_nobody(const Ask& ask) const { return send(port(), ask); }

  /// Signs in by password.
  Browser sign_in(std::string_view email) const;
  /// A token of `account` with those modules, made through the store; the whole text.
  std::string make_token(const domain::Account& account, std::vector<std::string> modules,
                         std::string* id = nullptr);

  static constexpr std::string_view kPassword = "Quiet-Harbour-7";
  static constexpr std::string_view kTokens = "/public/v1/accounts/api-tokens";

  /// Removed at the end.
  store::sql::TemporaryFolder folder;
  std::unique_ptr<store::contract::Database> database;
  std::unique_ptr<server::Server> server;
  std::unique_ptr<app::testing::TestPlatform> platform;
  base::testing::ManualClock* clock = nullptr;
  base::testing::CapturedLog log;

 private:
  void add_user(std::string_view id, std::string_view email, const domain::Account& account,
                std::string_view group);

  crypto::PasswordCost passwords_;
};

/// A JSON `Ask`.
Ask json_ask(std::string method, std::string target, std::string body);

}  // namespace jeton::tests
