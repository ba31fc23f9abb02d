#include "verify/request_path.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "base/ascii.h"
#include "base/loose_text.h"
#include "verify/path_segments.h"

namespace jeton::verify {
namespace {

/// What a character is in a path as sent. Bits, so that one pass over a path finds all there are.
enum : std::uint8_t {
  kPathCharacter = 0,  ///< RFC 3986 `pchar` without escapes, and the slash.
  kEscape = 1,
  kNoPathCharacter = 2,
};

constexpr auto kInPath = [] {
  std::array<std::uint8_t, 256> kinds{};
  for (std::size_t byte = 0; byte < kinds.size(); ++byte) {
    constexpr std::string_view kMarks = "/-._~!$&'()*+,;=:@";
    const char c = static_cast<char>(byte);
    const bool is_path_character = base::is_ascii_letter_or_digit(c) || kMarks.find(c) != kMarks.npos;
    kinds[byte] = c == '%' ? kEscape : is_path_character ? kPathCharacter : kNoPathCharacter;
  }
  return kinds;
}();

/// All that are in `path`.
unsigned kinds_in(std::string_view path) noexcept {
  unsigned kinds = 0;
  for (const char c : path) kinds |= kInPath[static_cast<unsigned char>(c)];
  return kinds;
}

/// More than RFC 3986 allows: the query has no part in the decision, and clients are careless with it. A `#`
/// would end the target for one reader and not for another.
bool may_stand_in_query(char c) noexcept {
  return c > 0x20 && c < 0x7f && c != '#';
}

/// A control ends the path for one reader; a slash or backslash adds a segment for another; a percent sign
/// makes an escape for one that decodes twice.
bool may_be_escaped(char c) noexcept {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x20 && byte != 0x7f && c != '/' && c != '\\' && c != '%';
}

/// Puts `path` with its escapes decoded once into `decoded`. False if one is broken, or stands for what has
/// to be sent as it is, or may not be sent.
bool decode(std::string_view path, std::string& decoded) {
  for (std::size_t i = 0; i < path.size(); ++i) {
    if (path[i] != '%') {
      decoded.push_back(path[i]);
      continue;
    }
    if (i + 2 >= path.size()) return false;
    unsigned value = 0;
    const auto* const digits = path.data() + i + 1;
    if (std::from_chars(digits, digits + 2, value, 16).ptr != digits + 2) return false;
    const char c = static_cast<char>(value);
    if (!may_be_escaped(c)) return false;
    decoded.push_back(c);
    i += 2;
  }
  return true;
}

/// What goes on with a name that a reader may otherwise end. Beyond ASCII nothing is a mark here: the loosest
/// reading has mapped it to ASCII.
bool goes_on(char c) noexcept {
  return base::is_ascii_letter_or_digit(c) || c == '-' || c == '_' || c == '~' ||
         static_cast<unsigned char>(c) >= 0x80;
}

/// A segment that starts with a parameter or a blank could vanish, and one whose dots are followed by a mark
/// could climb. A `+` is a blank to who decodes forms.
bool has_a_name(std::string_view segment) noexcept {
  constexpr std::string_view kNoStart = ";:,=(?# ";
  segment = without_blanks(segment);
  if (segment.empty() || kNoStart.find(segment.front()) != kNoStart.npos) return false;
  if (segment.front() != '.') return true;
  const auto behind_dots = segment.find_first_not_of('.');
  return behind_dots != segment.npos && goes_on(segment[behind_dots]);
}

/// The last segment alone may be empty: a trailing slash.
bool every_segment_has_a_name(std::string_view path) noexcept {
  for (std::size_t slash = 0; slash + 1 < path.size(); ++slash) {
    if (path[slash] != '/' || base::is_ascii_letter_or_digit(path[slash + 1])) continue;
    const auto segment = path.substr(slash + 1);
    if (!has_a_name(segment.substr(0, segment.find('/')))) return false;
  }
  return true;
}

bool is_ascii(std::string_view text) noexcept {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

/// `plain` as the loosest reader takes it. Nothing when that has another shape, or an escape in it.
std::optional<std::string> loosest_path(std::string_view plain) {
  auto loosest = base::loosest_reading(plain);
  if (!loosest || loosest->ends_with('/') != plain.ends_with('/') ||
      std::count(loosest->begin(), loosest->end(), '/') != std::count(plain.begin(), plain.end(), '/')) {
    return std::nullopt;
  }
  if (loosest->find_first_of("\\%") != std::string::npos) return std::nullopt;
  return loosest;
}

}  // namespace

std::optional<RequestPath> RequestPath::parse(std::string_view target) {
  RequestPath path;
  if (!path.read(target)) return std::nullopt;
  return path;
}

bool RequestPath::read(std::string_view target) {
  decoded_.clear();
  loosest_.clear();
  sent_ = target.substr(0, target.find('?'));
  const auto query = target.substr(sent_.size());
  const auto kinds = kinds_in(sent_);
  if (!sent_.starts_with('/') || (kinds & kNoPathCharacter) != 0 ||
      !std::all_of(query.begin(), query.end(), may_stand_in_query)) {
    return false;
  }
  if ((kinds & kEscape) == 0) return every_segment_has_a_name(sent_);
  if (!decode(sent_, decoded_) || !every_segment_has_a_name(decoded_)) return false;
  if (is_ascii(decoded_)) return true;
  auto loosest = loosest_path(decoded_);
  if (!loosest || !every_segment_has_a_name(*loosest)) return false;
  loosest_ = *std::move(loosest);
  return true;
}

bool RequestPath::may_have_prefix(std::string_view prefix) const noexcept {
  if (prefix == "/") return true;
  Segments plain{this->plain()};
  Segments loosest{this->loosest()};
  for (Segments names{prefix}; !names.done(); names.advance()) {
    if (plain.done()) return false;
    if (!may_be_read_as(plain.now(), names.now()) && !may_be_read_as(loosest.now(), names.now()))
      return false;
    plain.advance();
    loosest.advance();
  }
  return true;
}

}  // namespace jeton::verify
