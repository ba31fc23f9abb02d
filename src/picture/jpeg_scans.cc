#include "picture/jpeg_scans.h"

#include <cstdint>
#include <optional>

namespace jeton::picture {
namespace {

constexpr std::uint8_t kTem = 0x01;
constexpr std::uint8_t kRst0 = 0xd0;
constexpr std::uint8_t kSoi = 0xd8;
constexpr std::uint8_t kEoi = 0xd9;
constexpr std::uint8_t kSos = 0xda;

/// Moves `at` past the next marker. A zero after 0xff is data that was stuffed, more of 0xff is filling
/// (ITU T.81, B.1.1.2 and B.1.1.5).
std::optional<std::uint8_t> next_marker(std::string_view bytes, std::size_t& at) noexcept {
  while (true) {
    at = bytes.find('\xff', at);
    if (at == bytes.npos) return std::nullopt;
    at = bytes.find_first_not_of('\xff', at);
    if (at == bytes.npos) return std::nullopt;
    const auto marker = static_cast<std::uint8_t>(bytes[at++]);
    if (marker != 0) return marker;
  }
}

}  // namespace

std::size_t count_scans(std::string_view bytes) noexcept {
  std::size_t scans = 0;
  std::size_t at = 0;
  while (const auto marker = next_marker(bytes, at)) {
    if (*marker == kEoi) break;
    if (*marker == kTem || (*marker >= kRst0 && *marker <= kSoi)) continue;
    if (*marker == kSos) ++scans;
    if (bytes.size() - at < 2) break;
    const auto length = static_cast<std::size_t>(static_cast<std::uint8_t>(bytes[at])) * 256 +
                        static_cast<std::uint8_t>(bytes[at + 1]);
    if (length < 2 || length > bytes.size() - at) break;
    at += length;
  }
  return scans;
}

}  // namespace jeton::picture
