#include "api/exchange.h"

#include <fmt/format.h>

#include <boost/json/serialize.hpp>
#include <boost/json/value_from.hpp>
#include <utility>

#include "api/etag.h"
#include "api/request_json.h"
#include "net/content_type.h"

namespace jeton::api {
namespace {

namespace json = boost::json;
using base::Error;
using base::ErrorKind;
using base::Result;

}  // namespace

Result<json::object> parse_json_object(const base::JsonText& source) {
  JETON_TRY(auto value, base::parse_json(source));
  auto* object = value.if_object();
  if (object == nullptr) {
    return Error::invalid(std::string{source.path}, fmt::format("{} must be a JSON object.", source.subject));
  }
  return std::move(*object);
}

Result<json::array> parse_json_array(const base::JsonText& source) {
  JETON_TRY(auto value, base::parse_json(source));
  auto* array = value.if_array();
  if (array == nullptr) {
    return Error::invalid(std::string{source.path}, fmt::format("{} must be a JSON array.", source.subject));
  }
  return std::move(*array);
}

base::JsonText body_text(const net::Request& request) {
  return {.text = request.body(), .subject = "The body", .path = "body"};
}

Result<json::object> json_body(const net::Request& request) {
  const auto type = net::media_type(request.header("Content-Type").value_or(""));
  if (type != "application/json") {
    return Error{ErrorKind::kUnsupportedMediaType, "The body must be application/json."};
  }
  return parse_json_object(body_text(request));
}

Result<void> ignore_json_body(const net::Request& request) {
  if (request.body().empty()) return {};
  if (net::media_type(request.header("Content-Type").value_or("")) == "application/json") return {};
  return Error{ErrorKind::kUnsupportedMediaType, "The body, if any, must be application/json."};
}

net::Response object_response(int status, json::object full, const std::vector<FieldDefault>& fields,
                              const Selection& selection) {
  const auto* revision = full.if_contains("revision");
  const auto etag = revision == nullptr ? std::string{} : etag_of(revision->as_int64());
  std::vector<std::string> omitted;
  auto kept = selection.prune(std::move(full), fields, &omitted);
  json::object body;
  if (!omitted.empty()) body["$meta"] = json::object{{"omitted", json::value_from(omitted)}};
  for (auto& member : kept) body[member.key()] = std::move(member.value());
  auto response = net::json_response(status, json::serialize(body));
  if (!etag.empty()) response.set_header("ETag", etag);
  return response;
}

}  // namespace jeton::api
