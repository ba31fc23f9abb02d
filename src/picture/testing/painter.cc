#include "picture/testing/painter.h"

#include <vips/vips.h>

#include <memory>

#include "base/check.h"
#include "picture/logo.h"
#include "picture/testing/png_maker.h"

namespace jeton::picture::testing {
namespace {

struct Unref {
  void operator()(VipsImage* image) const noexcept { g_object_unref(image); }
};
using Image = std::unique_ptr<VipsImage, Unref>;

/// The module starts libvips and blocks what it does not need; JPEG files are written by tests alone.
void start() {
  static const bool kStarted = [] {
    static_cast<void>(reencode_logo("\xff\xd8\xff"));
    vips_operation_block_set("VipsForeignSaveJpeg", FALSE);
    return true;
  }();
  JETON_ASSERT(kStarted);
}

/// By reference: the call that fills `image` is another argument, and their order is open.
Image taken(int failed, VipsImage* const& image) {
  JETON_ASSERT(failed == 0);
  return Image{image};
}

Image image_of(const Painting& painting, const Style& style) {
  start();
  Image image{vips_image_new_from_memory_copy(painting.pixels.data(), painting.pixels.size(), painting.width,
                                              painting.height, painting.bands, VIPS_FORMAT_UCHAR)};
  JETON_ASSERT(image != nullptr);
  VipsImage* next = nullptr;
  const auto interpretation = painting.bands < 3 ? VIPS_INTERPRETATION_B_W : VIPS_INTERPRETATION_sRGB;
  image = taken(vips_copy(image.get(), &next, "interpretation", interpretation, nullptr), next);
  if (style.sixteen_bits) {
    const auto wide = painting.bands < 3 ? VIPS_INTERPRETATION_GREY16 : VIPS_INTERPRETATION_RGB16;
    image = taken(vips_colourspace(image.get(), &next, wide, nullptr), next);
  }
  if (style.cmyk) {
    image = taken(vips_colourspace(image.get(), &next, VIPS_INTERPRETATION_CMYK, nullptr), next);
  }
  if (style.orientation != 1) vips_image_set_int(image.get(), VIPS_META_ORIENTATION, style.orientation);
  if (style.with_metadata) {
    vips_image_set_string(image.get(), "exif-ifd0-ImageDescription", "c4n4ry-exif");
    constexpr std::string_view kXmp = "<x:xmpmeta xmlns:x='adobe:ns:meta/'>c4n4ry-xmp</x:xmpmeta>";
    vips_image_set_blob_copy(image.get(), VIPS_META_XMP_NAME, kXmp.data(), kXmp.size());
    VipsBlob* profile = nullptr;
    JETON_ASSERT(vips_profile_load("srgb", &profile, nullptr) == 0);
    std::size_t size = 0;
    const void* const bytes = vips_blob_get(profile, &size);
    vips_image_set_blob_copy(image.get(), VIPS_META_ICC_NAME, bytes, size);
    vips_area_unref(&profile->area);
  }
  return image;
}

std::string file_of(int failed, void* buffer, std::size_t size) {
  JETON_ASSERT(failed == 0);
  std::string bytes{static_cast<const char*>(buffer), size};
  g_free(buffer);
  return bytes;
}

/// The least EXIF block there is: one tag, the orientation.
std::string exif_of(int orientation) {
  using namespace std::string_literals;
  return "MM\0*\0\0\0\x08\0\x01"s + "\x01\x12\0\x03\0\0\0\x01\0"s + static_cast<char>(orientation) +
         "\0\0\0\0\0\0"s;
}

/// libvips writes no eXIf chunk of its own, and compresses texts.
std::string with_own_chunks(const std::string& png, const Style& style) {
  std::string bytes{kPngSignature};
  for (const auto& chunk : png_chunks(png)) {
    bytes += png_chunk(chunk.type, chunk.content);
    if (chunk.type != "IHDR") continue;
    if (style.orientation != 1) bytes += png_chunk("eXIf", exif_of(style.orientation));
    if (style.with_metadata) bytes += png_chunk("tEXt", std::string{"Comment"} + '\0' + "c4n4ry-comment");
  }
  return bytes;
}

std::string png_file(const Image& image, const Style& style) {
  void* buffer = nullptr;
  std::size_t size = 0;
  const int failed =
      vips_pngsave_buffer(image.get(), &buffer, &size, "interlace", static_cast<gboolean>(style.interlaced),
                          "palette", static_cast<gboolean>(style.palette), nullptr);
  return file_of(failed, buffer, size);
}

std::string jpeg_file(const Image& image, const Style& style) {
  void* buffer = nullptr;
  std::size_t size = 0;
  const int failed = vips_jpegsave_buffer(image.get(), &buffer, &size, "Q", 95, "interlace",
                                          static_cast<gboolean>(style.interlaced), nullptr);
  return file_of(failed, buffer, size);
}

Image black(int width, int height) {
  start();
  VipsImage* image = nullptr;
  return taken(vips_black(&image, width, height, nullptr), image);
}

}  // namespace

std::vector<std::uint8_t> Painting::at(int x, int y) const {
  const auto start_at = (static_cast<std::ptrdiff_t>(y) * width + x) * bands;
  return {pixels.begin() + start_at, pixels.begin() + start_at + bands};
}

Painting plain(int width, int height, const std::vector<std::uint8_t>& colour) {
  return painted(width, height, static_cast<int>(colour.size()), [&](int, int) { return colour; });
}

Painting painted(int width, int height, int bands,
                 const std::function<std::vector<std::uint8_t>(int x, int y)>& colour) {
  Painting painting{.width = width, .height = height, .bands = bands, .pixels = {}};
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      const auto pixel = colour(x, y);
      painting.pixels.insert(painting.pixels.end(), pixel.begin(), pixel.end());
    }
  }
  return painting;
}

std::string as_png(const Painting& painting, const Style& style) {
  return with_own_chunks(png_file(image_of(painting, style), style), style);
}

std::string as_jpeg(const Painting& painting, const Style& style) {
  return jpeg_file(image_of(painting, style), style);
}

std::string as_black_png(int width, int height, const Style& style) {
  return png_file(black(width, height), style);
}

std::string as_black_jpeg(int width, int height, const Style& style) {
  return jpeg_file(black(width, height), style);
}

Painting read_png(std::string_view bytes) {
  start();
  VipsImage* loaded = nullptr;
  auto* const first = const_cast<char*>(bytes.data());
  const auto image = taken(vips_pngload_buffer(first, bytes.size(), &loaded, nullptr), loaded);
  JETON_ASSERT(vips_image_get_format(image.get()) == VIPS_FORMAT_UCHAR);
  std::size_t size = 0;
  void* const pixels = vips_image_write_to_memory(image.get(), &size);
  JETON_ASSERT(pixels != nullptr);
  const auto* const start_at = static_cast<const std::uint8_t*>(pixels);
  Painting painting{.width = vips_image_get_width(image.get()),
                    .height = vips_image_get_height(image.get()),
                    .bands = vips_image_get_bands(image.get()),
                    .pixels = {start_at, start_at + size}};
  g_free(pixels);
  return painting;
}

}  // namespace jeton::picture::testing
