#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace jeton::picture {

/// The PNG `bytes` with the chunks that make up its pixels, colours and orientation only, up to IEND. What is
/// left out is text above all: some kilobytes of it can unpack to gigabytes before a pixel is read.
/// Nothing for a file whose chunks do not reach IEND. Checksums are left to the decoder.
std::optional<std::string> essential_chunks(std::string_view bytes);

}  // namespace jeton::picture
