#include <utility>

#include "api/etag.h"
#include "api/exchange.h"
#include "api/listing.h"
#include "api/logo_form.h"
#include "api/session_answer.h"
#include "api/user_json.h"
#include "base/text.h"
#include "domain/user_properties.h"
#include "picture/initials.h"

// Users (spec rest-api section 8).
namespace jeton::api {
namespace {

using base::Result;

bool may_reach(const Exchange& exchange) {
  return app::reaches_users(exchange.caller);
}

bool manages_platform(const Exchange& exchange) {
  return domain::manages_platform(exchange.caller);
}

/// Whether the path names the person who asks, by id or e-mail address. A token is not a person.
bool is_self(const Exchange& exchange) {
  if (!exchange.session) return false;
  const auto& user = exchange.session->user;
  const auto& name = exchange.parameter("id");
  return name == user.id.str() || base::fold_case(name) == base::fold_case(user.email);
}

bool may_list_accounts(const Exchange& exchange) {
  return app::may_list_accounts_of(exchange.caller,
                                   exchange.session ? exchange.session->user.email : std::string{},
                                   exchange.parameter("id"));
}

net::Response answer(const Exchange& exchange, const app::UserView& view) {
  return object_response(200, to_json(view), user_fields(), exchange.selection);
}

Result<domain::Page<app::UserView>> list_page(const Exchange& exchange, const ListRequest& request) {
  return app::list_users(exchange.services, exchange.caller, request.query);
}

Result<std::unique_ptr<app::ViewStream<app::UserView>>> stream(const Exchange& exchange,
                                                               const ListRequest& request) {
  return app::stream_users(exchange.services, exchange.caller, request.query);
}

Result<net::Response> list(Exchange& exchange) {
  static const Collection<app::UserView> kUsers{.properties = domain::user_properties(),
                                                .fields = user_fields(),
                                                .list = &list_page,
                                                .to_json = &to_json,
                                                .stream = &stream};
  return answer_list(exchange, kUsers);
}

Result<net::Response> get(Exchange& exchange) {
  JETON_TRY(const auto view, app::get_user(exchange.services, exchange.caller, exchange.parameter("id")));
  return answer(exchange, view);
}

Result<net::Response> update(Exchange& exchange) {
  JETON_TRY(const auto form, read_logo_form(exchange.request, "user"));
  JETON_TRY(auto command, update_user_from_json(form));
  JETON_TRY(const auto expected, expected_revision(exchange.request));
  if (exchange.session) command.session_digest = exchange.session->session.digest;
  JETON_TRY(const auto view, app::update_user(exchange.services, exchange.caller, exchange.parameter("id"),
                                              command, expected));
  return answer(exchange, view);
}

Result<net::Response> remove(Exchange& exchange) {
  JETON_TRY(const auto expected, expected_revision(exchange.request));
  JETON_CHECK(app::delete_user(exchange.services, exchange.caller, exchange.parameter("id"), expected));
  return net::no_content();
}

Result<net::Response> block(Exchange& exchange) {
  JETON_CHECK(ignore_json_body(exchange.request));
  JETON_TRY(const auto expected, expected_revision(exchange.request));
  JETON_TRY(const auto view,
            app::block_user(exchange.services, exchange.caller, exchange.parameter("id"), expected));
  return answer(exchange, view);
}

Result<net::Response> unblock(Exchange& exchange) {
  JETON_CHECK(ignore_json_body(exchange.request));
  JETON_TRY(const auto expected, expected_revision(exchange.request));
  JETON_TRY(const auto view,
            app::unblock_user(exchange.services, exchange.caller, exchange.parameter("id"), expected));
  return answer(exchange, view);
}

Result<net::Response> set_password(Exchange& exchange) {
  JETON_TRY(const auto body, json_body(exchange.request));
  identity::ChangePassword command;
  JETON_TRY(command.password, secret_member(body, "password"));
  if (body.contains("currentPassword")) {
    JETON_TRY(command.current, secret_member(body, "currentPassword"));
  }
  JETON_CHECK(exchange.sign_in.change_password(*exchange.session, command));
  return get(exchange);
}

Result<domain::Page<app::UserAccountView>> list_account_page(const Exchange& exchange,
                                                             const ListRequest& request) {
  return app::list_user_accounts(exchange.services, exchange.caller, exchange.parameter("id"), request.query);
}

Result<std::unique_ptr<app::ViewStream<app::UserAccountView>>> stream_accounts(const Exchange& exchange,
                                                                               const ListRequest& request) {
  return app::stream_user_accounts(exchange.services, exchange.caller, exchange.parameter("id"),
                                   request.query);
}

Result<net::Response> list_accounts(Exchange& exchange) {
  static const Collection<app::UserAccountView> kAccounts{.properties = domain::user_account_properties(),
                                                          .fields = user_account_fields(),
                                                          .list = &list_account_page,
                                                          .to_json = &to_json,
                                                          .stream = &stream_accounts};
  return answer_list(exchange, kAccounts);
}

Result<net::Response> icon(Exchange& exchange) {
  JETON_TRY(auto found, app::get_user_icon(exchange.services, exchange.caller, exchange.parameter("id")));
  if (found.icon) return net::bytes_response(200, found.icon->media_type, std::move(found.icon->bytes));
  auto response = net::bytes_response(200, picture::kInitialsMediaType,
                                      picture::initials_picture(found.user.name(), found.user.id.str()));
  // Opened by itself an SVG is a document of our origin.
  response.set_header("Content-Security-Policy", "default-src 'none'; sandbox");
  return response;
}

}  // namespace

std::vector<Route> user_routes() {
  const std::string collection = "/public/v1/accounts/users";
  const auto one = collection + "/{id}";
  return {
      collection_route(collection, "listUsers", may_reach, list),
      {"GET", one, "getUser", Authentication::kCaller, may_reach, get},
      {"PUT", one, "updateUser", Authentication::kCaller, may_reach, update},
      {"DELETE", one, "deleteUser", Authentication::kCaller, manages_platform, remove, {}},
      {"POST", one + "/block", "blockUser", Authentication::kCaller, manages_platform, block},
      {"POST", one + "/unblock", "unblockUser", Authentication::kCaller, manages_platform, unblock},
      {"POST", one + "/set-password", "setUserPassword", Authentication::kCaller, is_self, set_password},
      collection_route(one + "/accounts", "listUserAccounts", may_list_accounts, list_accounts),
      {"GET", one + "/icon", "getUserIcon", Authentication::kCaller, may_reach, icon, {}},
  };
}

}  // namespace jeton::api
