#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "net/request.h"

/// Entity tags in conditions (RFC 9110 sections 8.8.3 and 13.1).
namespace jeton::net {

/// What an `If-Match` or `If-None-Match` says.
struct TagCondition {
  bool is_any = false;            ///< `*`
  std::vector<std::string> tags;  ///< What is between the quotes, of weak ones too.
};

/// What the request's header `name` says, several lines as one list. Nothing if there is none. Errors:
/// invalid at `name` for what is neither `*` nor a list of tags.
base::Result<std::optional<TagCondition>> tag_condition(const Request& request, std::string_view name);

}  // namespace jeton::net
