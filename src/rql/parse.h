#pragma once

#include <string_view>

#include "base/result.h"
#include "rql/syntax.h"
#include "rql/tree_builder.h"

namespace jeton::rql {

struct Source {
  std::string_view text;
  std::string_view part;  ///< `filter`, `order` or `select`: where errors lie.
  CallNames names = CallNames::kLowerCase;
};

/// The top level of a text as a group, also if it has one term or none. Errors: invalid at the part.
base::Result<Node> parse_terms(const Source& source);

}  // namespace jeton::rql
