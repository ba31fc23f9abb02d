#pragma once

#include <boost/json/object.hpp>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "api/exchange.h"
#include "api/select.h"
#include "app/command/view_stream.h"
#include "base/result.h"
#include "net/body_producer.h"
#include "net/response.h"

/// Whole lists as JSON Lines (spec A-080): one object a line, read while they are sent. `api/listing.h` calls
/// it for every collection.
namespace jeton::api {

/// Whether the request asks for it: `Accept: application/jsonl` and `MPT-Streaming: true`.
bool wants_json_lines(const net::Request& request);

/// What all pieces of one answer have in common. Outlives the exchange.
struct LinesFrame {
  Selection selection;
  const std::vector<FieldDefault>& fields;
};

/// Appends the next objects to the list; none at the end. What it holds outlives the exchange.
using NextObjects = std::function<base::Result<void>(std::vector<boost::json::object>& objects)>;

/// 200 with what `next` makes, cut to the selection. The first objects are read before there is an answer, so
/// that what is wrong with the query or the database is still told by a status. Errors: unavailable when as
/// many answers are streamed as the server does at once, too many requests when as many are as one account
/// may have; those of `open`, which opens the list.
base::Result<net::Response> lines_response(const Exchange& exchange, LinesFrame frame,
                                           const std::function<base::Result<NextObjects>()>& open);

/// `views` as objects. `to_json` as in `Collection`.
template <class View>
NextObjects objects_of(std::unique_ptr<app::ViewStream<View>> views,
                       boost::json::object (*to_json)(const View&)) {
  // A function can be copied, a stream cannot.
  return [views = std::shared_ptr<app::ViewStream<View>>{std::move(views)},
          to_json](std::vector<boost::json::object>& objects) -> base::Result<void> {
    JETON_TRY(const auto read, views->next());
    for (const auto& view : read) objects.push_back(to_json(view));
    return {};
  };
}

}  // namespace jeton::api
