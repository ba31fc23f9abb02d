#include "base/loose_text.h"

#include <utf8proc.h>

#include <cstdlib>
#include <memory>

namespace jeton::base {
namespace {

bool is_settled(utf8proc_int32_t code_point) noexcept {
  switch (utf8proc_category(code_point)) {
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CN:
    case UTF8PROC_CATEGORY_CO:
    case UTF8PROC_CATEGORY_CS:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP: return false;
    default: return true;
  }
}

/// Blanks of every width are one. Unicode's folding keeps the dotted and the dotless i apart from i; readers
/// that change to upper case and back, or map each code point by itself, do not.
utf8proc_int32_t loosen(utf8proc_int32_t code_point, void* /*unused*/) {
  if (utf8proc_category(code_point) == UTF8PROC_CATEGORY_ZS) return ' ';
  return utf8proc_tolower(utf8proc_toupper(code_point));
}

}  // namespace

std::optional<std::string> loosest_reading(std::string_view text) {
  const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
  const auto size = static_cast<utf8proc_ssize_t>(text.size());
  for (utf8proc_ssize_t at = 0; at < size;) {
    utf8proc_int32_t code_point = 0;
    const auto used = utf8proc_iterate(bytes + at, size - at, &code_point);
    if (used <= 0 || !is_settled(code_point)) return std::nullopt;
    at += used;
  }
  utf8proc_uint8_t* mapped = nullptr;
  constexpr auto kOptions = static_cast<utf8proc_option_t>(
      UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_IGNORE);
  const auto length = utf8proc_map_custom(bytes, size, &mapped, kOptions, loosen, nullptr);
  const std::unique_ptr<utf8proc_uint8_t, void (*)(void*)> owned{mapped, std::free};
  if (length < 0) return std::nullopt;
  return std::string{reinterpret_cast<const char*>(mapped), static_cast<std::size_t>(length)};
}

}  // namespace jeton::base
