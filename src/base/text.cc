#include "base/text.h"

#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <iterator>
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

bool is_letter(utf8proc_int32_t code_point) noexcept {
  switch (utf8proc_category(code_point)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO: return true;
    default: return false;
  }
}

bool is_mark(utf8proc_int32_t code_point) noexcept {
  switch (utf8proc_category(code_point)) {
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ME: return true;
    default: return false;
  }
}

struct Range {
  utf8proc_int32_t first;
  utf8proc_int32_t last;
};

bool is_in(utf8proc_int32_t code_point, const Range* begin, const Range* end) noexcept {
  return std::any_of(begin, end, [code_point](const Range& range) {
    return code_point >= range.first && code_point <= range.last;
  });
}

/// Characters that are not seen and are no format controls (`\p{Cf}`): fillers, separators, and marks that
/// nothing is drawn for.
bool is_blank_filler(utf8proc_int32_t code_point) noexcept {
  static constexpr Range kFillers[]{{0x034F, 0x034F}, {0x115F, 0x1160}, {0x17B4, 0x17B5}, {0x2028, 0x2029},
                                    {0x2800, 0x2800}, {0x3164, 0x3164}, {0xFFA0, 0xFFA0}};
  return is_in(code_point, std::begin(kFillers), std::end(kFillers));
}

/// Format controls that are drawn: signs in front of Arabic, Syriac and Kaithi numbers.
bool is_drawn_format(utf8proc_int32_t code_point) noexcept {
  static constexpr Range kDrawn[]{{0x0600, 0x0605}, {0x06DD, 0x06DD},   {0x070F, 0x070F},  {0x0890, 0x0891},
                                  {0x08E2, 0x08E2}, {0x110BD, 0x110BD}, {0x110CD, 0x110CD}};
  return is_in(code_point, std::begin(kDrawn), std::end(kDrawn));
}

/// Scripts whose letters change their form with the one beside them: Arabic, Syriac, N'Ko, Mandaic,
/// Mongolian.
bool is_of_joining_script(utf8proc_int32_t code_point) noexcept {
  static constexpr Range kJoining[]{{0x0600, 0x077F}, {0x07C0, 0x07FF}, {0x0840, 0x085F}, {0x0860, 0x08FF},
                                    {0x1800, 0x18AF}, {0xFB50, 0xFDFF}, {0xFE70, 0xFEFC}};
  return is_in(code_point, std::begin(kJoining), std::end(kJoining)) &&
         (is_letter(code_point) || is_mark(code_point));
}

/// Of the Brahmic scripts, the sign that takes a consonant's vowel away.
bool is_virama(utf8proc_int32_t code_point) noexcept {
  constexpr utf8proc_propval_t kViramaClass = 9;
  return utf8proc_get_property(code_point)->combining_class == kViramaClass;
}

bool is_variation_selector(utf8proc_int32_t code_point) noexcept {
  static constexpr Range kSelectors[]{
      {0x180B, 0x180D}, {0x180F, 0x180F}, {0xFE00, 0xFE0F}, {0xE0100, 0xE01EF}};
  return is_in(code_point, std::begin(kSelectors), std::end(kSelectors));
}

bool is_pictograph(utf8proc_int32_t code_point) noexcept {
  const auto category = utf8proc_category(code_point);
  return category == UTF8PROC_CATEGORY_SO || (code_point >= 0x1F3FB && code_point <= 0x1F3FF);
}

constexpr utf8proc_int32_t kNonJoiner = 0x200C;
constexpr utf8proc_int32_t kJoiner = 0x200D;
constexpr utf8proc_int32_t kEmojiForm = 0xFE0F;

/// Whether writing needs the joiner between those two; 0 is the end of the text.
bool is_needed_joiner(utf8proc_int32_t before, utf8proc_int32_t joiner, utf8proc_int32_t after) noexcept {
  if (is_virama(before)) return true;
  if (is_of_joining_script(before) && is_of_joining_script(after)) return true;
  return joiner == kJoiner && (is_pictograph(before) || before == kEmojiForm) && is_pictograph(after);
}

/// Whether a variation selector has something to select a form of.
bool is_needed_selector(utf8proc_int32_t before, utf8proc_int32_t selector) noexcept {
  if (selector < 0xFE00) return is_of_joining_script(before);
  if (selector < 0xFE0E || selector > kEmojiForm) {
    return utf8proc_category(before) == UTF8PROC_CATEGORY_LO;
  }
  constexpr std::array<utf8proc_int32_t, 6> kOtherEmoji{'#', '*', 0x203C, 0x2049, 0x3030, 0x303D};
  return is_pictograph(before) || utf8proc_category(before) == UTF8PROC_CATEGORY_SM ||
         (before >= '0' && before <= '9') ||
         std::find(kOtherEmoji.begin(), kOtherEmoji.end(), before) != kOtherEmoji.end();
}

