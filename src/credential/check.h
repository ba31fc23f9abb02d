#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "domain/store.h"

namespace jeton::credential {

/// How a presented credential compares with the stored one (spec R-124). Callers learn only whether it is
/// `kInForce`; the rest is for logs.
enum class Standing : std::uint8_t { kInForce, kUnknown, kWrongSecret, kDisabled, kDeleted };

/// Compares the opaque part presented for a token with what is stored of it. `stored` is empty for an
/// unknown id; then, too, a digest is computed and compared in constant time, so that timing reveals nothing.
Standing check(const std::optional<domain::TokenCredential>& stored, std::string_view opaque) noexcept;

}  // namespace jeton::credential
