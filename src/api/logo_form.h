#pragma once

#include <boost/json/object.hpp>
#include <optional>
#include <string_view>

#include "base/result.h"
#include "domain/store.h"
#include "net/request.h"

namespace jeton::api {

/// A body that is an object, and perhaps a picture with it.
struct LogoForm {
  boost::json::object object;
  std::optional<domain::Icon> logo;  ///< Re-encoded.
};

/// Reads `application/json`, or `multipart/form-data` with the JSON part `object_part` and an optional
/// picture part `icon` or `logo` (spec ), in any order. Errors: unsupported media type (the body
/// or the picture), payload too large, invalid at the part: one that is missing, given twice, or a file that
/// the form does not take.
base::Result<LogoForm> read_logo_form(const net::Request& request, std::string_view object_part);

}  // namespace jeton::api
