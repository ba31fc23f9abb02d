#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "net/response.h"

namespace jeton::api {

/// What is kept of the answer to a create, with `body` instead of its own, for a repeat: one line with the
/// status and the entity tag, then the body.
std::string kept_answer(const net::Response& answer, std::string_view body);

/// The answer of which `text` was kept. Before there was such a line, `text` was the body, a JSON object:
/// then the status is 201, and the tag that of the revision, if the body has one. Errors: internal for any
/// other text.
base::Result<net::Response> read_kept_answer(std::string_view text);

}  // namespace jeton::api
