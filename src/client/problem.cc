#include "client/problem.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/limits.h"

namespace jeton::client {
namespace {

namespace json = boost::json;
using base::Error;
using base::ErrorKind;
using base::FieldError;

ErrorKind kind_of(int status) noexcept {
  switch (status) {
    case 401: return ErrorKind::kUnauthenticated;
    case 403: return ErrorKind::kDenied;
    case 404: return ErrorKind::kNotFound;
    case 405: return ErrorKind::kMethodNotAllowed;
    case 406: return ErrorKind::kNotAcceptable;
    case 409: return ErrorKind::kConflict;
    case 412: return ErrorKind::kPreconditionFailed;
    case 413: return ErrorKind::kPayloadTooLarge;
    case 415: return ErrorKind::kUnsupportedMediaType;
    case 429: return ErrorKind::kTooManyRequests;
    case 502:
    case 503:
    case 504: return ErrorKind::kUnavailable;
    default: return status >= 400 && status < 500 ? ErrorKind::kInvalid : ErrorKind::kInternal;
  }
}

std::string text_at(const json::object& object, std::string_view name) {
  const auto* value = object.if_contains({name.data(), name.size()});
  const auto* text = value != nullptr ? value->if_string() : nullptr;
  return text != nullptr ? std::string{text->data(), text->size()} : std::string{};
}

/// `{{name}}` is filled from `parameters`; one that is not there stays as it is.
std::string fill(std::string message, const json::object& entry) {
  const auto* parameters = entry.if_contains("parameters");
  if (parameters == nullptr || !parameters->is_object()) return message;
  for (const auto& parameter : parameters->get_object()) {
    const auto* value = parameter.value().if_string();
    if (value == nullptr) continue;
    const auto placeholder = "{{" + std::string{parameter.key()} + "}}";
    for (auto at = message.find(placeholder); at != std::string::npos; at = message.find(placeholder, at)) {
      message.replace(at, placeholder.size(), value->data(), value->size());
      at += value->size();
    }
  }
  return message;
}

/// Shape 1 (spec A-061).
std::vector<FieldError> fields_of(const json::object& by_path) {
  std::vector<FieldError> fields;
  for (const auto& member : by_path) {
    const auto* messages = member.value().if_array();
    if (messages == nullptr) continue;
    for (const auto& message : *messages) {
      if (const auto* text = message.if_string()) {
        fields.push_back({std::string{member.key()}, std::string{text->data(), text->size()}});
      }
    }
  }
  return fields;
}

/// Shape 2 (spec A-062).
std::vector<FieldError> fields_of(const json::array& listed) {
  std::vector<FieldError> fields;
  for (const auto& value : listed) {
    const auto* entry = value.if_object();
    if (entry == nullptr) continue;
    const auto message = fill(text_at(*entry, "message"), *entry);
    const auto* properties = entry->if_contains("properties");
    const auto* paths = properties != nullptr ? properties->if_array() : nullptr;
    std::string path;
    if (paths != nullptr && !paths->empty() && paths->front().is_string()) {
      path = std::string{paths->front().get_string().c_str()};
    }
    fields.push_back({std::move(path), message});
  }
  return fields;
}

std::vector<FieldError> fields_in(const json::object& problem) {
  const auto* errors = problem.if_contains("errors");
  if (errors == nullptr) return {};
  if (const auto* by_path = errors->if_object()) return fields_of(*by_path);
  if (const auto* listed = errors->if_array()) return fields_of(*listed);
  return {};
}

Error make_error(ErrorKind kind, std::string message, std::vector<FieldError> fields) {
  if (fields.empty()) return Error{kind, std::move(message)};
  if (kind == ErrorKind::kInvalid) return Error::invalid(std::move(fields));
  if (kind == ErrorKind::kConflict) return Error::conflict(std::move(fields.front()), std::move(message));
  return Error::at_field(kind, std::move(fields.front()));
}

}  // namespace

Error error_of(const HttpResponse& response) {
  const auto kind = kind_of(response.status);
  json::parse_options options;
  options.max_depth = base::kJsonDepthMax;
  boost::system::error_code failed;
  const auto body = json::parse(response.body, failed, {}, options);
  const auto* problem = failed ? nullptr : body.if_object();
  if (problem == nullptr && response.status == 407) {
    return Error::invalid("proxy", "The proxy requires a user name and password, or rejects the ones given.");
  }
  const auto location = response.header("Location");
  if (problem == nullptr && response.status >= 300 && response.status < 400 && location) {
    return Error{
        kind, "The server redirects to " + std::string{*location} +
                  ". Redirects are not followed, because a token is for one server. Is the address right?"};
  }
  if (problem == nullptr) {
    return Error{kind, "The server answered " + std::to_string(response.status) +
                           " and did not say why. Is the address that of a Jeton server?"};
  }
  auto message = text_at(*problem, "detail");
  if (message.empty()) message = text_at(*problem, "title");
  if (message.empty()) message = "The server answered " + std::to_string(response.status) + ".";
  return make_error(kind, std::move(message), fields_in(*problem)).with_detail(text_at(*problem, "traceId"));
}

}  // namespace jeton::client
