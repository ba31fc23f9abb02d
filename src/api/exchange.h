#pragma once

#include <boost/json/object.hpp>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/api.h"
#include "api/intake.h"
#include "api/select.h"
#include "api/stream_slots.h"
#include "app/command/services.h"
#include "base/result.h"
#include "domain/caller.h"
#include "identity/sign_in.h"
#include "net/query.h"
#include "net/request.h"
#include "net/response.h"

/// What the handlers of resources share.
namespace jeton::api {

/// One request on its way through a handler, its caller known.
struct Exchange {
  const app::Services& services;
  identity::SignIn& sign_in;
  const ApiOptions& options;
  const net::Request& request;
  std::map<std::string, std::string> parameters;  ///< Of the path, decoded.
  domain::Caller caller;
  std::optional<identity::ActiveSession> session;
  net::QueryParts query;
  Selection selection;  ///< What `select` of the query says.
  const StreamSlots& streams;

  [[nodiscard]] const std::string& parameter(const std::string& name) const { return parameters.at(name); }
};

/// Who may call at all, known before the body is read (spec A-066).
using Access = bool (*)(const Exchange& exchange);

enum class Authentication : std::uint8_t {
  kCaller,   ///< A token or a session.
  kSession,  ///< A session alone.
  kNone,     ///< None: public routes, and signing in.
};

struct Route {
  std::string method;
  std::string pattern;
  std::string operation_id;
  Authentication authentication = Authentication::kCaller;
  Access access = nullptr;  ///< Null: everyone who is authenticated.
  std::function<base::Result<net::Response>(Exchange&)> handle;
  /// Media type of the success, for `Accept` (spec A-014). Empty: no check.
  std::string_view produces = "application/json";
  /// A collection, which is also sent as JSON Lines to who asks for that (spec A-080).
  bool streams = false;
  Body body = Body::kNone;  ///< By `body_of`.
};

/// The routes of each resource.
std::vector<Route> token_routes();
std::vector<Route> account_routes();
std::vector<Route> module_routes();
std::vector<Route> group_routes();
std::vector<Route> user_routes();
std::vector<Route> member_routes();
std::vector<Route> membership_routes();
std::vector<Route> audit_routes();
std::vector<Route> session_routes();
std::vector<Route> invitation_routes();
std::vector<Route> introspection_routes();
std::vector<Route> openapi_routes();

/// The JSON object in the body. Errors: unsupported media type (spec A-012), invalid (spec A-013).
base::Result<boost::json::object> json_body(const net::Request& request);

/// Actions take no body, and ignore one that is JSON. Errors: unsupported media type (spec A-012).
base::Result<void> ignore_json_body(const net::Request& request);

/// 200 or 201 with one object, cut to `select` (spec A-023, A-053d). Its `ETag` is the member `revision` of
/// `full`, when it has one; a GET whose client has that revision already becomes 304 further up.
net::Response object_response(int status, boost::json::object full, const std::vector<FieldDefault>& fields,
                              const Selection& selection);

}  // namespace jeton::api
