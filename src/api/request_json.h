#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "base/json_text.h"
#include "base/result.h"
#include "net/request.h"

namespace jeton::api {

/// The body of a request, for the functions below.
base::JsonText body_text(const net::Request& request);

/// The JSON object that a text is. Errors: as `base::parse_json`, and invalid for another value (spec A-013).
base::Result<boost::json::object> parse_json_object(const base::JsonText& source);
/// The same for an array.
base::Result<boost::json::array> parse_json_array(const base::JsonText& source);

}  // namespace jeton::api
