#include "net/compress.h"

#include <zlib.h>
#include <zstd.h>

namespace jeton::net {
namespace {

/// zlib's window, and 16 for gzip's header.
constexpr int kGzipWindowBits = 15 + 16;
constexpr int kMemoryLevel = 8;
/// Text is compressed once and sent often, and a reader waits for it once.
constexpr int kZstdLevel = 9;

}  // namespace

std::string gzip(std::string_view bytes) {
  z_stream stream{};
  if (deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, kGzipWindowBits, kMemoryLevel,
                   Z_DEFAULT_STRATEGY) != Z_OK) {
    return {};
  }
  std::string compressed(bytes.size(), '\0');
  // zlib reads what it takes as mutable.
  stream.next_in = reinterpret_cast<Bytef*>(
      const_cast<char*>(bytes.data()));  // NOLINT(cppcoreguidelines-pro-type-const-cast)
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(compressed.data());
  stream.avail_out = static_cast<uInt>(compressed.size());
  const int ended = deflate(&stream, Z_FINISH);
  compressed.resize(stream.total_out);
  deflateEnd(&stream);
  return ended == Z_STREAM_END && compressed.size() < bytes.size() ? compressed : std::string{};
}

std::string zstd(std::string_view bytes) {
  std::string compressed(bytes.size(), '\0');
  const auto size =
      ZSTD_compress(compressed.data(), compressed.size(), bytes.data(), bytes.size(), kZstdLevel);
  if (ZSTD_isError(size) != 0 || size >= bytes.size()) return {};
  compressed.resize(size);
  return compressed;
}

}  // namespace jeton::net
