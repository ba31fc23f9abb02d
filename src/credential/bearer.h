#pragma once

#include <optional>
#include <string_view>

namespace jeton::credential {

/// The credential of an `Authorization: Bearer …` header (RFC 6750 section 2.1; scheme without case, spec
/// A-010), or nothing for another scheme or shape, or one longer than `kCredentialBytesMax`.
std::optional<std::string_view> bearer_credential(std::string_view authorization) noexcept;

}  // namespace jeton::credential
