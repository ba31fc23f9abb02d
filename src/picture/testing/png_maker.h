#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// PNG files made by hand, for what no honest encoder writes.
namespace jeton::picture::testing {

inline constexpr std::string_view kPngSignature{"\x89PNG\r\n\x1a\n", 8};

/// One chunk with its length and its right checksum.
std::string png_chunk(std::string_view type, std::string_view content);

/// An IHDR chunk: 8 bits a channel.
std::string png_header(std::uint32_t width, std::uint32_t height, std::uint8_t colour_type);

/// A chunk of a PNG file.
struct PngChunk {
  std::string type;
  std::string content;
};

/// The chunks of a PNG, in order.
std::vector<PngChunk> png_chunks(std::string_view png);

/// The compressed pixels of a PNG: a zlib stream.
std::string png_pixels(std::string_view png);

}  // namespace jeton::picture::testing
