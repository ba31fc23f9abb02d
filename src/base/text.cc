#include "base/text.h"

#include <utf8proc.h>

#include <cstdlib>
#include <memory>

namespace jeton::base {
namespace {

/// Calls `visit` for each code point until it returns false; false if that happened or the text is not
/// well-formed.
template <class Visit>
bool for_each_code_point(std::string_view text, Visit visit) noexcept {
  const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
  auto left = static_cast<utf8proc_ssize_t>(text.size());
  while (left > 0) {
    utf8proc_int32_t code_point = 0;
    const auto used = utf8proc_iterate(bytes, left, &code_point);
    if (used <= 0 || !visit(code_point)) return false;
    bytes += used;
    left -= used;
  }
  return true;
}

}  // namespace

std::optional<std::size_t> count_code_points(std::string_view text) noexcept {
  std::size_t count = 0;
  const bool well_formed = for_each_code_point(text, [&count](utf8proc_int32_t) {
    ++count;
    return true;
  });
  if (!well_formed) return std::nullopt;
  return count;
}

std::size_t columns_on_terminal(std::string_view text) noexcept {
  std::size_t columns = 0;
  const bool well_formed = for_each_code_point(text, [&columns](utf8proc_int32_t code_point) {
    const int width = utf8proc_charwidth(code_point);
    if (width > 0) columns += static_cast<std::size_t>(width);
    return true;
  });
  return well_formed ? columns : text.size();
}

bool has_only_letters_digits_and(std::string_view text, std::string_view also) noexcept {
  return for_each_code_point(text, [also](utf8proc_int32_t code_point) {
    switch (utf8proc_category(code_point)) {
      case UTF8PROC_CATEGORY_LU:
      case UTF8PROC_CATEGORY_LL:
      case UTF8PROC_CATEGORY_LT:
      case UTF8PROC_CATEGORY_LM:
      case UTF8PROC_CATEGORY_LO:
      case UTF8PROC_CATEGORY_ND: return true;
      default: return code_point < 0x80 && also.find(static_cast<char>(code_point)) != also.npos;
    }
  });
}

bool is_blank(std::string_view text) noexcept {
  return for_each_code_point(text, [](utf8proc_int32_t code_point) {
    if (code_point == '\t' || code_point == '\n' || code_point == '\r' || code_point == '\f' ||
        code_point == '\v') {
      return true;
    }
    const auto category = utf8proc_category(code_point);
    return category == UTF8PROC_CATEGORY_ZS || category == UTF8PROC_CATEGORY_ZL ||
           category == UTF8PROC_CATEGORY_ZP;
  });
}

std::optional<CharacterKinds> character_kinds(std::string_view text) noexcept {
  CharacterKinds kinds;
  const bool well_formed = for_each_code_point(text, [&kinds](utf8proc_int32_t code_point) {
    switch (utf8proc_category(code_point)) {
      case UTF8PROC_CATEGORY_LL: kinds.lower_case_letter = true; break;
      case UTF8PROC_CATEGORY_LU: kinds.upper_case_letter = true; break;
      case UTF8PROC_CATEGORY_ND: kinds.digit = true; break;
      case UTF8PROC_CATEGORY_CC: kinds.control = true; break;
      case UTF8PROC_CATEGORY_PC:
      case UTF8PROC_CATEGORY_PD:
      case UTF8PROC_CATEGORY_PS:
      case UTF8PROC_CATEGORY_PE:
      case UTF8PROC_CATEGORY_PI:
      case UTF8PROC_CATEGORY_PF:
      case UTF8PROC_CATEGORY_PO:
      case UTF8PROC_CATEGORY_SM:
      case UTF8PROC_CATEGORY_SC:
      case UTF8PROC_CATEGORY_SK:
      case UTF8PROC_CATEGORY_SO: kinds.special = true; break;
      default: break;
    }
    return true;
  });
  if (!well_formed) return std::nullopt;
  return kinds;
}

std::string initials(std::string_view text, std::size_t words_max) {
  std::string letters;
  std::size_t words = 0;
  bool word_has_one = false;
  const bool well_formed = for_each_code_point(text, [&](utf8proc_int32_t code_point) {
    switch (utf8proc_category(code_point)) {
      case UTF8PROC_CATEGORY_LU:
      case UTF8PROC_CATEGORY_LL:
      case UTF8PROC_CATEGORY_LT:
      case UTF8PROC_CATEGORY_LM:
      case UTF8PROC_CATEGORY_LO:
      case UTF8PROC_CATEGORY_ND: {
        if (word_has_one || words == words_max) break;
        word_has_one = true;
        ++words;
        utf8proc_uint8_t encoded[4];
        const auto size = utf8proc_encode_char(utf8proc_toupper(code_point), encoded);
        letters.append(reinterpret_cast<const char*>(encoded), static_cast<std::size_t>(size));
        break;
      }
      case UTF8PROC_CATEGORY_ZS: word_has_one = false; break;
      default: break;
    }
    return true;
  });
  return well_formed ? letters : std::string{};
}

std::string fold_case(std::string_view text) {
  utf8proc_uint8_t* folded = nullptr;
  const auto size = utf8proc_map(
      reinterpret_cast<const utf8proc_uint8_t*>(text.data()), static_cast<utf8proc_ssize_t>(text.size()),
      &folded, static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD));
  const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owner{folded, &std::free};
  if (size < 0) return std::string{text};
  return {reinterpret_cast<const char*>(folded), static_cast<std::size_t>(size)};
}

}  // namespace jeton::base
