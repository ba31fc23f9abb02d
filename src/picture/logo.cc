#include "picture/logo.h"

#include <fmt/format.h>
#include <vips/vips.h>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

#include "base/limits.h"
#include "picture/jpeg_scans.h"
#include "picture/png_chunks.h"

namespace jeton::picture {
namespace {

using base::Error;
using base::ErrorKind;

struct Unref {
  void operator()(VipsImage* image) const noexcept { g_object_unref(image); }
};
using Image = std::unique_ptr<VipsImage, Unref>;

struct FreeBuffer {
  void operator()(void* buffer) const noexcept { g_free(buffer); }
};
using Buffer = std::unique_ptr<void, FreeBuffer>;

enum class Format : std::uint8_t { kJpeg, kPng };

std::optional<Format> format_of(std::string_view bytes) noexcept {
  using namespace std::string_view_literals;
  if (bytes.starts_with("\xff\xd8\xff"sv)) return Format::kJpeg;
  if (bytes.starts_with("\x89PNG\r\n\x1a\n"sv)) return Format::kPng;
  return std::nullopt;
}

void drop_message(const gchar*, GLogLevelFlags, const gchar*, gpointer) noexcept {}

bool start_vips() {
  if (VIPS_INIT("jeton") != 0) return false;
  // Everything that reads or writes is off but what this file calls by name: a decoder that is never reached
  // cannot be attacked.
  vips_block_untrusted_set(TRUE);
  vips_operation_block_set("VipsForeign", TRUE);
  vips_operation_block_set("VipsForeignLoadJpeg", FALSE);
  vips_operation_block_set("VipsForeignLoadPng", FALSE);
  vips_operation_block_set("VipsForeignSavePng", FALSE);
  // One picture is one thread and nothing stays behind: memory is bounded by the pixel limit.
  vips_concurrency_set(1);
  vips_cache_set_max(0);
  // Its warnings quote the file and would appear on stderr between our JSON lines.
  g_log_set_handler("VIPS", static_cast<GLogLevelFlags>(G_LOG_LEVEL_MASK & ~G_LOG_LEVEL_ERROR), drop_message,
                    nullptr);
  return true;
}

bool vips_is_ready() {
  static const bool kReady = start_vips();
  return kReady;
}

/// What libvips keeps per thread goes with the thread.
struct ThreadEnd {
  ThreadEnd() = default;
  ThreadEnd(const ThreadEnd&) = delete;
  ThreadEnd& operator=(const ThreadEnd&) = delete;
  ~ThreadEnd() { vips_thread_shutdown(); }
};

Error broken(std::string message) {
  return Error::invalid("icon", std::move(message));
}

Error damaged(std::string detail) {
  return broken("The picture is damaged or incomplete.").with_detail(std::move(detail));
}

Error damaged_says_vips() {
  auto error = damaged(std::string{"libvips: "} + vips_error_buffer());
  vips_error_clear();
  return error;
}

/// Opens the picture: its header is read, its pixels are not. `shrink` is a JPEG's reduction while decoding.
Image open(std::string_view bytes, Format format, int shrink) {
  // libvips takes a plain pointer and only reads through it.
  auto* const start = const_cast<char*>(bytes.data());  // NOLINT(cppcoreguidelines-pro-type-const-cast)
  VipsImage* image = nullptr;
  int failed = 0;
  switch (format) {
    case Format::kJpeg:
      failed = vips_jpegload_buffer(start, bytes.size(), &image, "access", VIPS_ACCESS_SEQUENTIAL, "fail_on",
                                    VIPS_FAIL_ON_ERROR, "shrink", shrink, nullptr);
      break;
    case Format::kPng:
      failed = vips_pngload_buffer(start, bytes.size(), &image, "access", VIPS_ACCESS_SEQUENTIAL, "fail_on",
                                   VIPS_FAIL_ON_ERROR, nullptr);
      break;
  }
  return Image{failed == 0 ? image : nullptr};
}

/// The largest reduction that leaves at least twice what is kept, so that scaling still has enough to
/// average.
int shrink_on_load(const VipsImage* image) {
  const int shorter = std::min(vips_image_get_width(image), vips_image_get_height(image));
  for (const int shrink : {8, 4, 2}) {
    if (shorter / shrink >= 2 * base::kLogoStoredSidePx) return shrink;
  }
  return 1;
}

Image upright(Image image) {
  if (vips_image_get_orientation(image.get()) <= 1) return image;
  // Turning reads out of order, which a stream cannot: the pixels are laid out first.
  const Image whole{vips_image_copy_memory(image.get())};
  VipsImage* turned = nullptr;
  if (!whole || vips_autorot(whole.get(), &turned, nullptr) != 0) return nullptr;
  return Image{turned};
}

Image fitted(const Image& image) {
  VipsImage* small = nullptr;
  if (vips_thumbnail_image(image.get(), &small, base::kLogoStoredSidePx, "height", base::kLogoStoredSidePx,
                           "size", VIPS_SIZE_DOWN, "no_rotate", TRUE, nullptr) != 0) {
    return nullptr;
  }
  return Image{small};
}

/// The picture's own colour profile says what its numbers mean. One that cannot be used is passed over: the
/// numbers are then taken as they are, which is what viewers do.
Image by_own_profile(Image image) {
  if (vips_image_get_typeof(image.get(), VIPS_META_ICC_NAME) == 0) return image;
  VipsImage* translated = nullptr;
  if (vips_icc_transform(image.get(), &translated, "srgb", "embedded", TRUE, nullptr) != 0) {
    vips_error_clear();
    return image;
  }
  return Image{translated};
}

Image in_srgb(const Image& image) {
  VipsImage* converted = nullptr;
  if (vips_colourspace(image.get(), &converted, VIPS_INTERPRETATION_sRGB, nullptr) != 0) return nullptr;
  const Image wide{converted};
  VipsImage* narrow = nullptr;
  if (vips_cast_uchar(wide.get(), &narrow, nullptr) != 0) return nullptr;
  return Image{narrow};
}

base::Result<Logo> reencode(std::string_view bytes, Format format) {
  auto image = open(bytes, format, 1);
  if (!image) return damaged_says_vips();
  const auto width = static_cast<std::uint64_t>(vips_image_get_width(image.get()));
  const auto height = static_cast<std::uint64_t>(vips_image_get_height(image.get()));
  if (width * height > base::kLogoPixelsMax) {
    return broken(fmt::format("The picture may have at most {} million pixels, width times height.",
                              base::kLogoPixelsMax / 1'000'000));
  }
  if (const int shrink = shrink_on_load(image.get()); format == Format::kJpeg && shrink > 1) {
    image = open(bytes, format, shrink);
    if (!image) return damaged_says_vips();
  }
  image = upright(std::move(image));
  if (!image) return damaged_says_vips();
  image = fitted(image);
  if (!image) return damaged_says_vips();
  image = in_srgb(by_own_profile(std::move(image)));
  if (!image) return damaged_says_vips();
  void* encoded = nullptr;
  std::size_t size = 0;
  if (vips_pngsave_buffer(image.get(), &encoded, &size, "strip", TRUE, "compression", 9, nullptr) != 0) {
    return damaged_says_vips();
  }
  const Buffer owner{encoded};
  return Logo{"image/png", std::string{static_cast<const char*>(encoded), size}};
}

}  // namespace

base::Result<Logo> reencode_logo(std::string_view bytes) {
  if (bytes.size() > base::kLogoBytesMax) {
    return Error::at_field(ErrorKind::kPayloadTooLarge, {"icon", "The picture may have at most 5 MB."});
  }
  const auto format = format_of(bytes);
  if (!format) {
    return Error::at_field(ErrorKind::kUnsupportedMediaType,
                           {"icon", "The picture must be a JPEG or a PNG."});
  }
  if (*format == Format::kJpeg && count_scans(bytes) > base::kLogoScansMax) {
    return broken("The picture may have at most 64 scans.");
  }
  std::string essential;
  if (*format == Format::kPng) {
    auto chunks = essential_chunks(bytes);
    if (!chunks) return damaged("the chunks do not reach IEND");
    essential = *std::move(chunks);
    bytes = essential;
  }
  // One at a time: a picture at the limit takes up to 128 MB (16 bits a channel, interlaced). The lock also
  // keeps the text of libvips' one error buffer with the picture that it is about.
  static std::mutex one_at_a_time;
  const std::lock_guard lock{one_at_a_time};
  if (!vips_is_ready()) return Error::internal("libvips cannot start");
  thread_local const ThreadEnd kThreadEnd;
  return reencode(bytes, *format);
}

}  // namespace jeton::picture
