#include "api/listing.h"

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value_from.hpp>
#include <charconv>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

#include "api/parameter_hint.h"
#include "base/limits.h"
#include "query/query_binding.h"

namespace jeton::api {
namespace {

namespace json = boost::json;
using base::Error;
using base::Result;

/// not negative, whole, given once (which the query's splitter sees to).
Result<std::int64_t> count_parameter(std::string_view name, const std::optional<std::string>& text,
                                     std::int64_t absent) {
  if (!text) return absent;
  std::int64_t value = 0;
  const auto* end = text->data() + text->size();
  const auto parsed = std::from_chars(text->data(), end, value);
  // A whole number still, past every limit and every end (spec ).
  if (parsed.ec == std::errc::result_out_of_range && parsed.ptr == end && text->front() != '-') {
    return std::numeric_limits<std::int64_t>::max();
  }
  if (parsed.ec != std::errc{} || parsed.ptr != end || value < 0) {
    return Error::invalid(std::string{name}, "The value must be a non-negative whole number.");
  }
  return value;
}

}  // namespace

Route collection_route(std::string pattern, std::string operation_id, Access access,
                       std::function<Result<net::Response>(Exchange&)> handle) {
  Route route{"GET",  std::move(pattern), std::move(operation_id), Authentication::kCaller,
              access, std::move(handle)};
  route.streams = true;
  return route;
}

Result<ListRequest> list_request(const Exchange& exchange, const domain::PropertyTable& properties) {
  const auto& parts = exchange.query;
  JETON_TRY(const auto limit, count_parameter("limit", parts.limit, base::kPageLimitDefault));
  JETON_TRY(const auto offset, count_parameter("offset", parts.offset, 0));
  auto bound = query::bind_query(properties, query::audience_of(exchange.caller), parts.filter,
                                 parts.order.value_or(std::string{}));
  if (bound.has_error()) return with_parameter_hints(bound.error(), parts.filter);
  ListRequest request;
  request.selection = exchange.selection;
  for (const auto field : bound->fields) request.selection.show(field);
  request.query.filter = std::move(bound->filter);
  request.query.order = std::move(bound->order);
  // larger ones are treated as the maximum.
  request.query.limit = std::min(limit, base::kPageLimitMax);
  request.query.offset = offset;
  return request;
}

net::Response list_response(std::vector<json::object> objects, std::int64_t total, const ListRequest& request,
                            const std::vector<FieldDefault>& fields) {
  const auto& selection = request.selection;
  // The same for every object, and also given for an empty page (spec A-033).
  std::vector<std::string> omitted;
  (void)selection.prune({}, fields, &omitted);
  json::array objects_shown;
  for (auto& object : objects) objects_shown.push_back(selection.prune(std::move(object), fields, nullptr));
  // exactly these three members.
  json::object meta{
      {"pagination",
       json::object{{"offset", request.query.offset}, {"limit", request.query.limit}, {"total", total}}}};
  if (!omitted.empty()) meta["omitted"] = json::value_from(omitted);
  return net::json_response(
      200, json::serialize(json::object{{"$meta", std::move(meta)}, {"data", std::move(objects_shown)}}));
}

}  // namespace jeton::api
