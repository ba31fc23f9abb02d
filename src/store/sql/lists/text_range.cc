#include "store/sql/lists/text_range.h"

#include "base/text.h"

namespace jeton::store::sql {
namespace {

constexpr char32_t kSurrogatesBegin = 0xd800;
constexpr char32_t kSurrogatesEnd = 0xe000;
constexpr char32_t kLast = 0x10ffff;

bool continues(char byte) {
  return (static_cast<unsigned char>(byte) & 0xc0U) == 0x80U;
}

/// The only code point of `bytes`, which is well-formed.
char32_t decode(std::string_view bytes) {
  const auto lead = static_cast<unsigned char>(bytes.front());
  if (bytes.size() == 1) return lead;
  // One bit less for each byte that follows.
  char32_t point = lead & (0x7fU >> bytes.size());
  for (const char byte : bytes.substr(1)) point = point << 6U | (static_cast<unsigned char>(byte) & 0x3fU);
  return point;
}

void append(std::string& text, char32_t point) {
  const auto put = [&text](char32_t bits) { text += static_cast<char>(bits); };
  const auto follow = [&](unsigned shift) { put(0x80U | (point >> shift & 0x3fU)); };
  if (point < 0x80) {
    put(point);
  } else if (point < 0x800) {
    put(0xc0U | point >> 6U);
    follow(0);
  } else if (point < 0x10000) {
    put(0xe0U | point >> 12U);
    follow(6);
    follow(0);
  } else {
    put(0xf0U | point >> 18U);
    follow(12);
    follow(6);
    follow(0);
  }
}

}  // namespace

std::optional<std::string> text_after_prefix(std::string_view prefix) {
  if (!base::count_code_points(prefix)) return std::nullopt;
  // The order of UTF-8 by bytes is that of code points: the last one that has a successor moves on to it.
  while (!prefix.empty()) {
    auto begin = prefix.size() - 1;
    while (continues(prefix[begin])) --begin;
    const auto point = decode(prefix.substr(begin));
    prefix = prefix.substr(0, begin);
    if (point == kLast) continue;
    std::string text{prefix};
    append(text, point + 1 == kSurrogatesBegin ? kSurrogatesEnd : point + 1);
    return text;
  }
  return std::nullopt;
}

}  // namespace jeton::store::sql
