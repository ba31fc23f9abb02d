#include "picture/testing/png_maker.h"

#include <boost/crc.hpp>

#include "base/check.h"

namespace jeton::picture::testing {
namespace {

std::string big_endian(std::uint32_t value) {
  std::string bytes;
  for (int shift = 24; shift >= 0; shift -= 8) bytes.push_back(static_cast<char>(value >> shift & 0xff));
  return bytes;
}

std::uint32_t number_at(std::string_view bytes, std::size_t at) {
  std::uint32_t number = 0;
  for (std::size_t i = 0; i < 4; ++i) number = number << 8 | static_cast<std::uint8_t>(bytes.at(at + i));
  return number;
}

}  // namespace

std::string png_chunk(std::string_view type, std::string_view content) {
  const auto checked = std::string{type}.append(content);
  boost::crc_32_type crc;
  crc.process_bytes(checked.data(), checked.size());
  return big_endian(static_cast<std::uint32_t>(content.size())) + checked + big_endian(crc.checksum());
}

std::string png_header(std::uint32_t width, std::uint32_t height, std::uint8_t colour_type) {
  const std::string rest{8, static_cast<char>(colour_type), 0, 0, 0};
  return png_chunk("IHDR", big_endian(width) + big_endian(height) + rest);
}

std::vector<PngChunk> png_chunks(std::string_view png) {
  JETON_ASSERT(png.starts_with(kPngSignature));
  std::vector<PngChunk> chunks;
  for (std::size_t at = kPngSignature.size(); at < png.size();) {
    const std::size_t length = number_at(png, at);
    chunks.push_back({std::string{png.substr(at + 4, 4)}, std::string{png.substr(at + 8, length)}});
    at += 12 + length;
  }
  return chunks;
}

std::string png_pixels(std::string_view png) {
  std::string stream;
  for (const auto& chunk : png_chunks(png)) {
    if (chunk.type == "IDAT") stream += chunk.content;
  }
  return stream;
}

}  // namespace jeton::picture::testing
