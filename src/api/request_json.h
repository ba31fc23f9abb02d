#pragma once

#include <boost/json/object.hpp>
#include <string_view>

#include "base/result.h"

namespace jeton::api {

/// The JSON object that `text` is, at most `kJsonDepthMax` deep. Errors: invalid at `body` (spec A-013).
base::Result<boost::json::object> parse_json_object(std::string_view text);

}  // namespace jeton::api
