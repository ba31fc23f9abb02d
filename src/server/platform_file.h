#pragma once

#include <map>
#include <string>
#include <string_view>

#include "app/platform/apply_platform.h"
#include "base/result.h"

namespace jeton::server {

/// Reads the text of a platform file (`docs/reference/platform-file.md`). `environment` is where
/// `valueFrom: {env: NAME}` takes the values of tokens from. Only the shape is checked here;
/// `app::apply_platform` checks the contents. Errors: invalid, at paths such as `tokens[2].valueFrom.env`,
/// with the line; no message repeats a value. Unknown keys are errors, so that a mistyped one is not ignored.
base::Result<app::PlatformFile> read_platform_file(std::string_view text,
                                                   const std::map<std::string, std::string>& environment);

}  // namespace jeton::server
