#include <utility>

#include "api/create_once.h"
#include "api/etag.h"
#include "api/exchange.h"
#include "api/listing.h"
#include "api/logo_form.h"
#include "api/token_json.h"
#include "domain/token_properties.h"

// API tokens (spec rest-api section 5).
namespace jeton::api {
namespace {

using base::Result;

constexpr FieldDefault kText{"token", true};
constexpr FieldDefault kTextInLists{"token", false};

bool may_manage(const Exchange& exchange) {
  return app::reaches_tokens(exchange.caller);
}

bool may_read(const Exchange& exchange) {
  return app::may_read_token(exchange.caller, exchange.parameter("id"));
}

net::Response answer(const Exchange& exchange, int status, const app::TokenView& view) {
  return object_response(status, to_json(view), token_fields(), exchange.selection);
}

app::TextInAnswer text_in(const ListRequest& request) {
  return request.selection.includes(kTextInLists) ? app::TextInAnswer::kInclude : app::TextInAnswer::kOmit;
}

Result<domain::Page<app::TokenView>> list_page(const Exchange& exchange, const ListRequest& request) {
  return app::list_tokens(exchange.services, exchange.caller, request.query, text_in(request));
}

Result<std::unique_ptr<app::ViewStream<app::TokenView>>> stream(const Exchange& exchange,
                                                                const ListRequest& request) {
  return app::stream_tokens(exchange.services, exchange.caller, request.query, text_in(request));
}

Result<net::Response> list(Exchange& exchange) {
  static const Collection<app::TokenView> kTokens{.properties = domain::token_properties(),
                                                  .fields = token_list_fields(),
                                                  .list = &list_page,
                                                  .to_json = &to_json,
                                                  .stream = &stream};
  return answer_list(exchange, kTokens);
}

Result<net::Response> create(Exchange& exchange) {
  JETON_TRY(auto form, read_logo_form(exchange.request, "apiToken"));
  JETON_TRY(auto command, create_token_from_json(form.object));
  command.logo = std::move(form.logo);
  return answer_create(exchange, [&](domain::UnitOfWork& unit) -> Result<app::CreateAnswer> {
    JETON_TRY(auto view, app::create_token(exchange.services, unit, exchange.caller, command));
    auto told = create_answer(answer(exchange, 201, view));
    if (!view.account.reveal_tokens) {
      // the answer to create alone has the text, and nothing it could be made from again is kept.
      view.text = {};
      told.kept_body = answer(exchange, 201, view).body;
    }
    return told;
  });
}

Result<net::Response> get(Exchange& exchange) {
  const auto& selection = exchange.selection;
  const auto text = selection.includes(kText) ? app::TextInAnswer::kInclude : app::TextInAnswer::kOmit;
  const auto read = [&exchange](app::TextInAnswer wanted) {
    return app::get_token(exchange.services, exchange.caller, exchange.parameter("id"), wanted);
  };
  if (text == app::TextInAnswer::kInclude && exchange.request.header("If-None-Match")) {
    // Without the text first: what is not handed out must not be recorded as if it were.
    JETON_TRY(const auto without, read(app::TextInAnswer::kOmit));
    const auto etag = etag_of(without.token.revision);
    JETON_TRY(const bool known, is_known_etag(exchange.request, etag));
    if (known) return not_modified(etag);
  }
  JETON_TRY(const auto view, read(text));
  return object_response(200, to_json(view), token_fields(), selection);
}

Result<net::Response> update(Exchange& exchange) {
  JETON_TRY(auto form, read_logo_form(exchange.request, "apiToken"));
  JETON_TRY(auto command, update_token_from_json(form.object));
  command.logo = std::move(form.logo);
  JETON_TRY(const auto expected, expected_revision(exchange.request));
  JETON_TRY(const auto view, app::update_token(exchange.services, exchange.caller, exchange.parameter("id"),
                                               command, expected));
  return answer(exchange, 200, view);
}

Result<net::Response> enable(Exchange& exchange) {
  JETON_CHECK(ignore_json_body(exchange.request));
  JETON_TRY(const auto expected, expected_revision(exchange.request));
  JETON_TRY(const auto view,
            app::enable_token(exchange.services, exchange.caller, exchange.parameter("id"), expected));
  return answer(exchange, 200, view);
}

Result<net::Response> disable(Exchange& exchange) {
  JETON_CHECK(ignore_json_body(exchange.request));
  JETON_TRY(const auto expected, expected_revision(exchange.request));
  JETON_TRY(const auto view,
            app::disable_token(exchange.services, exchange.caller, exchange.parameter("id"), expected));
  return answer(exchange, 200, view);
}

Result<net::Response> remove(Exchange& exchange) {
  JETON_TRY(const auto expected, expected_revision(exchange.request));
  JETON_CHECK(app::delete_token(exchange.services, exchange.caller, exchange.parameter("id"), expected));
  return net::no_content();
}

Result<net::Response> icon(Exchange& exchange) {
  JETON_TRY(auto icon, app::get_token_icon(exchange.services, exchange.caller, exchange.parameter("id")));
  return net::bytes_response(200, icon.media_type, std::move(icon.bytes));
}

}  // namespace

std::vector<Route> token_routes() {
  const std::string collection = "/public/v1/accounts/api-tokens";
  const auto one = collection + "/{id}";
  return {
      collection_route(collection, "listApiTokens", may_manage, list),
      {"POST", collection, "createApiToken", Authentication::kCaller, may_manage, create},
      {"GET", one, "getApiToken", Authentication::kCaller, may_read, get},
      {"PUT", one, "updateApiToken", Authentication::kCaller, may_manage, update},
      {"DELETE", one, "deleteApiToken", Authentication::kCaller, may_manage, remove, {}},
      {"POST", one + "/enable", "enableApiToken", Authentication::kCaller, may_manage, enable},
      {"POST", one + "/disable", "disableApiToken", Authentication::kCaller, may_manage, disable},
      {"GET", one + "/icon", "getApiTokenIcon", Authentication::kCaller, may_read, icon, {}},
  };
}

}  // namespace jeton::api
