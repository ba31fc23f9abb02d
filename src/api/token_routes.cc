#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <string>
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

constexpr std::string_view kTextMember = "token";
/// Stands for the text in a body that is kept.
constexpr std::string_view kKeptText = "kept elsewhere";
constexpr FieldDefault kText{kTextMember, true};
constexpr FieldDefault kTextWhenAsked{kTextMember, false};

bool may_manage(const Exchange& exchange) {
  return app::reaches_tokens(exchange.caller);
}

bool may_read(const Exchange& exchange) {
  return app::may_read_token(exchange.caller, exchange.parameter("id"));
}

app::TextInAnswer wanted(const Selection& selection, const FieldDefault& text) {
  return selection.includes(text) ? app::TextInAnswer::kInclude : app::TextInAnswer::kOmit;
}

/// The answer to a change (spec R-122).
net::Response changed(const Exchange& exchange, const app::TokenView& view) {
  return object_response(200, to_json(view), changed_token_fields(), exchange.selection);
}

/// The answer `body` with `text` in the place of the one it has, or without one.
std::string with_text(std::string_view body, std::string_view text) {
  const auto told = boost::json::parse(body);
  boost::json::object answer;
  for (const auto& member : told.as_object()) {
    if (member.key() != kTextMember) {
      answer[member.key()] = member.value();
    } else if (!text.empty()) {
      answer[kTextMember] = text;
    }
  }
  return boost::json::serialize(answer);
}

Result<domain::Page<app::TokenView>> list_page(const Exchange& exchange, const ListRequest& request) {
  return app::list_tokens(exchange.services, exchange.caller, request.query,
                          wanted(request.selection, kTextWhenAsked));
}

Result<std::unique_ptr<app::ViewStream<app::TokenView>>> stream(const Exchange& exchange,
                                                                const ListRequest& request) {
  return app::stream_tokens(exchange.services, exchange.caller, request.query,
                            wanted(request.selection, kTextWhenAsked));
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
  const auto make = [&](domain::UnitOfWork& unit) -> Result<net::Response> {
    JETON_TRY(const auto view, app::create_token(exchange.services, unit, exchange.caller, command));
    return object_response(201, to_json(view), token_fields(), exchange.selection);
  };
  // What is kept has the mark of a text where there was one, for a repeat to fill.
  const auto without_text = [](std::string_view body) { return with_text(body, kKeptText); };
  const auto restored = [&](domain::UnitOfWork& unit, std::string_view kept) -> Result<std::string> {
    const auto answer = boost::json::parse(kept);
    if (!answer.as_object().contains(kTextMember)) return std::string{kept};
    const auto& id = answer.at("id").as_string();
    JETON_TRY(const auto text, app::show_text_again(exchange.services, unit, exchange.caller, id));
    return with_text(kept, text.reveal());
  };
  return answer_create(exchange, make, {.without = without_text, .restored = restored});
}

Result<net::Response> get(Exchange& exchange) {
  const auto& selection = exchange.selection;
  const auto text = wanted(selection, kText);
  const auto read = [&exchange](app::TextInAnswer including) {
    return app::get_token(exchange.services, exchange.caller, exchange.parameter("id"), including);
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
  JETON_TRY(const auto view,
            app::update_token(exchange.services, exchange.caller, exchange.parameter("id"), command, expected,
                              wanted(exchange.selection, kTextWhenAsked)));
  return changed(exchange, view);
}

Result<net::Response> enable(Exchange& exchange) {
  JETON_CHECK(ignore_json_body(exchange.request));
  JETON_TRY(const auto expected, expected_revision(exchange.request));
  JETON_TRY(const auto view, app::enable_token(exchange.services, exchange.caller, exchange.parameter("id"),
                                               expected, wanted(exchange.selection, kTextWhenAsked)));
  return changed(exchange, view);
}

Result<net::Response> disable(Exchange& exchange) {
  JETON_CHECK(ignore_json_body(exchange.request));
  JETON_TRY(const auto expected, expected_revision(exchange.request));
  JETON_TRY(const auto view, app::disable_token(exchange.services, exchange.caller, exchange.parameter("id"),
                                                expected, wanted(exchange.selection, kTextWhenAsked)));
  return changed(exchange, view);
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