bool is_hidden(utf8proc_int32_t before, utf8proc_int32_t code_point, utf8proc_int32_t after) noexcept {
  if (code_point == kNonJoiner || code_point == kJoiner) {
    return !is_needed_joiner(before, code_point, after);
  }
  if (is_variation_selector(code_point)) return !is_needed_selector(before, code_point);
  if (is_blank_filler(code_point)) return true;
  return utf8proc_category(code_point) == UTF8PROC_CATEGORY_CF && !is_drawn_format(code_point);
}

/// What utf8proc makes of `text`; as it is when it is not well-formed.
std::string mapped(std::string_view text, int options) {
  utf8proc_uint8_t* made = nullptr;
  const auto size = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                 static_cast<utf8proc_ssize_t>(text.size()), &made,
                                 static_cast<utf8proc_option_t>(options));
  const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owner{made, &std::free};
  if (size < 0) return std::string{text};
  return {reinterpret_cast<const char*>(made), static_cast<std::size_t>(size)};
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

std::string_view trim_end(std::string_view text) noexcept {
  return text.substr(0, text.find_last_not_of(kWhiteSpace) + 1);
}

std::string_view trim(std::string_view text) noexcept {
  const auto first = text.find_first_not_of(kWhiteSpace);
  return first == text.npos ? std::string_view{} : trim_end(text.substr(first));
}

std::string_view first_columns(std::string_view text, std::size_t columns_max) noexcept {
  std::size_t columns = 0;
  std::size_t bytes = 0;
  const auto* begin = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
  while (bytes < text.size()) {
    utf8proc_int32_t code_point = 0;
    const auto used =
        utf8proc_iterate(begin + bytes, static_cast<utf8proc_ssize_t>(text.size() - bytes), &code_point);
    // A byte that is no character takes a column, as in `columns_on_terminal`.
    const int width = used > 0 ? utf8proc_charwidth(code_point) : 1;
    if (width > 0) columns += static_cast<std::size_t>(width);
    if (columns > columns_max) break;
    bytes += used > 0 ? static_cast<std::size_t>(used) : 1;
  }
  return text.substr(0, bytes);
}

bool has_only_letters_digits_and(std::string_view text, std::string_view also) noexcept {
  bool may_be_marked = false;
  return for_each_code_point(text, [&](utf8proc_int32_t code_point) {
    if (may_be_marked && is_mark(code_point)) return true;
    may_be_marked = is_letter(code_point) || utf8proc_category(code_point) == UTF8PROC_CATEGORY_ND;
    return may_be_marked || (code_point < 0x80 && also.find(static_cast<char>(code_point)) != also.npos);
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

std::string normalized(std::string_view text) {
  // Most texts are; ASCII is the same in every form.
  if (std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; })) {
    return std::string{text};
  }
  return mapped(text, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
}

std::optional<char32_t> find_hidden_character(std::string_view text) noexcept {
  utf8proc_int32_t before = 0;
  utf8proc_int32_t current = 0;
  std::optional<char32_t> hidden;
  const auto look_at = [&](utf8proc_int32_t after) {
    if (current != 0 && is_hidden(before, current, after)) hidden = static_cast<char32_t>(current);
    before = current;
    current = after;
    return !hidden;
  };
  if (for_each_code_point(text, look_at)) look_at(0);
  return hidden;
}

std::string_view cut_to_bytes(std::string_view text, std::size_t bytes_max) noexcept {
  if (text.size() <= bytes_max) return text;
  auto end = bytes_max;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return text.substr(0, end);
}

std::string well_formed(std::string_view text) {
  constexpr std::string_view kReplacement = "\xEF\xBF\xBD";
  std::string formed;
  formed.reserve(text.size());
  while (!text.empty()) {
    utf8proc_int32_t code_point = 0;
    const auto used = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                       static_cast<utf8proc_ssize_t>(text.size()), &code_point);
    const auto size = used > 0 ? static_cast<std::size_t>(used) : 1;
    formed += used > 0 && code_point != 0 ? text.substr(0, size) : kReplacement;
    text.remove_prefix(size);
  }
  return formed;
}

std::string fold_case(std::string_view text) {
  return mapped(text, UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD);
}

}  // namespace jeton::base
