#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace jeton::picture::testing {

/// Pixels in memory, `bands` bytes each, row by row.
struct Painting {
  int width = 0;
  int height = 0;
  int bands = 3;
  std::vector<std::uint8_t> pixels;

  [[nodiscard]] std::vector<std::uint8_t> at(int x, int y) const;
};

/// Every pixel of one colour.
Painting plain(int width, int height, const std::vector<std::uint8_t>& colour);
/// The colour of each place.
Painting painted(int width, int height, int bands,
                 const std::function<std::vector<std::uint8_t>(int x, int y)>& colour);

/// How a picture is written.
struct Style {
  int orientation = 1;         ///< The EXIF tag; 1 is upright.
  bool interlaced = false;     ///< Adam7, or a progressive JPEG.
  bool with_metadata = false;  ///< EXIF, XMP, a comment and an ICC profile.
  bool sixteen_bits = false;   ///< PNG only.
  bool palette = false;        ///< PNG only.
  bool cmyk = false;           ///< JPEG only.
};

/// The painting as a file, written by libvips itself.
std::string as_png(const Painting& painting, const Style& style = {});
std::string as_jpeg(const Painting& painting, const Style& style = {});

/// Black and grey, too large to paint pixel by pixel.
std::string as_black_png(int width, int height, const Style& style = {});
std::string as_black_jpeg(int width, int height, const Style& style = {});

/// What a PNG shows, as 8-bit pixels. Fails the test for bytes that are none.
Painting read_png(std::string_view bytes);

}  // namespace jeton::picture::testing
