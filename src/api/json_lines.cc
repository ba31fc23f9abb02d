#include "api/json_lines.h"

#include <boost/json/serialize.hpp>

#include "base/ascii.h"
#include "base/limits.h"
#include "net/accept.h"
#include "net/header.h"

namespace jeton::api {
namespace {

using base::Error;
using base::Result;

constexpr std::string_view kMediaType = "application/jsonl";
constexpr std::string_view kOptIn = "MPT-Streaming";

class LineProducer final : public net::BodyProducer {
 public:
  LineProducer(StreamSlots::Slot slot, LinesFrame frame, NextObjects next, const base::Clock& clock)
      : slot_{std::move(slot)},
        frame_{std::move(frame)},
        next_{std::move(next)},
        clock_{clock},
        ends_at_{clock.now() + base::kStreamTimeMax} {}

  /// Reads the first objects, without which nothing is answered.
  Result<void> begin() { return next_(objects_); }

  Result<Next> produce(std::string& chunk) override {
    if (clock_.now() >= ends_at_) return Error::unavailable("a streamed list took longer than allowed");
    while (chunk.size() < base::kStreamChunkBytes) {
      if (objects_.empty()) return Next::kEnd;
      for (auto& object : objects_) {
        const auto line = frame_.selection.prune(std::move(object), frame_.fields, nullptr);
        chunk += boost::json::serialize(line);
        chunk += '\n';
      }
      objects_.clear();
      JETON_CHECK(next_(objects_));
    }
    return Next::kMore;
  }

 private:
  StreamSlots::Slot slot_;
  LinesFrame frame_;
  NextObjects next_;
  const base::Clock& clock_;
  base::Timestamp ends_at_;
  std::vector<boost::json::object> objects_;
};

}  // namespace

bool wants_json_lines(const net::Request& request) {
  return base::equal_without_case(request.header(kOptIn).value_or(""), "true") &&
         net::asks_for(request, kMediaType);
}

Result<net::Response> lines_response(const Exchange& exchange, LinesFrame frame,
                                     const std::function<Result<NextObjects>()>& open) {
  JETON_TRY(auto slot, exchange.streams.take(slot_owner(exchange.caller)));
  JETON_TRY(auto next, open());
  auto producer = std::make_unique<LineProducer>(std::move(slot), std::move(frame), std::move(next),
                                                 exchange.services.clock);
  JETON_CHECK(producer->begin());
  auto response = net::streamed_response(kMediaType, std::move(producer));
  response.set_header(kOptIn, "true");
  return response;
}

}  // namespace jeton::api
