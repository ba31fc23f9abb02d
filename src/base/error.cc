#include "base/error.h"

#include "base/check.h"

namespace jeton::base {

std::string_view to_string(ErrorKind kind) noexcept {
  switch (kind) {
    case ErrorKind::kInvalid: return "invalid";
    case ErrorKind::kUnauthenticated: return "unauthenticated";
    case ErrorKind::kDenied: return "denied";
    case ErrorKind::kNotFound: return "not_found";
    case ErrorKind::kConflict: return "conflict";
    case ErrorKind::kPreconditionFailed: return "precondition_failed";
    case ErrorKind::kMethodNotAllowed: return "method_not_allowed";
    case ErrorKind::kNotAcceptable: return "not_acceptable";
    case ErrorKind::kPayloadTooLarge: return "payload_too_large";
    case ErrorKind::kUnsupportedMediaType: return "unsupported_media_type";
    case ErrorKind::kTooManyRequests: return "too_many_requests";
    case ErrorKind::kUnavailable: return "unavailable";
    case ErrorKind::kInternal: return "internal";
  }
  return "internal";
}

Error::Error(ErrorKind kind, std::string message) : kind_{kind}, message_{std::move(message)} {}

Error Error::invalid(std::vector<FieldError> fields) {
  JETON_ASSERT(!fields.empty());
  Error error{ErrorKind::kInvalid, "One or more validation errors occurred."};
  error.fields_ = std::move(fields);
  return error;
}

Error Error::invalid(std::string path, std::string message) {
  std::vector<FieldError> fields;
  fields.push_back({std::move(path), std::move(message)});
  return invalid(std::move(fields));
}

Error Error::conflict(std::string path, std::string message) {
  auto words = message;
  return conflict(FieldError{std::move(path), std::move(words)}, std::move(message));
}

Error Error::conflict(FieldError field, std::string message) {
  Error error{ErrorKind::kConflict, std::move(message)};
  error.fields_.push_back(std::move(field));
  return error;
}

Error Error::at_field(ErrorKind kind, FieldError field) {
  Error error{kind, field.message};
  error.fields_.push_back(std::move(field));
  return error;
}

Error Error::not_found() {
  return {ErrorKind::kNotFound, "The requested object does not exist."};
}

Error Error::denied() {
  return {ErrorKind::kDenied, "The caller does not have the required module."};
}

Error Error::unauthenticated() {
  return {ErrorKind::kUnauthenticated, "The credential is missing or invalid."};
}

Error Error::internal(std::string detail) {
  return Error{ErrorKind::kInternal, "Something went wrong on the server."}.with_detail(std::move(detail));
}

Error Error::unavailable(std::string detail) {
  return Error{ErrorKind::kUnavailable, "The service cannot answer at the moment."}.with_detail(
      std::move(detail));
}

Error Error::with_detail(std::string detail) && {
  detail_ = std::move(detail);
  return std::move(*this);
}

}  // namespace jeton::base
