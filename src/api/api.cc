#include "api/api.h"

#include <utility>

#include "api/etag.h"
#include "api/exchange.h"
#include "api/json_lines.h"
#include "api/session_cookie.h"
#include "base/ascii.h"
#include "base/limits.h"
#include "base/text.h"
#include "credential/bearer.h"
#include "crypto/digest.h"
#include "identity/bearer.h"
#include "net/accept.h"
#include "net/header.h"
#include "net/problem.h"
#include "net/router.h"

namespace jeton::api {
namespace {

using base::Error;
using base::ErrorKind;
using base::Result;

bool is_unsafe(std::string_view method) {
  return method != "GET" && method != "HEAD";
}

domain::RequestOrigin origin_of(const net::Request& request) {
  domain::RequestOrigin origin{request.remote_address(), {}, request.trace().trace_id};
  if (const auto agent = request.header("User-Agent")) {
    // Headers are bytes, and audit records are text: what is not is marked, or no record could be written.
    origin.user_agent =
        base::normalized(base::cut_to_bytes(base::well_formed(*agent), base::kUserAgentBytesMax));
  }
  return origin;
}

/// A cookie is sent by any page that the browser shows; the token in the header only by ours.
Result<void> check_csrf(const net::Request& request, std::string_view cookie) {
  const auto presented = request.header("X-CSRF-Token");
  const auto expected = identity::csrf_token_of(cookie);
  if (!presented || !crypto::equal_in_constant_time(*presented, expected.reveal())) {
    return Error{ErrorKind::kDenied, "The request needs the X-CSRF-Token of the session."};
  }
  return {};
}

/// Nothing is decoded: 10 KiB of gzip can be 10 MiB (RFC 9110 section 8.4). `identity` says that nothing was
/// done.
Result<void> check_content_encoding(const net::Request& request) {
  if (!request.announces_body()) return {};
  for (const auto& header : request.headers()) {
    if (!base::equal_without_case(header.name, "Content-Encoding")) continue;
    if (base::equal_without_case(header.value, "identity")) continue;
    return Error{ErrorKind::kUnsupportedMediaType, "A body must be sent without Content-Encoding."};
  }
  return {};
}

/// A GET whose client has that revision of the object already (RFC 9110 section 13.1.2).
Result<net::Response> not_modified_if_current(const net::Request& request, net::Response response) {
  const auto etag = response.header("ETag");
  if (is_unsafe(request.method()) || response.status != 200 || !etag) return response;
  JETON_TRY(const bool known, is_known_etag(request, *etag));
  if (known) return not_modified(*etag);
  return response;
}

}  // namespace

struct Api::State {
  app::Services services;
  identity::SignIn& sign_in;
  StreamSlots streams;
  ApiOptions options;
  std::vector<Route> routes;
  net::Router router;

  /// Where a request leads: no route for an unknown path or method.
  struct Taken {
    net::RouteMatch match;
    const Route* route = nullptr;

    /// `response` with the route's name, for logs and metrics.
    [[nodiscard]] net::Response named(net::Response response) const {
      if (route != nullptr) response.route = route->operation_id;
      return response;
    }
  };

