#pragma once

#include <string>
#include <string_view>

namespace jeton::net {

/// `bytes` compressed for `Content-Encoding`; empty when that would be no shorter.
std::string gzip(std::string_view bytes);
std::string zstd(std::string_view bytes);

}  // namespace jeton::net
