#include "replica/packed_id.h"

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstring>

#include "base/check.h"
#include "base/limits.h"

namespace jeton::replica {
namespace {

constexpr std::size_t kGroupDigits = 4;
constexpr std::size_t kHeadDigits = 16;
constexpr std::size_t kDigitsMax = base::kIdGroupsMax * kGroupDigits;
static_assert(kDigitsMax == kHeadDigits + kGroupDigits, "the tail has room for one group");

constexpr std::size_t kHeadGroups = kHeadDigits / kGroupDigits;

constexpr unsigned kZero = 0xa;

/// The four digits at `text`, the first on the left. All at once: it is on the way of every decision.
std::uint16_t packed_group(const char* text) noexcept {
  static_assert(std::endian::native == std::endian::little);
  std::uint32_t digits = 0;
  std::memcpy(&digits, text, sizeof digits);
  digits = __builtin_bswap32(digits) & 0x0f0f'0f0f;
  // 16 less a digit has the bit for 16 only if the digit is 0, and nothing is borrowed between bytes.
  const auto zeros = (0x1010'1010 - digits) & 0x1010'1010;
  digits |= (zeros >> 4) * kZero;
  digits = (digits | digits >> 4) & 0x00ff'00ff;
  return static_cast<std::uint16_t>(digits | digits >> 8);
}

/// The four digits of `group`, the first in the lowest byte; nothing if one is absent or no digit.
std::optional<std::uint32_t> group_text(std::uint16_t group) noexcept {
  std::uint32_t digits = group;
  digits = (digits | digits << 8) & 0x00ff'00ff;
  digits = (digits | digits << 4) & 0x0f0f'0f0f;
  // 16 comes out of 6 and what is 10 or more, out of 5 and what is 11 or more, and out of 15 and what is not
  // 0.
  const auto zeros = (digits + 0x0606'0606) & 0x1010'1010;
  const auto too_large = (digits + 0x0505'0505) & 0x1010'1010;
  const auto present = (digits + 0x0f0f'0f0f) & 0x1010'1010;
  if (too_large != 0 || present != 0x1010'1010) return std::nullopt;
  digits -= (zeros >> 4) * kZero;
  return __builtin_bswap32(digits + 0x3030'3030);
}

}  // namespace

PackedId PackedId::of_text(std::string_view text) noexcept {
  auto groups = text.substr(std::min(text.find('-'), text.size()));
  JETON_ASSERT(groups.size() % (kGroupDigits + 1) == 0 && groups.size() <= kDigitsMax + base::kIdGroupsMax);
  std::uint64_t head = 0;
  std::uint16_t tail = 0;
  for (std::size_t group = 0; !groups.empty(); ++group) {
    const auto digits = packed_group(groups.data() + 1);
    if (group < kHeadGroups) {
      head |= std::uint64_t{digits} << (16 * (kHeadGroups - 1 - group));
    } else {
      tail = digits;
    }
    groups.remove_prefix(kGroupDigits + 1);
  }
  return {head, tail};
}

std::size_t PackedId::write_groups(std::span<char, kGroupsBytesMax> to,
                                   std::size_t groups_min) const noexcept {
  constexpr std::uint16_t kAllZeros = 0xaaaa;
  std::size_t groups = 0;
  bool is_all_zeros = true;
  for (; groups < base::kIdGroupsMax; ++groups) {
    const auto group =
        groups < kHeadGroups ? static_cast<std::uint16_t>(head_ >> (16 * (kHeadGroups - 1 - groups))) : tail_;
    constexpr unsigned kFirstDigit = 12;
    if (group >> kFirstDigit == 0) break;
    const auto digits = group_text(group);
    if (!digits) return 0;
    is_all_zeros = is_all_zeros && group == kAllZeros;
    auto* const at = to.data() + groups * (kGroupDigits + 1);
    *at = '-';
    std::memcpy(at + 1, &*digits, kGroupDigits);
  }
  if (groups < groups_min || is_all_zeros) return 0;
  return groups * (kGroupDigits + 1);
}

std::string PackedId::text(std::string_view prefix) const {
  std::string text{prefix};
  for (std::size_t i = 0; i < kDigitsMax; ++i) {
    const auto digit = i < kHeadDigits ? (head_ >> (4 * (kHeadDigits - 1 - i))) & 0xf
                                       : (std::uint64_t{tail_} >> (4 * (kDigitsMax - 1 - i))) & 0xf;
    if (digit == 0) break;
    if (i % kGroupDigits == 0) text.push_back('-');
    // What is no digit makes a text that is no id.
    text.push_back(digit == kZero ? '0' : static_cast<char>('0' + digit));
  }
  return text;
}

}  // namespace jeton::replica
