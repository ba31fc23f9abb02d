#include "picture/png_chunks.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

namespace jeton::picture {
namespace {

constexpr std::size_t kSignatureSize = 8;
/// Length, type and checksum.
constexpr std::size_t kFrameSize = 12;

constexpr std::array<std::string_view, 7> kKept{"IHDR", "PLTE", "IDAT", "tRNS", "iCCP", "sRGB", "eXIf"};

std::uint32_t length_at(std::string_view bytes, std::size_t at) noexcept {
  std::uint32_t length = 0;
  for (std::size_t i = 0; i < 4; ++i) length = length << 8 | static_cast<std::uint8_t>(bytes[at + i]);
  return length;
}

}  // namespace

std::optional<std::string> essential_chunks(std::string_view bytes) {
  if (bytes.size() < kSignatureSize) return std::nullopt;
  std::string kept{bytes.substr(0, kSignatureSize)};
  for (std::size_t at = kSignatureSize; bytes.size() - at >= kFrameSize;) {
    const auto length = length_at(bytes, at);
    if (length > bytes.size() - at - kFrameSize) return std::nullopt;
    const auto chunk = bytes.substr(at, kFrameSize + length);
    const auto type = chunk.substr(4, 4);
    at += chunk.size();
    if (type == "IEND") return kept.append(chunk);
    if (std::find(kKept.begin(), kKept.end(), type) != kKept.end()) kept.append(chunk);
  }
  return std::nullopt;
}

}  // namespace jeton::picture
