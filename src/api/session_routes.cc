#include <fmt/format.h>

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>
#include <utility>

#include "api/exchange.h"
#include "api/json_reference.h"
#include "api/session_answer.h"
#include "api/session_cookie.h"
#include "api/user_json.h"
#include "base/limits.h"

// The console's own routes: signing in and out, and switching accounts (spec console section 1, C-011).
namespace jeton::api {
namespace {

namespace json = boost::json;
using base::Error;
using base::Result;

net::Response session_response(const Exchange& exchange, const identity::ActiveSession& session,
                               const base::Secret& csrf_token) {
  json::object modules;
  // a held module is both, until the difference is documented.
  for (const auto& code : session.caller.modules) modules[code] = json::array{"read", "edit"};
  json::array accounts;
  for (const auto& account : session.accounts) accounts.push_back(account_reference(account));
  json::object body{{"user", json::object{{"id", session.user.id.str()},
                                          {"name", session.user.name()},
                                          {"firstName", session.user.first_name},
                                          {"lastName", session.user.last_name},
                                          {"email", session.user.email},
                                          {"settings", settings_json(session.user.settings)}}}};
  if (session.account) body["account"] = account_reference(*session.account);
  body["modules"] = std::move(modules);
  body["accounts"] = std::move(accounts);
  body["csrfToken"] = csrf_token.reveal();
  body["apiBaseUrl"] = exchange.options.base_url() + "/public/v1/";
  return net::json_response(200, json::serialize(body));
}

}  // namespace

Result<base::Secret> secret_member(const json::object& body, std::string_view name) {
  const auto* value = body.if_contains(name);
  const auto* text = value == nullptr ? nullptr : value->if_string();
  if (text == nullptr || text->empty()) {
    return Error::invalid(std::string{name}, "The value is required and must be a string.");
  }
  return base::Secret{*text};
}

Result<net::Response> opened_response(Exchange& exchange, const identity::OpenedSession& opened) {
  JETON_TRY(const auto session, exchange.sign_in.resume(opened.cookie.reveal(), exchange.caller.origin));
  auto response = session_response(exchange, session, opened.csrf_token);
  response.set_header("Set-Cookie", session_cookie(exchange.options, opened.cookie));
  return response;
}

namespace {

Result<net::Response> sign_in(Exchange& exchange) {
  JETON_TRY(auto body, json_body(exchange.request));
  JETON_TRY(const auto email, secret_member(body, "email"));
  JETON_TRY(const auto password, secret_member(body, "password"));
  JETON_TRY(const auto opened,
            exchange.sign_in.with_password(email.reveal(), password, exchange.caller.origin));
  return opened_response(exchange, opened);
}

Result<net::Response> sign_in_with_link(Exchange& exchange) {
  JETON_TRY(auto body, json_body(exchange.request));
  JETON_TRY(const auto link, secret_member(body, "link"));
  JETON_TRY(const auto opened, exchange.sign_in.with_link(link, exchange.caller.origin));
  return opened_response(exchange, opened);
}

Result<net::Response> get_session(Exchange& exchange) {
  const auto cookie = find_session_cookie(exchange.options, exchange.request);
  return session_response(exchange, *exchange.session, identity::csrf_token_of(cookie.value_or("")));
}

Result<net::Response> switch_account(Exchange& exchange) {
  JETON_TRY(const auto body, json_body(exchange.request));
  JETON_TRY(const auto account_id, reference_id(body, "account"));
  if (!account_id) return Error::invalid("account.id", "The account to switch to is required.");
  JETON_TRY(const auto opened, exchange.sign_in.switch_account(*exchange.session, *account_id));
  return opened_response(exchange, opened);
}

Result<net::Response> sign_out(Exchange& exchange) {
  JETON_CHECK(exchange.sign_in.sign_out(*exchange.session));
  auto response = net::no_content();
  response.set_header("Set-Cookie", expired_session_cookie(exchange.options));
  return response;
}

}  // namespace

std::vector<Route> session_routes() {
  return {
      {"GET", "/session", "getSession", Authentication::kSession, nullptr, get_session},
      {"POST", "/session/sign-in", "signIn", Authentication::kNone, nullptr, sign_in},
      {"POST", "/session/sign-in-link", "signInWithLink", Authentication::kNone, nullptr, sign_in_with_link},
      {"POST", "/session/account", "switchAccount", Authentication::kSession, nullptr, switch_account},
      {"POST", "/session/sign-out", "signOut", Authentication::kSession, nullptr, sign_out, {}},
  };
}

}  // namespace jeton::api
