#include "api/logo_form.h"

#include <fmt/format.h>

#include <string>
#include <utility>

#include "api/exchange.h"
#include "api/request_json.h"
#include "base/limits.h"
#include "net/content_type.h"
#include "net/multipart.h"
#include "picture/logo.h"

namespace jeton::api {
namespace {

using base::Error;
using base::ErrorKind;
using base::Result;

/// Errors of a picture, reported at its part.
Error at_part(const std::string& name, const Error& error) {
  if (error.fields().empty()) return error;
  base::FieldError field{name, error.fields().front().message};
  if (error.kind() == ErrorKind::kInvalid) return Error::invalid({std::move(field)});
  return Error::at_field(error.kind(), std::move(field));
}

/// Whether a part was sent as a file: under a name of its own, or as something other than text or JSON.
bool is_file(const net::Part& part) {
  if (part.filename) return true;
  const auto type = net::media_type(part.content_type);
  return !type.empty() && !type.starts_with("text/") && type != "application/json";
}

}  // namespace

Result<LogoForm> read_logo_form(const net::Request& request, std::string_view object_part) {
  LogoForm form;
  const auto content_type = request.header("Content-Type").value_or("");
  if (net::media_type(content_type) != "multipart/form-data") {
    const auto object = json_body(request);
    if (object.has_error() && object.error().kind() == ErrorKind::kUnsupportedMediaType) {
      return Error{ErrorKind::kUnsupportedMediaType,
                   "The body must be application/json or multipart/form-data."};
    }
    JETON_TRY(form.object, object);
    return form;
  }

  JETON_TRY(const auto parts, net::parse_multipart(content_type, request.body()));
  const net::Part* object = nullptr;
  const net::Part* picture = nullptr;
  for (const auto& part : parts) {
    const bool is_picture = part.name == "icon" || part.name == "logo";
    auto** slot = part.name == object_part ? &object : is_picture ? &picture : nullptr;
    // What is no file is left alone, as unknown members of JSON are.
    if (slot == nullptr && !is_file(part)) continue;
    if (slot == nullptr) {
      return Error::invalid(part.name, fmt::format("The form takes the parts {}, which is JSON, and icon or "
                                                   "logo, which is a picture: no other file.",
                                                   object_part));
    }
    if (*slot != nullptr) return Error::invalid(part.name, "The part is given twice.");
    *slot = &part;
  }
  if (object == nullptr) {
    return Error::invalid(std::string{object_part}, "The part with the JSON object is missing.");
  }
  // A form is longer than a JSON body for the sake of its picture alone.
  if (object->body.size() > base::kJsonBodyBytesMax) {
    return Error::at_field(ErrorKind::kPayloadTooLarge,
                           {std::string{object_part},
                            fmt::format("The part may have at most {} bytes.", base::kJsonBodyBytesMax)});
  }
  JETON_TRY(form.object, parse_json_object({object->body, "The part", object_part}));
  // Browsers send an empty file for an input that nothing was chosen in.
  if (picture != nullptr && !picture->body.empty()) {
    auto logo = picture::reencode_logo(picture->body);
    if (logo.has_error()) return at_part(picture->name, logo.error());
    form.logo = domain::Icon{std::move(logo->media_type), std::move(logo->bytes)};
  }
  return form;
}

}  // namespace jeton::api
