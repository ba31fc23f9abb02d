#include "net/request_record.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>

namespace jeton::net {
namespace {

constexpr std::string_view kRequests = "jeton_http_requests_total";
constexpr std::string_view kRequestsHelp = "HTTP requests answered, by route, method and status.";
constexpr std::string_view kSeconds = "jeton_http_request_seconds";
constexpr std::string_view kSecondsHelp = "Time from a request being read to its answer being ready.";

/// One of a fixed set, because a client may call its method what it likes.
std::string_view method_label(std::string_view method) noexcept {
  static constexpr std::array<std::string_view, 7> kMethods = {"GET",   "HEAD",   "POST",   "PUT",
                                                               "PATCH", "DELETE", "OPTIONS"};
  const auto* known = std::find(kMethods.begin(), kMethods.end(), method);
  return known == kMethods.end() ? "other" : *known;
}

std::string status_class(int status) {
  return std::to_string(status / 100) + "xx";
}

base::Metrics::Labels labels_of(const RequestKind& kind) {
  return {{"route", std::string{kind.route}},
          {"method", std::string{method_label(kind.method)}},
          {"status", std::to_string(kind.status)},
          {"status_class", status_class(kind.status)}};
}

}  // namespace

void count_requests(base::Metrics& metrics, const RequestKind& kind, std::uint64_t requests) {
  metrics.add(std::string{kRequests}, std::string{kRequestsHelp}, labels_of(kind), requests);
}

void add_request_times(base::Metrics& metrics, std::string_view route,
                       const base::Metrics::Durations& durations) {
  metrics.observe_all(std::string{kSeconds}, std::string{kSecondsHelp}, {{"route", std::string{route}}},
                      durations);
}

void record_request(const base::Log& log, base::Metrics& metrics, const Request& request,
                    const Response& response, std::chrono::nanoseconds duration, base::LogLevel level) {
  const std::string route = response.route.empty() ? "other" : response.route;
  const auto method = method_label(request.method());
  metrics.count(std::string{kRequests}, std::string{kRequestsHelp},
                labels_of({route, request.method(), response.status}));
  metrics.observe(std::string{kSeconds}, std::string{kSecondsHelp}, {{"route", route}}, duration);

  const auto path = request.shown_path();
  const double duration_ms = std::chrono::duration<double, std::milli>(duration).count();
  log.write(level, "request.done",
            {{"method", method},
             {"route", std::string_view{route}},
             {"path", std::string_view{path}},
             {"status", std::int64_t{response.status}},
             {"duration_ms", duration_ms},
             {"ip", std::string_view{request.remote_address()}},
             {"traceId", std::string_view{request.trace().trace_id}}});
}

void record_refusal(const base::Log& log, base::Metrics& metrics, const Trace& trace, int status) {
  metrics.count(std::string{kRequests}, std::string{kRequestsHelp}, labels_of({"refused", "other", status}));
  log.info("request.done", {{"method", std::string_view{"other"}},
                            {"route", std::string_view{"refused"}},
                            {"status", std::int64_t{status}},
                            {"traceId", std::string_view{trace.trace_id}}});
}

}  // namespace jeton::net
