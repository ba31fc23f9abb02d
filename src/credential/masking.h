#pragma once

#include <string>
#include <string_view>

/// Keeping tokens out of stored and displayed text (spec ).
namespace jeton::credential {

/// What replaces a secret.
inline constexpr std::string_view kMask = "***";

/// `text` with everything that has the shape of a token's text replaced by `kMask`: whatever `parse` would
/// accept, and mistyped ones, whose secret is mostly right. Safe on serialized JSON, which stays JSON.
std::string mask_tokens(std::string_view text);

}  // namespace jeton::credential
