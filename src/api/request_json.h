#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <string_view>

#include "base/result.h"

namespace jeton::api {

/// The JSON object that `text` is, at most `kJsonDepthMax` deep. Errors: invalid at `body` (spec A-013).
base::Result<boost::json::object> parse_json_object(std::string_view text);
/// The same for an array.
base::Result<boost::json::array> parse_json_array(std::string_view text);

}  // namespace jeton::api
