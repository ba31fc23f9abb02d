#include "api/exchange.h"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <charconv>
#include <utility>

#include "api/request_json.h"
#include "base/limits.h"
#include "net/content_type.h"

namespace jeton::api {
namespace {

namespace json = boost::json;
using base::Error;
using base::ErrorKind;
using base::Result;

/// not negative, whole, given once (which the query's splitter sees to).
Result<std::int64_t> count_parameter(std::string_view name, const std::optional<std::string>& text,
                                     std::int64_t absent) {
  if (!text) return absent;
  std::int64_t value = 0;
  const auto* end = text->data() + text->size();
  const auto parsed = std::from_chars(text->data(), end, value);
  if (parsed.ec != std::errc{} || parsed.ptr != end || value < 0) {
    return Error::invalid(std::string{name}, "The value must be a whole number that is not negative.");
  }
  return value;
}

void set_omitted(json::object& meta, const std::vector<std::string>& omitted) {
  if (omitted.empty()) return;
  json::array names;
  for (const auto& name : omitted) names.push_back(json::string{name});
  meta["omitted"] = std::move(names);
}

}  // namespace

Result<json::object> parse_json_object(std::string_view text) {
  json::parse_options options;
  options.max_depth = base::kJsonDepthMax;
  boost::system::error_code failed;
  auto value = json::parse(text, failed, {}, options);
  if (failed) return Error::invalid("body", "The body is not well-formed JSON.");
  auto* object = value.if_object();
  if (object == nullptr) return Error::invalid("body", "The body must be a JSON object.");
  return std::move(*object);
}

Result<json::array> parse_json_array(std::string_view text) {
  json::parse_options options;
  options.max_depth = base::kJsonDepthMax;
  boost::system::error_code failed;
  auto value = json::parse(text, failed, {}, options);
  if (failed) return Error::invalid("body", "The body is not well-formed JSON.");
  auto* array = value.if_array();
  if (array == nullptr) return Error::invalid("body", "The body must be a JSON array.");
  return std::move(*array);
}

Result<json::object> json_body(const net::Request& request) {
  const auto type = net::media_type(request.header("Content-Type").value_or(""));
  if (type != "application/json") {
    return Error{ErrorKind::kUnsupportedMediaType, "The body must be application/json."};
  }
  return parse_json_object(request.body());
}

Result<void> ignore_json_body(const net::Request& request) {
  if (request.body().empty()) return {};
  if (net::media_type(request.header("Content-Type").value_or("")) == "application/json") return {};
  return Error{ErrorKind::kUnsupportedMediaType, "A body, if there is one, must be application/json."};
}

Result<Paging> paging(const net::QueryParts& query) {
  Paging paging;
  JETON_TRY(paging.limit, count_parameter("limit", query.limit, base::kPageLimitDefault));
  JETON_TRY(paging.offset, count_parameter("offset", query.offset, 0));
  // larger ones are treated as the maximum.
  paging.limit = std::min(paging.limit, base::kPageLimitMax);
  return paging;
}

net::Response object_response(int status, json::object full, const std::vector<FieldDefault>& fields,
                              const Selection& selection) {
  std::vector<std::string> omitted;
  auto kept = selection.prune(std::move(full), fields, &omitted);
  json::object body;
  if (!omitted.empty()) {
    json::object meta;
    set_omitted(meta, omitted);
    body["$meta"] = std::move(meta);
  }
  for (auto& member : kept) body[member.key()] = std::move(member.value());
  return net::json_response(status, json::serialize(body));
}

net::Response list_response(std::vector<json::object> objects, std::int64_t total, const Paging& paging,
                            const std::vector<FieldDefault>& fields, const Selection& selection) {
  // The same for every object, and to be told of an empty page too (spec A-033).
  std::vector<std::string> omitted;
  (void)selection.prune({}, fields, &omitted);
  json::array data;
  for (auto& object : objects) data.push_back(selection.prune(std::move(object), fields, nullptr));
  // exactly these three members.
  json::object meta{
      {"pagination", json::object{{"offset", paging.offset}, {"limit", paging.limit}, {"total", total}}}};
  set_omitted(meta, omitted);
  return net::json_response(
      200, json::serialize(json::object{{"$meta", std::move(meta)}, {"data", std::move(data)}}));
}

}  // namespace jeton::api
