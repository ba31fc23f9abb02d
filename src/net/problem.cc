#include "net/problem.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <utility>

namespace jeton::net {
namespace {

namespace json = boost::json;
using base::ErrorKind;

struct StatusWords {
  int status;
  std::string_view title;
  std::string_view type;
};

// RFC 9110 section 15, RFC 6585 for 428 to 431.
constexpr StatusWords kWords[] = {
    {400, "Bad Request", "https://tools.ietf.org/html/rfc9110#section-15.5.1"},
    {401, "Authentication Failed", "https://tools.ietf.org/html/rfc9110#section-15.5.2"},
    {403, "Forbidden", "https://tools.ietf.org/html/rfc9110#section-15.5.4"},
    {404, "Not Found", "https://tools.ietf.org/html/rfc9110#section-15.5.5"},
    {405, "Method Not Allowed", "https://tools.ietf.org/html/rfc9110#section-15.5.6"},
    {406, "Not Acceptable", "https://tools.ietf.org/html/rfc9110#section-15.5.7"},
    {408, "Request Timeout", "https://tools.ietf.org/html/rfc9110#section-15.5.9"},
    {409, "Conflict", "https://tools.ietf.org/html/rfc9110#section-15.5.10"},
    {412, "Precondition Failed", "https://tools.ietf.org/html/rfc9110#section-15.5.13"},
    {413, "Payload Too Large", "https://tools.ietf.org/html/rfc9110#section-15.5.14"},
    {415, "Unsupported Media Type", "https://tools.ietf.org/html/rfc9110#section-15.5.16"},
    {417, "Expectation Failed", "https://tools.ietf.org/html/rfc9110#section-15.5.18"},
    {429, "Too Many Requests", "https://tools.ietf.org/html/rfc6585#section-4"},
    {431, "Request Header Fields Too Large", "https://tools.ietf.org/html/rfc6585#section-5"},
    {500, "Internal Server Error", "https://tools.ietf.org/html/rfc9110#section-15.6.1"},
    {501, "Not Implemented", "https://tools.ietf.org/html/rfc9110#section-15.6.2"},
    {503, "Service Unavailable", "https://tools.ietf.org/html/rfc9110#section-15.6.4"},
    {504, "Gateway Timeout", "https://tools.ietf.org/html/rfc9110#section-15.6.5"},
    {505, "HTTP Version Not Supported", "https://tools.ietf.org/html/rfc9110#section-15.6.6"},
};

const StatusWords& words_of(int status) noexcept {
  static constexpr StatusWords kUnknown{0, "Error", "about:blank"};
  for (const auto& words : kWords) {
    if (words.status == status) return words;
  }
  return kUnknown;
}

json::value to_json(std::string_view text) {
  return json::string{text.data(), text.size()};
}

/// path to messages, each path once.
json::object fields_by_path(const std::vector<base::FieldError>& fields) {
  json::object by_path;
  for (const auto& field : fields) {
    auto& messages = by_path[field.path];
    if (!messages.is_array()) messages = json::array{};
    messages.as_array().emplace_back(to_json(field.message));
  }
  return by_path;
}

///
json::array fields_by_message(const std::vector<base::FieldError>& fields) {
  json::array listed;
  for (const auto& field : fields) {
    json::object entry;
    entry["message"] = to_json(field.message);
    entry["properties"] = json::array{to_json(field.path)};
    listed.emplace_back(std::move(entry));
  }
  return listed;
}

Response problem(int status, std::string_view detail, const Trace& trace, std::string_view instance,
                 json::value errors) {
  const auto& words = words_of(status);
  json::object body;
  body["type"] = to_json(words.type);
  body["title"] = to_json(words.title);
  body["status"] = status;
  if (!detail.empty()) body["detail"] = to_json(detail);
  if (!instance.empty()) body["instance"] = to_json(instance);
  body["traceId"] = to_json(trace.to_traceparent());
  if (!errors.is_null()) body["errors"] = std::move(errors);

  auto response = bytes_response(status, "application/problem+json", json::serialize(body));
  if (status == 401) response.set_header("WWW-Authenticate", "Bearer");
  if (status == 429) response.set_header("Retry-After", "60");
  if (status == 503) response.set_header("Retry-After", "1");
  return response;
}

}  // namespace

int status_of(ErrorKind kind) noexcept {
  switch (kind) {
    case ErrorKind::kInvalid: return 400;
    case ErrorKind::kUnauthenticated: return 401;
    case ErrorKind::kDenied: return 403;
    case ErrorKind::kNotFound: return 404;
    case ErrorKind::kMethodNotAllowed: return 405;
    case ErrorKind::kNotAcceptable: return 406;
    case ErrorKind::kConflict: return 409;
    case ErrorKind::kPreconditionFailed: return 412;
    case ErrorKind::kPayloadTooLarge: return 413;
    case ErrorKind::kUnsupportedMediaType: return 415;
    case ErrorKind::kTooManyRequests: return 429;
    case ErrorKind::kUnavailable: return 503;
    case ErrorKind::kInternal: return 500;
  }
  return 500;
}

Response problem_response(const base::Error& error, const Trace& trace, std::string_view instance) {
  const int status = status_of(error.kind());
  // What went wrong inside is for the log: words of a driver or a path on disk help only an attacker.
  if (status >= 500) return problem(status, {}, trace, instance, nullptr);
  json::value errors;
  if (!error.fields().empty()) {
    if (error.kind() == ErrorKind::kConflict) {
      errors = fields_by_message(error.fields());
    } else {
      errors = fields_by_path(error.fields());
    }
  }
  return problem(status, error.message(), trace, instance, std::move(errors));
}

Response problem_response(const base::Error& error, const Request& request) {
  return problem_response(error, request.trace(), request.shown_path());
}

Response problem_of_status(int status, const std::string& detail, const Trace& trace) {
  return problem(status, detail, trace, {}, nullptr);
}

}  // namespace jeton::net
