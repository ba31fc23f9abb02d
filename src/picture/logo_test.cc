#include "picture/logo.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <vips/vips.h>

#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <thread>
#include <vector>

#include "base/limits.h"
#include "picture/testing/painter.h"
#include "picture/testing/png_maker.h"

namespace jeton::picture {
namespace {

using base::ErrorKind;
using testing::as_jpeg;
using testing::as_png;
using testing::Painting;
using testing::plain;
using testing::png_chunk;
using testing::read_png;
using testing::Style;
using Colour = std::vector<std::uint8_t>;

const Colour kRed{220, 20, 30};
const Colour kBlue{20, 40, 200};

Painting kept(std::string_view bytes) {
  const auto logo = reencode_logo(bytes);
  if (logo.has_error()) {
    ADD_FAILURE() << logo.error().message() << ' ' << logo.error().detail();
    return plain(1, 1, kRed);
  }
  EXPECT_EQ(logo->media_type, "image/png");
  return read_png(logo->bytes);
}

/// `invalid`, `too large`, or nothing; always told at `icon`.
std::string refusal(std::string_view bytes) {
  const auto logo = reencode_logo(bytes);
  if (logo.has_value()) return "kept";
  const auto error = logo.error();
  if (error.fields().size() != 1 || error.fields()[0].path != "icon") return "not told at icon";
  return std::string{to_string(error.kind())} + ": " + error.fields()[0].message;
}

constexpr const char* kDamaged = "invalid: The picture is damaged or incomplete.";
static_assert(base::kLogoPixelsMax == 16'000'000 && base::kLogoScansMax == 64, "the messages state both");
constexpr const char* kTooManyPixels =
    "invalid: The picture may have at most 16 million pixels, width times height.";
constexpr const char* kTooManyScans = "invalid: The picture may have at most 64 scans.";
constexpr const char* kTooLarge = "payload_too_large: The picture may have at most 5 MB.";
constexpr const char* kOtherKind = "unsupported_media_type: The picture must be a JPEG or a PNG.";

void expect_near(const Colour& seen, const Colour& expected, int by) {
  ASSERT_EQ(seen.size(), expected.size());
  for (std::size_t i = 0; i < seen.size(); ++i) EXPECT_LE(std::abs(seen[i] - expected[i]), by) << i;
}

/// Left half red, right half blue.
Painting halves(int width, int height) {
  return testing::painted(width, height, 3, [width](int x, int) { return x < width / 2 ? kRed : kBlue; });
}

// What is kept.

TEST(Logo, A108SmallPictureIsNeitherEnlargedNorChanged) {
  const auto painting = testing::painted(10, 20, 3, [](int x, int y) -> Colour {
    return {static_cast<std::uint8_t>(x * 20), static_cast<std::uint8_t>(y * 10), 7};
  });
  const auto logo = kept(as_png(painting));
  EXPECT_EQ(logo.width, 10);
  EXPECT_EQ(logo.height, 20);
  EXPECT_EQ(logo.bands, 3);
  EXPECT_EQ(logo.pixels, painting.pixels);
}

struct Fit {
  int width;
  int height;
  int kept_width;
  int kept_height;
};

TEST(Logo, A108LargePictureFitsIntoTheSquareInItsProportions) {
  for (const auto& fit :
       {Fit{256, 256, 256, 256}, Fit{257, 257, 256, 256}, Fit{1000, 500, 256, 128}, Fit{500, 1000, 128, 256},
        Fit{2000, 1, 256, 1}, Fit{1, 2000, 1, 256}, Fit{1100, 1100, 256, 256}, Fit{256, 10, 256, 10}}) {
    const auto painting = plain(fit.width, fit.height, kRed);
    for (const auto& bytes : {as_png(painting), as_jpeg(painting)}) {
      const auto logo = kept(bytes);
      EXPECT_EQ(logo.width, fit.kept_width) << fit.width << 'x' << fit.height;
      EXPECT_EQ(logo.height, fit.kept_height) << fit.width << 'x' << fit.height;
      expect_near(logo.at(0, 0), kRed, 4);
    }
  }
}

TEST(Logo, A108JpegBecomesPng) {
  for (const bool progressive : {false, true}) {
    const auto logo = kept(as_jpeg(halves(1200, 600), {.interlaced = progressive}));
    EXPECT_EQ(logo.width, 256);
    expect_near(logo.at(20, 64), kRed, 6);
    expect_near(logo.at(235, 64), kBlue, 6);
  }
}

TEST(Logo, TransparencyIsKept) {
  const auto painting = testing::painted(600, 600, 4, [](int x, int) -> Colour {
    return {10, 200, 30, static_cast<std::uint8_t>(x < 300 ? 0 : 128)};
  });
  const auto logo = kept(as_png(painting));
  ASSERT_EQ(logo.bands, 4);
  EXPECT_EQ(logo.at(20, 128)[3], 0);
  expect_near(logo.at(235, 128), {10, 200, 30, 128}, 2);
}

TEST(Logo, EveryKindOfPngEndsInSrgbOf8Bits) {
  const auto grey = kept(as_png(plain(20, 10, {100})));
  ASSERT_EQ(grey.bands, 3);
  expect_near(grey.at(3, 3), {100, 100, 100}, 1);
  const auto grey_alpha = kept(as_png(plain(20, 10, {100, 50})));
  ASSERT_EQ(grey_alpha.bands, 4);
  expect_near(grey_alpha.at(3, 3), {100, 100, 100, 50}, 1);
  expect_near(kept(as_png(plain(20, 10, kRed), {.sixteen_bits = true})).at(3, 3), kRed, 1);
  expect_near(kept(as_png(plain(20, 10, kRed), {.palette = true})).at(3, 3), kRed, 4);
  expect_near(kept(as_png(plain(600, 300, kRed), {.interlaced = true})).at(3, 3), kRed, 1);
}

TEST(Logo, JpegsOfPrintersAreConverted) {
  const auto logo = kept(as_jpeg(plain(300, 300, {128, 128, 128}), {.cmyk = true}));
  ASSERT_EQ(logo.bands, 3);
  expect_near(logo.at(3, 3), {128, 128, 128}, 12);
  ASSERT_EQ(kept(as_jpeg(plain(300, 300, {90}))).bands, 3);
}

// The eight orientations of EXIF, told by where the red corner of a picture ends.
struct Turned {
  int orientation;
  bool sides_swap;
  bool red_right;
  bool red_below;
};

class Orientation : public ::testing::TestWithParam<Turned> {};

TEST_P(Orientation, IsAppliedAndForgotten) {
  const auto& turned = GetParam();
  for (const int scale : {1, 20}) {  // as it is, and made smaller while decoding
    const int width = 64 * scale;
    const int height = 32 * scale;
    const auto corner = testing::painted(
        width, height, 3, [&](int x, int y) { return x < width / 2 && y < height / 2 ? kRed : kBlue; });
    const Style style{.orientation = turned.orientation};
    for (const auto& bytes : {as_jpeg(corner, style), as_png(corner, style),
                              as_jpeg(corner, {.orientation = turned.orientation, .interlaced = true})}) {
      const auto logo = kept(bytes);
      ASSERT_EQ(logo.width < logo.height, turned.sides_swap);
      const int left = logo.width / 8;
      const int top = logo.height / 8;
      const int right = logo.width - 1 - left;
      const int below = logo.height - 1 - top;
      expect_near(logo.at(turned.red_right ? right : left, turned.red_below ? below : top), kRed, 20);
      expect_near(logo.at(turned.red_right ? left : right, turned.red_below ? top : below), kBlue, 20);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Exif, Orientation,
                         ::testing::Values(Turned{1, false, false, false}, Turned{2, false, true, false},
                                           Turned{3, false, true, true}, Turned{4, false, false, true},
                                           Turned{5, true, false, false}, Turned{6, true, true, false},
                                           Turned{7, true, true, true}, Turned{8, true, false, true}),
                         [](const auto& turned) { return "Tag" + std::to_string(turned.param.orientation); });

TEST(Logo, NothingButPixelsIsKept) {
  const Style style{.orientation = 6, .with_metadata = true};
  const auto painting = plain(300, 300, kRed);
  for (const auto& bytes : {as_jpeg(painting, style), as_png(painting, style)}) {
    ASSERT_THAT(bytes, ::testing::HasSubstr("c4n4ry"));
    const auto logo = reencode_logo(bytes + "c4n4ry-trailer");
    ASSERT_TRUE(logo.has_value());
    EXPECT_THAT(logo->bytes, ::testing::Not(::testing::HasSubstr("c4n4ry")));
    for (const auto& chunk : testing::png_chunks(logo->bytes)) {
      EXPECT_THAT(chunk.type, ::testing::AnyOf("IHDR", "pHYs", "bKGD", "IDAT", "IEND"));
    }
  }
}

TEST(Logo, IsTheSameForTheSamePicture) {
  const auto bytes = as_png(halves(500, 400));
  EXPECT_EQ(reencode_logo(bytes)->bytes, reencode_logo(bytes)->bytes);
  EXPECT_EQ(reencode_logo(reencode_logo(bytes)->bytes)->bytes, reencode_logo(bytes)->bytes);
}

// What is refused.

TEST(Logo, A108HasAtMost5MegabytesAndNoByteMore) {
  auto bytes = as_jpeg(plain(100, 100, kRed));
  bytes.resize(base::kLogoBytesMax, 'x');  // after the end of the picture
  EXPECT_EQ(refusal(bytes), "kept");
  bytes.push_back('x');
  EXPECT_EQ(refusal(bytes), kTooLarge);
  EXPECT_EQ(refusal(std::string(base::kLogoBytesMax + 1, '\0')), kTooLarge);
}

TEST(Logo, A108IsJpegOrPngByItsContent) {
  using namespace std::string_view_literals;
  for (const auto bytes :
       {""sv, "x"sv, "not a picture"sv, "GIF89a\1\0\1\0\0\0\0;"sv, "RIFF\x24\0\0\0WEBPVP8 "sv,
        "BM\x46\0\0\0"sv, "II*\0\x08\0\0\0"sv, "%PDF-1.7\n"sv, "<svg xmlns='http://www.w3.org/2000/svg'/>"sv,
        "\0\0\0\x20"
        "ftypavif"sv,
        "\x89PNG"sv, "\x89PNG\r\n\x1a"sv, "\xff\xd8"sv, "\xff"sv, " \xff\xd8\xff"sv, "\x89PNG\n\x1a\n"sv,
        "8BPS\0\1"sv}) {
    EXPECT_EQ(refusal(bytes), kOtherKind) << bytes;
  }
}

TEST(Logo, DecodersOfOtherFormatsAreOutOfReach) {
  static_cast<void>(reencode_logo("\xff\xd8\xff"));  // starts the module
  const std::string svg = "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>";
  VipsImage* image = nullptr;
  EXPECT_NE(vips_svgload_buffer(const_cast<char*>(svg.data()), svg.size(), &image, nullptr), 0);
  EXPECT_NE(vips_gifload_buffer(const_cast<char*>(svg.data()), svg.size(), &image, nullptr), 0);
  EXPECT_NE(vips_tiffload_buffer(const_cast<char*>(svg.data()), svg.size(), &image, nullptr), 0);
  EXPECT_THAT(vips_error_buffer(), ::testing::HasSubstr("blocked"));
  vips_error_clear();
  EXPECT_EQ(vips_image_new_from_buffer(svg.data(), svg.size(), "", nullptr), nullptr);
  vips_error_clear();
}

TEST(Logo, BareStartOfAPictureIsDamaged) {
  EXPECT_EQ(refusal("\xff\xd8\xff"), kDamaged);
  EXPECT_EQ(refusal("\xff\xd8\xff\xe0 this is not one"), kDamaged);
  EXPECT_EQ(refusal(testing::kPngSignature), kDamaged);
  EXPECT_EQ(refusal(std::string{testing::kPngSignature} + "this is not one at all"), kDamaged);
  EXPECT_EQ(refusal(std::string{testing::kPngSignature} + png_chunk("IEND", "")), kDamaged);
}

TEST(Logo, PngCutOffAnywhereIsDamaged) {
  const auto bytes = as_png(halves(40, 30));
  for (std::size_t size = testing::kPngSignature.size(); size < bytes.size(); ++size) {
    ASSERT_EQ(refusal(std::string_view{bytes}.substr(0, size)), kDamaged) << size;
  }
  EXPECT_EQ(refusal(bytes), "kept");
}

TEST(Logo, JpegCutOffAnywhereIsDamaged) {
  for (const bool progressive : {false, true}) {
    const auto bytes = as_jpeg(halves(40, 30), {.interlaced = progressive});
    // The end marker's two bytes carry no pixel; libjpeg may do without them.
    for (std::size_t size = 3; size < bytes.size() - 2; ++size) {
      ASSERT_EQ(refusal(std::string_view{bytes}.substr(0, size)), kDamaged) << size;
    }
    EXPECT_EQ(refusal(bytes), "kept");
  }
}

TEST(Logo, EveryChangedByteOfAPngsChunksIsNoticed) {
  const auto bytes = as_png(halves(12, 10));
  const auto first_data = bytes.find("IDAT");
  ASSERT_NE(first_data, bytes.npos);
  for (std::size_t at = testing::kPngSignature.size(); at < bytes.size() - 12; ++at) {
    // The checksum of what is left out (pHYs and its like) nobody needs.
    if (at > 33 && at < first_data - 4) continue;
    auto changed = bytes;
    changed[at] = static_cast<char>(changed[at] ^ 0x01);
    ASSERT_NE(refusal(changed), "kept") << at;
  }
}

// Bombs: small files that ask for much.

TEST(Logo, PictureWithTooManyPixelsIsRefusedBeforeItIsDecoded) {
  const auto pixels = testing::png_pixels(as_png(plain(8, 8, kRed)));
  for (const std::uint32_t side : {50'000u, 999'999u, 0x7fffffffu}) {
    const auto bomb = std::string{testing::kPngSignature} + testing::png_header(side, side, 2) +
                      png_chunk("IDAT", pixels) + png_chunk("IEND", "");
    ASSERT_LT(bomb.size(), 1000u);
    const auto before = vips_tracked_get_mem_highwater();
    // libpng itself ends at a million a side.
    EXPECT_EQ(refusal(bomb), side < 1'000'000 ? kTooManyPixels : kDamaged) << side;
    EXPECT_LT(vips_tracked_get_mem_highwater() - before, std::size_t{1'000'000});
  }
}

TEST(Logo, JpegThatClaimsTooManyPixelsIsRefused) {
  auto bytes = as_jpeg(plain(16, 16, kRed));
  const auto frame = bytes.find("\xff\xc0");
  ASSERT_NE(frame, bytes.npos);
  for (const std::size_t at : {5u, 6u, 7u, 8u})
    bytes[frame + at] = static_cast<char>(at % 2 == 1 ? 0xff : 0x00);
  EXPECT_EQ(refusal(bytes), kTooManyPixels);
}

TEST(Logo, PixelsAreCountedToTheLimitAndNoFurther) {
  static_assert(base::kLogoPixelsMax == 5000 * 3200);
  EXPECT_EQ(refusal(testing::as_black_png(5000, 3200)), "kept");
  EXPECT_EQ(refusal(testing::as_black_png(5000, 3201)), kTooManyPixels);
  EXPECT_EQ(refusal(testing::as_black_jpeg(5000, 3200)), "kept");
  EXPECT_EQ(refusal(testing::as_black_jpeg(5001, 3200)), kTooManyPixels);
}

TEST(Logo, InterlacedPictureAtTheLimitStaysWithinItsMemory) {
  EXPECT_EQ(refusal(testing::as_black_png(5000, 3200, {.interlaced = true})), "kept");
  EXPECT_LT(vips_tracked_get_mem_highwater(), std::size_t{160'000'000});
}

TEST(Logo, CompressedTextIsNeverUnpacked) {
  // Each of these chunks unpacks to 8 MB; 500 of them would be 4 GB.
  const auto stream = testing::png_pixels(testing::as_black_png(4000, 2000));
  const auto small = testing::png_chunks(as_png(plain(8, 8, kRed)));
  auto bomb = std::string{testing::kPngSignature} + png_chunk("IHDR", small.at(0).content);
  while (bomb.size() + stream.size() < base::kLogoBytesMax - 4096) {
    bomb += png_chunk("zTXt", std::string{"Comment"} + '\0' + '\0' + stream);
  }
  bomb += png_chunk("IDAT", testing::png_pixels(as_png(plain(8, 8, kRed)))) + png_chunk("IEND", "");
  const auto before = std::chrono::steady_clock::now();
  EXPECT_EQ(refusal(bomb), "kept");
  // It took 19 s before text was left out; it is some milliseconds now.
  EXPECT_LT(std::chrono::steady_clock::now() - before, std::chrono::seconds{5});
}

/// A progressive JPEG of `scans` scans, each refining one coefficient: valid, and slow.
std::string jpeg_of_scans(std::size_t scans) {
  const auto honest = testing::as_black_jpeg(64, 64, {.interlaced = true});
  // The first scan carries the DC values, the second is a small one of AC values to be repeated.
  const auto first = honest.find("\xff\xda");
  const auto second = honest.find("\xff\xda", first + 2);
  const auto after = honest.find('\xff', second + 2);
  const auto scan = honest.substr(second, after - second);
  auto bytes = honest.substr(0, second);
  std::size_t count = 1;
  for (int coefficient = 1; coefficient < 64; ++coefficient) {
    int high = 0;
    for (int low = 13; low >= 0 && count < scans; --low, ++count) {
      auto refined = scan;
      refined[7] = refined[8] = static_cast<char>(coefficient);
      refined[9] = static_cast<char>(high * 16 + low);
      bytes += refined;
      high = low;
    }
  }
  return bytes + "\xff\xd9";
}

TEST(Logo, ScansAreCountedToTheLimitAndNoFurther) {
  EXPECT_EQ(refusal(jpeg_of_scans(base::kLogoScansMax)), "kept");
  EXPECT_EQ(refusal(jpeg_of_scans(base::kLogoScansMax + 1)), kTooManyScans);
  EXPECT_EQ(refusal(jpeg_of_scans(800)), kTooManyScans);
}

TEST(Logo, MarkersInsideMetadataAreNoScans) {
  auto bytes = as_jpeg(plain(16, 16, kRed));
  std::string preview(60'000, '\0');
  for (std::size_t at = 0; at + 1 < preview.size(); at += 2) preview.replace(at, 2, "\xff\xda");
  const auto length = static_cast<unsigned>(preview.size() + 2);
  const std::string segment =
      std::string{"\xff\xef"} + static_cast<char>(length / 256) + static_cast<char>(length % 256) + preview;
  bytes.insert(2, segment);
  EXPECT_EQ(refusal(bytes), "kept");
}

TEST(Logo, ManyThreadsGetTheirOwnPicture) {
  const auto red = as_png(plain(300, 200, kRed));
  const auto blue = as_jpeg(plain(200, 300, kBlue));
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&, i] {
      for (int j = 0; j < 10; ++j) {
        const auto logo = reencode_logo(i % 2 == 0 ? red : blue);
        ASSERT_TRUE(logo.has_value());
        ASSERT_EQ(reencode_logo("\xff\xd8\xff and no more").has_value(), false);
      }
    });
  }
  for (auto& thread : threads) thread.join();
}

}  // namespace
}  // namespace jeton::picture
