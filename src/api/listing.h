#pragma once

#include <boost/json/object.hpp>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "api/exchange.h"
#include "api/json_lines.h"
#include "api/select.h"
#include "app/command/view_stream.h"
#include "base/result.h"
#include "domain/property.h"
#include "domain/query.h"

/// What every list endpoint does (spec ): take the query apart, ask, write the envelope.
///
///     Result<net::Response> list(Exchange& exchange) {
///       static const Collection<app::GroupView> kGroups{
///           .properties = domain::group_properties(),
///           .fields = group_fields(),
///           .list = [](const Exchange& at, const ListRequest& request) {
///             return app::list_groups(at.services, at.caller, request.query);
///           },
///           .to_json = &to_json,
///           .stream = [](const Exchange& at, const ListRequest& request) {
///             return app::stream_groups(at.services, at.caller, request.query);
///           }};
///       return answer_list(exchange, kGroups);
///     }
///     … collection_route("/public/v1/accounts/user-groups", "listUserGroups", may_read, list)
namespace jeton::api {

/// What one request wants of a list.
struct ListRequest {
  domain::Query query;
  /// The caller's, with the fields that filter and order use (spec A-053b).
  Selection selection;
};

/// A resource as its list endpoint sees it. `View` is what the application answers with for one object.
template <class View>
struct Collection {
  const domain::PropertyTable& properties;
  /// In the order of the schema, with what lists show by default (spec A-053d).
  const std::vector<FieldDefault>& fields;
  /// One page of what the caller reaches.
  base::Result<domain::Page<View>> (*list)(const Exchange& exchange, const ListRequest& request);
  /// The complete representation.
  boost::json::object (*to_json)(const View& view);
  /// All of what the caller reaches (spec A-080). What the stream holds outlives the exchange. Goes with
  /// `collection_route`; null: pages alone.
  base::Result<std::unique_ptr<app::ViewStream<View>>> (*stream)(const Exchange& exchange,
                                                                 const ListRequest& request) = nullptr;
};

/// The GET of a collection, whose handler is `answer_list`.
Route collection_route(std::string pattern, std::string operation_id, Access access,
                       std::function<base::Result<net::Response>(Exchange&)> handle);

/// Filter, order, select, limit and offset of the request. Errors: invalid, keyed by the offending path or
/// part (spec A-064).
base::Result<ListRequest> list_request(const Exchange& exchange, const domain::PropertyTable& properties);

/// The envelope of a page (spec A-030): `objects` cut to the selection.
net::Response list_response(std::vector<boost::json::object> objects, std::int64_t total,
                            const ListRequest& request, const std::vector<FieldDefault>& fields);

/// Answers a list request: with the envelope of a page, or with the whole list as JSON Lines.
template <class View>
base::Result<net::Response> answer_list(const Exchange& exchange, const Collection<View>& collection) {
  JETON_TRY(const auto request, list_request(exchange, collection.properties));
  if (collection.stream != nullptr && wants_json_lines(exchange.request)) {
    return lines_response(exchange, {request.selection, collection.fields},
                          [&]() -> base::Result<NextObjects> {
                            JETON_TRY(auto views, collection.stream(exchange, request));
                            return objects_of(std::move(views), collection.to_json);
                          });
  }
  JETON_TRY(const auto page, collection.list(exchange, request));
  std::vector<boost::json::object> objects;
  objects.reserve(page.rows.size());
  for (const auto& view : page.rows) objects.push_back(collection.to_json(view));
  return list_response(std::move(objects), page.total, request, collection.fields);
}

}  // namespace jeton::api
