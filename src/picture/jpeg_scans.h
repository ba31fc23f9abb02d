#pragma once

#include <cstddef>
#include <string_view>

namespace jeton::picture {

/// How many scans (SOS segments) a decoder would find in the JPEG `bytes`, up to its end or the place where
/// the file is cut off. Reads markers the way libjpeg does, so that both find the same ones.
std::size_t count_scans(std::string_view bytes) noexcept;

}  // namespace jeton::picture
