#include "net/compress.h"

#include <gtest/gtest.h>
#include <zlib.h>
#include <zstd.h>

namespace jeton::net {
namespace {

const std::string& text() {
  static const std::string kAll = [] {
    std::string repeated;
    for (int i = 0; i < 500; ++i) repeated += "line " + std::to_string(i) + "\n";
    return repeated;
  }();
  return kAll;
}

TEST(Compress, GzipUnfoldsToTheSame) {
  const auto compressed = gzip(text());
  ASSERT_FALSE(compressed.empty());
  EXPECT_LT(compressed.size(), text().size() / 2);
  std::string unfolded(text().size() + 1, '\0');
  z_stream stream{};
  ASSERT_EQ(inflateInit2(&stream, 15 + 16), Z_OK);
  auto copy = compressed;
  stream.next_in = reinterpret_cast<Bytef*>(copy.data());
  stream.avail_in = static_cast<uInt>(copy.size());
  stream.next_out = reinterpret_cast<Bytef*>(unfolded.data());
  stream.avail_out = static_cast<uInt>(unfolded.size());
  EXPECT_EQ(inflate(&stream, Z_FINISH), Z_STREAM_END);
  unfolded.resize(stream.total_out);
  inflateEnd(&stream);
  EXPECT_EQ(unfolded, text());
}

TEST(Compress, ZstdUnfoldsToTheSame) {
  const auto compressed = zstd(text());
  ASSERT_FALSE(compressed.empty());
  std::string unfolded(text().size() + 1, '\0');
  unfolded.resize(ZSTD_decompress(unfolded.data(), unfolded.size(), compressed.data(), compressed.size()));
  EXPECT_EQ(unfolded, text());
}

TEST(Compress, WhatGetsNoShorterIsLeftAlone) {
  for (const auto* bytes : {"", "a", "\x93\x1f\x88\xaa"}) {
    EXPECT_EQ(gzip(bytes), "");
    EXPECT_EQ(zstd(bytes), "");
  }
}

}  // namespace
}  // namespace jeton::net
