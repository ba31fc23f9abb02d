#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/intake.h"
#include "app/command/services.h"
#include "base/metrics.h"
#include "identity/sign_in.h"
#include "net/request.h"
#include "net/response.h"

/// The REST edge: `/public/v1`, `/oauth2` and the console's own `/session`.
namespace jeton::api {

struct ApiOptions {
  /// Says `http://127.0.0.1:8080`, without a slash at the end: what the console shows as the API's address.
  /// Asked while the server runs, when its port is known.
  std::function<std::string()> base_url;
  /// Cookies are `Secure` and carry the `__Host-` prefix. Off only for plain HTTP on loopback.
  bool secure_cookies = true;
  /// Lists that may be streamed at once (spec A-080); each holds a database connection.
  std::size_t streams_max = 4;
  /// The same of one account. Of two places one account has one.
  std::size_t streams_per_account_max = 2;
  /// Told who has sent a request, once that is known: the account, or the client's address where there is
  /// none. None: nobody is.
  std::function<void(const net::Request& request, const std::string& owner)> on_caller{};
};

/// A route, for tests that hold the table against `openapi/`.
struct RouteDescription {
  std::string method;
  std::string pattern;  ///< `/public/v1/accounts/api-tokens/{id}`
  std::string operation_id;
  bool streams = false;      ///< Also sent as JSON Lines.
  bool needs_caller = true;  ///< False: public.
  bool checks_accept = true;
  Body body = Body::kNone;
};

class Api {
 public:
  /// `sign_in` outlives the object.
  Api(const app::Services& services, identity::SignIn& sign_in, ApiOptions options);
  ~Api();
  Api(const Api&) = delete;
  Api& operator=(const Api&) = delete;

  /// Whether the path is this module's to answer.
  [[nodiscard]] static bool owns(std::string_view path) noexcept;

  /// What is known of a request by its head alone. Never blocks. Safe from any thread.
  struct Intake {
    bool is_slow = false;            ///< Hashes a password or re-encodes a picture.
    bool is_long = false;            ///< Reads a whole list, or searches what only grows.
    std::size_t body_bytes_max = 0;  ///< 0: no route takes it, `handle` answers without its body.
    bool needs_caller = false;       ///< `admit` says more before a body is read.
  };
  [[nodiscard]] Intake intake(const net::Request& head) const;

  /// For a request that brings a body, before any of it is read: the answer when it is refused whatever the
  /// body says. These are the checks of `handle` up to its body, which are made again there. Blocks on the
  /// database. Safe from any thread.
  std::optional<net::Response> admit(const net::Request& head);

  /// Answers every request whose path it owns, errors included, in the order of spec A-066. Blocks on the
  /// database. Safe from any thread.
  net::Response handle(const net::Request& request);

  [[nodiscard]] std::vector<RouteDescription> routes() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace jeton::api
