#include "client/jeton_client.h"

#include <algorithm>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <charconv>
#include <thread>
#include <utility>

#include "client/base_url.h"
#include "client/problem.h"

namespace jeton::client {
namespace {

namespace json = boost::json;
using base::Error;
using base::Result;
using std::chrono::milliseconds;

constexpr int kAttemptsMax = 4;
constexpr milliseconds kFirstPause{250};
/// A server that asks for more patience than a person at a terminal has is reported instead.
constexpr milliseconds kPauseMax{5000};

constexpr std::string_view kTokens = "/public/v1/accounts/api-tokens";
constexpr std::string_view kGroups = "/public/v1/accounts/user-groups";

bool is_for_the_moment(int status) noexcept {
  return status == 429 || status == 502 || status == 503 || status == 504;
}

std::string token_path(std::string_view id, std::string_view action = {}) {
  return std::string{kTokens} + "/" + encode_segment(id) + std::string{action};
}

/// `Retry-After` in seconds when the server names it, otherwise `otherwise`.
milliseconds pause_after(const HttpResponse& response, milliseconds otherwise) {
  const auto text = response.header("Retry-After").value_or("");
  int seconds = 0;
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), seconds);
  if (text.empty() || parsed.ec != std::errc{} || seconds < 0) return otherwise;
  return std::chrono::seconds{seconds};
}

}  // namespace

JetonClient::JetonClient(ClientOptions options) : options_{std::move(options)}, http_{options_.http} {
  if (!options_.pause) options_.pause = [](milliseconds pause) { std::this_thread::sleep_for(pause); };
}

Result<JetonClient> JetonClient::create(ClientOptions options) {
  JETON_TRY(options.url, normalize_base_url(options.url));
  return JetonClient{std::move(options)};
}

Result<HttpResponse> JetonClient::call(std::string_view method, const std::string& path,
                                       std::string body) const {
  HttpRequest request;
  request.method = std::string{method};
  request.url = options_.url + path;
  request.headers = {{"Accept", "application/json"}, {"User-Agent", options_.user_agent}};
  if (!body.empty()) request.headers.emplace_back("Content-Type", "application/json");
  request.bearer = options_.token.empty() ? nullptr : &options_.token;
  request.body = std::move(body);

  auto otherwise = kFirstPause;
  for (int attempt = 1;; ++attempt) {
    JETON_TRY(auto response, http_.send(request));
    if (response.status >= 200 && response.status < 300) return response;
    const auto pause = pause_after(response, otherwise);
    const bool asks_again = request.method == "GET" && is_for_the_moment(response.status) &&
                            attempt < kAttemptsMax && pause <= kPauseMax;
    if (!asks_again) return error_of(response);
    options_.pause(pause);
    otherwise *= 2;
  }
}

Result<json::object> JetonClient::call_for_object(std::string_view method, const std::string& path,
                                                  std::string body) const {
  JETON_TRY(const auto response, call(method, path, std::move(body)));
  boost::system::error_code failed;
  auto value = json::parse(response.body, failed);
  if (failed || !value.is_object()) {
    return Error{base::ErrorKind::kInternal,
                 "The server's answer is not a JSON object. Is the address that of a Jeton server?"};
  }
  return std::move(value.get_object());
}

Result<json::object> JetonClient::list_tokens(const ListQuery& query) const {
  return call_for_object("GET", std::string{kTokens} + query.encode());
}

Result<json::object> JetonClient::get_token(std::string_view id, std::string_view select) const {
  const auto query = select.empty() ? std::string{} : "?select=" + encode_value(select);
  return call_for_object("GET", token_path(id) + query);
}

Result<json::object> JetonClient::create_token(const json::object& token) const {
  return call_for_object("POST", std::string{kTokens}, json::serialize(token));
}

Result<json::object> JetonClient::update_token(std::string_view id, const json::object& changes) const {
  return call_for_object("PUT", token_path(id), json::serialize(changes));
}

Result<json::object> JetonClient::enable_token(std::string_view id) const {
  return call_for_object("POST", token_path(id, "/enable"));
}

Result<json::object> JetonClient::disable_token(std::string_view id) const {
  return call_for_object("POST", token_path(id, "/disable"));
}

Result<void> JetonClient::delete_token(std::string_view id) const {
  JETON_CHECK(call("DELETE", token_path(id), {}));
  return {};
}

Result<json::object> JetonClient::list_groups(const ListQuery& query) const {
  return call_for_object("GET", std::string{kGroups} + query.encode());
}

}  // namespace jeton::client
