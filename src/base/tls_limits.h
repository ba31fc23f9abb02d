#pragma once

#include <chrono>
#include <cstddef>

/// Limits of serving HTTPS, apart from `limits.h` because few see them.
namespace jeton::base {

/// Of a certificate file with its chain, and of a key file: each certificate takes some 2 kB.
inline constexpr std::size_t kTlsFileBytesMax = std::size_t{256} * 1024;
/// How long before its certificate ends a server begins to warn. Those who renew automatically do it a month
/// before.
inline constexpr std::chrono::days kTlsExpiryWarning{14};

}  // namespace jeton::base
