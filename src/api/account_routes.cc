#include <utility>

#include "api/account_json.h"
#include "api/create_once.h"
#include "api/etag.h"
#include "api/exchange.h"
#include "api/listing.h"
#include "api/logo_form.h"
#include "app/accounts/accounts.h"
#include "domain/account_properties.h"

// Accounts (spec rest-api section 7).
namespace jeton::api {
namespace {

using base::Result;

constexpr FieldDefault kGroups{"groups", false};

bool may_read(const Exchange& exchange) {
  return app::reaches_accounts(exchange.caller);
}

bool may_change(const Exchange& exchange) {
  return app::changes_accounts(exchange.caller);
}

bool may_manage(const Exchange& exchange) {
  return domain::manages_platform(exchange.caller);
}

app::GroupsInAnswer wanted_groups(const Exchange& exchange) {
  return exchange.selection.includes(kGroups) ? app::GroupsInAnswer::kInclude : app::GroupsInAnswer::kOmit;
}

net::Response answer(const Exchange& exchange, int status, const app::AccountView& view) {
  return object_response(status, to_json(view), account_fields(exchange.caller), exchange.selection);
}

app::GroupsInAnswer listed_groups(const ListRequest& request) {
  return request.selection.includes(kGroups) ? app::GroupsInAnswer::kInclude : app::GroupsInAnswer::kOmit;
}

Result<domain::Page<app::AccountView>> list_page(const Exchange& exchange, const ListRequest& request) {
  return app::list_accounts(exchange.services, exchange.caller, request.query, listed_groups(request));
}

Result<std::unique_ptr<app::ViewStream<app::AccountView>>> stream(const Exchange& exchange,
                                                                  const ListRequest& request) {
  return app::stream_accounts(exchange.services, exchange.caller, request.query, listed_groups(request));
}

Result<net::Response> list(Exchange& exchange) {
  const Collection<app::AccountView> accounts{.properties = domain::account_properties(),
                                              .fields = account_fields(exchange.caller),
                                              .list = &list_page,
                                              .to_json = &to_json,
                                              .stream = &stream};
  return answer_list(exchange, accounts);
}

Result<net::Response> create(Exchange& exchange) {
  JETON_TRY(auto form, read_logo_form(exchange.request, "account"));
  JETON_TRY(auto command, create_account_from_json(form.object));
  command.logo = std::move(form.logo);
  return answer_create(exchange, [&](domain::UnitOfWork& unit) -> Result<net::Response> {
    JETON_TRY(const auto view, app::create_account(exchange.services, unit, exchange.caller, command));
    return answer(exchange, 201, view);
  });
}

Result<net::Response> get(Exchange& exchange) {
  JETON_TRY(const auto view, app::get_account(exchange.services, exchange.caller, exchange.parameter("id"),
                                              wanted_groups(exchange)));
  return answer(exchange, 200, view);
}

Result<net::Response> update(Exchange& exchange) {
  JETON_TRY(auto form, read_logo_form(exchange.request, "account"));
  JETON_TRY(auto command, update_account_from_json(form.object));
  command.logo = std::move(form.logo);
  JETON_TRY(const auto expected, expected_revision(exchange.request));
  JETON_TRY(const auto view, app::update_account(exchange.services, exchange.caller, exchange.parameter("id"),
                                                 command, wanted_groups(exchange), expected));
  return answer(exchange, 200, view);
}

using Transition = Result<app::AccountView> (*)(const app::Services& services, const domain::Caller& caller,
                                                std::string_view id, app::GroupsInAnswer wanted,
                                                const app::ExpectedRevision& expected);

template <Transition transition>
Result<net::Response> move(Exchange& exchange) {
  JETON_CHECK(ignore_json_body(exchange.request));
  JETON_TRY(const auto expected, expected_revision(exchange.request));
  JETON_TRY(const auto view, transition(exchange.services, exchange.caller, exchange.parameter("id"),
                                        wanted_groups(exchange), expected));
  return answer(exchange, 200, view);
}

Result<net::Response> icon(Exchange& exchange) {
  JETON_TRY(auto icon, app::get_account_icon(exchange.services, exchange.parameter("id")));
  auto response = net::bytes_response(200, icon.media_type, std::move(icon.bytes));
  // Opened by itself an SVG is a document of our origin.
  response.set_header("Content-Security-Policy", "default-src 'none'; sandbox");
  return response;
}

}  // namespace

std::vector<Route> account_routes() {
  const std::string collection = "/public/v1/accounts/accounts";
  const auto one = collection + "/{id}";
  constexpr auto kCaller = Authentication::kCaller;
  return {
      collection_route(collection, "listAccounts", may_read, list),
      {"POST", collection, "createAccount", kCaller, may_manage, create},
      {"GET", one, "getAccount", kCaller, may_read, get},
      {"PUT", one, "updateAccount", kCaller, may_change, update},
      {"POST", one + "/enable", "enableAccount", kCaller, may_manage, move<&app::enable_account>},
      {"POST", one + "/disable", "disableAccount", kCaller, may_manage, move<&app::disable_account>},
      {"POST", one + "/activate", "activateAccount", kCaller, may_manage, move<&app::activate_account>},
      {"POST", one + "/deactivate", "deactivateAccount", kCaller, may_manage, move<&app::deactivate_account>},
      {"GET", one + "/icon", "getAccountIcon", Authentication::kNone, nullptr, icon, {}},
  };
}

}  // namespace jeton::api
