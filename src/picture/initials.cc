#include "picture/initials.h"

#include <fmt/format.h>

#include <array>
#include <cstdint>

#include "base/text.h"

namespace jeton::picture {
namespace {

/// Each has a contrast of more than 4.5 with white (WCAG 2.1, 1.4.3).
constexpr std::array<std::string_view, 12> kColours{"#1d4ed8", "#0f766e", "#b45309", "#9f1239",
                                                    "#6d28d9", "#15803d", "#0369a1", "#be185d",
                                                    "#4d7c0f", "#7c2d12", "#4338ca", "#475569"};

/// FNV-1a: the same on every machine and in every version, which std::hash is not.
std::uint32_t hash_of(std::string_view text) {
  std::uint32_t hash = 2166136261U;
  for (const char byte : text) {
    hash ^= static_cast<unsigned char>(byte);
    hash *= 16777619U;
  }
  return hash;
}

}  // namespace

std::string initials_picture(std::string_view name, std::string_view id) {
  auto letters = base::initials(name, 2);
  if (letters.empty()) letters = "?";
  return fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 64 64\" width=\"64\" height=\"64\">"
      "<rect width=\"64\" height=\"64\" fill=\"{}\"/>"
      "<text x=\"32\" y=\"32\" dy=\".36em\" fill=\"#ffffff\" font-family=\"system-ui,sans-serif\""
      " font-size=\"26\" font-weight=\"600\" text-anchor=\"middle\">{}</text></svg>",
      kColours[hash_of(id) % kColours.size()], letters);
}

}  // namespace jeton::picture
