#include <boost/json/serialize.hpp>
#include <chrono>
#include <string>
#include <utility>

#include "api/exchange.h"
#include "api/json_reference.h"
#include "api/session_answer.h"
#include "app/tokens/introspection.h"
#include "net/content_type.h"
#include "net/form.h"

// RFC 7662, for services that take tokens themselves.
namespace jeton::api {
namespace {

namespace json = boost::json;
using base::Error;
using base::ErrorKind;
using base::Result;

/// Once (RFC 6749 section 3.1).
Result<base::Secret> token_of_form(std::string_view body) {
  JETON_TRY(auto fields, net::parse_form(body));
  std::optional<base::Secret> token;
  for (auto& field : fields) {
    if (field.name != "token") continue;
    if (token) return Error::invalid("token", "It must not be given twice.");
    token.emplace(std::move(field.value));
  }
  if (!token || token->empty()) return Error::invalid("token", "It is required.");
  return *std::move(token);
}

/// What a hint says is not needed: there is one kind of token.
Result<base::Secret> token_asked_about(const net::Request& request) {
  const auto type = net::media_type(request.header("Content-Type").value_or(""));
  if (type == "application/x-www-form-urlencoded") return token_of_form(request.body());
  if (type == "application/json") {
    JETON_TRY(const auto body, json_body(request));
    return secret_member(body, "token");
  }
  return Error{ErrorKind::kUnsupportedMediaType,
               "The body must be application/x-www-form-urlencoded or application/json."};
}

///
json::object active(const app::IntrospectedToken& found, const std::string& issuer) {
  using std::chrono::duration_cast;
  using std::chrono::seconds;
  json::object answer{{"active", true},
                      {"token_type", "Bearer"},
                      {"client_id", found.token.id.str()},
                      {"sub", found.token.id.str()},
                      {"iss", issuer},
                      {"iat", duration_cast<seconds>(found.token.created.at.time_since_epoch()).count()},
                      {"account", account_reference(found.account)}};
  std::string scope;
  for (const auto& module : found.modules) scope += (scope.empty() ? "" : " ") + module.code;
  if (!scope.empty()) answer.emplace("scope", scope);
  return answer;
}

Result<net::Response> introspect(Exchange& exchange) {
  JETON_TRY(const auto token, token_asked_about(exchange.request));
  JETON_TRY(const auto found, app::introspect_token(exchange.services, exchange.caller, token.reveal()));
  const auto answer = found ? active(*found, exchange.options.base_url()) : json::object{{"active", false}};
  return net::json_response(200, json::serialize(answer));
}

}  // namespace

std::vector<Route> introspection_routes() {
  return {{"POST", "/oauth2/introspect", "introspectToken", Authentication::kCaller, nullptr, introspect}};
}

}  // namespace jeton::api
