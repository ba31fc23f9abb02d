#pragma once

#include <string_view>

#include "base/error.h"

namespace jeton::api {

/// `error`, which comes of the query whose filter is `filter`, with the parameter to use where the query says
/// what other APIs call it: `page`, `sort`, `fields`, `q` and their like. They land in the filter, because
/// everything that is no parameter does (spec A-059). A property of such a name is no error and gets no hint.
base::Error with_parameter_hints(const base::Error& error, std::string_view filter);

}  // namespace jeton::api
