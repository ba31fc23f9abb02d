#include <boost/json/serialize.hpp>
#include <utility>

#include "api/exchange.h"
#include "api/json_reference.h"
#include "api/session_answer.h"
#include "api/user_json.h"
#include "base/clock.h"

// The page that an invitation link leads to (spec C-003). The secret comes in the body: paths and queries are
// logged, bodies are not.
namespace jeton::api {
namespace {

namespace json = boost::json;
using base::Result;

Result<net::Response> read(Exchange& exchange) {
  JETON_TRY(const auto body, json_body(exchange.request));
  JETON_TRY(const auto invitation, secret_member(body, "invitation"));
  JETON_TRY(const auto offer, exchange.sign_in.read_invitation(invitation, exchange.caller.origin));
  return net::json_response(
      200, json::serialize(json::object{{"account", json::object{{"id", offer.account.id.str()},
                                                                 {"name", offer.account.name},
                                                                 {"type", to_string(offer.account.type)}}},
                                        {"user", json::object{{"email", offer.user.email},
                                                              {"firstName", offer.user.first_name},
                                                              {"lastName", offer.user.last_name}}},
                                        {"expiresAt", base::format_utc(offer.expires_at)},
                                        {"setsPassword", offer.sets_password}}));
}

Result<net::Response> accept(Exchange& exchange) {
  JETON_TRY(const auto body, json_body(exchange.request));
  identity::AcceptInvitation command;
  JETON_TRY(command.invitation, secret_member(body, "invitation"));
  JETON_TRY(command.password, secret_member(body, "password"));
  JETON_CHECK(take_names(body, {}, command.profile));
  JETON_CHECK(take_phone(body, command.profile));
  JETON_TRY(const auto opened, exchange.sign_in.accept_invitation(command, exchange.caller.origin));
  return opened_response(exchange, opened);
}

Result<net::Response> decline(Exchange& exchange) {
  JETON_TRY(const auto body, json_body(exchange.request));
  JETON_TRY(const auto invitation, secret_member(body, "invitation"));
  JETON_CHECK(exchange.sign_in.decline_invitation(invitation, exchange.caller.origin));
  return net::no_content();
}

}  // namespace

std::vector<Route> invitation_routes() {
  return {
      {"POST", "/session/invitation", "readInvitation", Authentication::kNone, nullptr, read},
      {"POST", "/session/invitation/accept", "acceptInvitation", Authentication::kNone, nullptr, accept},
      {"POST",
       "/session/invitation/decline",
       "declineInvitation",
       Authentication::kNone,
       nullptr,
       decline,
       {}},
  };
}

}  // namespace jeton::api