  [[nodiscard]] Taken take(const net::Request& request) const;
  [[nodiscard]] Exchange exchange_of(const net::Request& request, const Taken& taken) const;
  Result<void> check(Exchange& exchange, const Taken& taken) const;
  Result<net::Response> answer(Exchange& exchange, const Taken& taken) const;
  [[nodiscard]] net::Response refusal(const net::Request& request, const Taken& taken,
                                      const Error& error) const;
  Result<void> authenticate(Exchange& exchange, Authentication needed) const;
  [[nodiscard]] Result<void> authenticate_session(Exchange& exchange) const;
};

Api::State::Taken Api::State::take(const net::Request& request) const {
  Taken taken{router.match(request.method(), request.path()), nullptr};
  if (taken.match.route) taken.route = &routes[*taken.match.route];
  return taken;
}

Exchange Api::State::exchange_of(const net::Request& request, const Taken& taken) const {
  return {services, sign_in, options, request, taken.match.parameters, {}, {}, {}, {}, streams};
}

/// A token wins over a cookie: a program that sends both means the token.
Result<void> Api::State::authenticate(Exchange& exchange, Authentication needed) const {
  const auto& request = exchange.request;
  exchange.caller.origin = origin_of(request);
  if (needed == Authentication::kNone) return {};
  const auto authorization = request.header("Authorization");
  if (needed == Authentication::kCaller && authorization) {
    const auto credential = credential::bearer_credential(*authorization);
    if (!credential) return Error::unauthenticated();
    JETON_TRY(exchange.caller, identity::authenticate_token(services, *credential, exchange.caller.origin));
    return {};
  }
  return authenticate_session(exchange);
}

Result<void> Api::State::authenticate_session(Exchange& exchange) const {
  const auto cookie = find_session_cookie(options, exchange.request);
  if (!cookie) return Error::unauthenticated();
  JETON_TRY(auto session, sign_in.resume(*cookie, exchange.caller.origin));
  exchange.caller = session.caller;
  exchange.session = std::move(session);
  return {};
}

/// The order of spec A-066: 401, 404 route, 405, 403, 415, 406, then what the handler checks.
Result<void> Api::State::check(Exchange& exchange, const Taken& taken) const {
  const auto& request = exchange.request;
  const auto* route = taken.route;
  const bool session_path = request.path().starts_with("/session");
  const auto needed = route != nullptr ? route->authentication
                      : session_path   ? Authentication::kNone
                                       : Authentication::kCaller;
  JETON_CHECK(authenticate(exchange, needed));
  if (needed != Authentication::kNone && options.on_caller) {
    options.on_caller(request, slot_owner(exchange.caller));
  }

  if (route == nullptr) {
    if (taken.match.allowed.empty()) return Error::not_found();
    return Error{ErrorKind::kMethodNotAllowed, "The path does not support this method."};
  }
  if (exchange.session && is_unsafe(request.method())) {
    JETON_CHECK(check_csrf(request, *find_session_cookie(options, request)));
  }
  if (route->access != nullptr && !route->access(exchange)) return Error::denied();
  JETON_CHECK(check_content_encoding(request));
  const bool in_lines = route->streams && wants_json_lines(request);
  if (!route->produces.empty() && !in_lines) JETON_CHECK(net::check_accept(request, route->produces));
  JETON_TRY(exchange.query, net::split_query(request.query()));
  // Before anything is done: a quote that is not closed takes the filter behind it along (spec ).
  JETON_TRY(exchange.selection, Selection::parse(exchange.query.select.value_or(std::string{})));
  return {};
}

Result<net::Response> Api::State::answer(Exchange& exchange, const Taken& taken) const {
  JETON_CHECK(check(exchange, taken));
  JETON_TRY(auto response, taken.route->handle(exchange));
  return not_modified_if_current(exchange.request, std::move(response));
}

net::Response Api::State::refusal(const net::Request& request, const Taken& taken, const Error& error) const {
  if (error.kind() == ErrorKind::kInternal || error.kind() == ErrorKind::kUnavailable) {
    services.log.error("request.failed", {{"kind", to_string(error.kind())},
                                          {"detail", error.detail()},
                                          {"traceId", request.trace().trace_id}});
  }
  auto response = net::problem_response(error, request);
  if (error.kind() == ErrorKind::kMethodNotAllowed) {
    response.set_header("Allow", taken.match.allowed_text());
  }
  return response;
}

Api::Api(const app::Services& services, identity::SignIn& sign_in, ApiOptions options)
    : state_{
          std::make_unique<State>(State{services,
                                        sign_in,
                                        StreamSlots{{options.streams_max, options.streams_per_account_max}},
                                        std::move(options),
                                        {},
                                        {}})} {
  for (auto resource : {token_routes(), account_routes(), module_routes(), group_routes(), user_routes(),
                        member_routes(), membership_routes(), audit_routes(), session_routes(),
                        invitation_routes(), introspection_routes(), openapi_routes()}) {
    for (auto& route : resource) {
      route.body = body_of(route.operation_id, route.method, route.pattern);
      state_->router.add(route.method, route.pattern, state_->routes.size());
      state_->routes.push_back(std::move(route));
    }
  }
}

Api::~Api() = default;

bool Api::owns(std::string_view path) noexcept {
  const auto below = [path](std::string_view prefix) {
    return path.starts_with(prefix) && (path.size() == prefix.size() || path[prefix.size()] == '/');
  };
  return below("/public") || below("/session") || below("/oauth2");
}

Api::Intake Api::intake(const net::Request& head) const {
  const auto taken = state_->take(head);
  if (taken.route == nullptr) return {};
  const auto& route = *taken.route;
  return {.is_slow = is_slow(route.operation_id, route.body, head),
          .is_long = route.operation_id == "listAuditRecords" || (route.streams && wants_json_lines(head)),
          .body_bytes_max = body_bytes_max(route.body, head),
          .needs_caller = route.authentication != Authentication::kNone};
}

std::optional<net::Response> Api::admit(const net::Request& head) {
  const auto taken = state_->take(head);
  auto exchange = state_->exchange_of(head, taken);
  const auto checked = state_->check(exchange, taken);
  if (!checked.has_error()) return std::nullopt;
  return taken.named(state_->refusal(head, taken, checked.error()));
}

net::Response Api::handle(const net::Request& request) {
  const auto taken = state_->take(request);
  auto exchange = state_->exchange_of(request, taken);
  auto answered = state_->answer(exchange, taken);
  if (answered.has_value()) return taken.named(*std::move(answered));
  return taken.named(state_->refusal(request, taken, answered.error()));
}

std::vector<RouteDescription> Api::routes() const {
  std::vector<RouteDescription> described;
  for (const auto& route : state_->routes) {
    described.push_back({route.method, route.pattern, route.operation_id, route.streams,
                         route.authentication != Authentication::kNone, !route.produces.empty(), route.body});
  }
  return described;
}

}  // namespace jeton::api
