#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace jeton::net {

/// One part of a form.
struct Part {
  std::string name;
  std::optional<std::string> filename;  ///< As the client sent it: never a path to write to.
  std::string content_type;             ///< As sent; empty when absent.
  std::string_view body;                ///< Points into the body that was parsed.
};

/// The parts of a complete `multipart/form-data` body (RFC 7578), in their order. Errors: invalid at `body`
/// when the boundary is missing or malformed, a part is not framed as it must be, has no name or does
/// not end, or there are more than `kMultipartPartsMax`.
base::Result<std::vector<Part>> parse_multipart(std::string_view content_type, std::string_view body);

}  // namespace jeton::net
