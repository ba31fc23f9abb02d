#include "net/percent.h"

#include <cstddef>

#include "base/ascii.h"
#include "base/text.h"

namespace jeton::net {
namespace {

std::optional<unsigned> hex_digit(char c) noexcept {
  if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
  if (c >= 'a' && c <= 'f') return static_cast<unsigned>(c - 'a' + 10);
  if (c >= 'A' && c <= 'F') return static_cast<unsigned>(c - 'A' + 10);
  return std::nullopt;
}

/// The byte that the escape at `text[at]` encodes.
std::optional<char> escaped_byte(std::string_view text, std::size_t at) noexcept {
  if (at + 2 >= text.size()) return std::nullopt;
  const auto high = hex_digit(text[at + 1]);
  const auto low = hex_digit(text[at + 2]);
  if (!high || !low) return std::nullopt;
  return static_cast<char>(*high * 16 + *low);
}

bool is_control(char c) noexcept {
  return (c >= 0 && c < 0x20) || c == 0x7f;
}

bool is_unreserved(char c) noexcept {
  return base::is_ascii_letter_or_digit(c) || c == '-' || c == '.' || c == '_' || c == '~';
}

}  // namespace

std::optional<std::string> percent_decode(std::string_view text) {
  std::string decoded;
  decoded.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      decoded += text[i];
      continue;
    }
    const auto byte = escaped_byte(text, i);
    if (!byte) return std::nullopt;
    decoded += *byte;
    i += 2;
  }
  if (!base::count_code_points(decoded)) return std::nullopt;
  return decoded;
}

std::string percent_encode(std::string_view text) {
  static constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string encoded;
  for (const char c : text) {
    if (is_unreserved(c)) {
      encoded += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    encoded += '%';
    encoded += kDigits[byte >> 4U];
    encoded += kDigits[byte & 0x0fU];
  }
  return encoded;
}

std::optional<std::string> normalize_path(std::string_view raw_path) {
  std::string path;
  path.reserve(raw_path.size());
  for (std::size_t i = 0; i < raw_path.size(); ++i) {
    char c = raw_path[i];
    if (c == '%') {
      const auto byte = escaped_byte(raw_path, i);
      if (!byte) return std::nullopt;
      i += 2;
      if (*byte == '/' || *byte == '%') {
        path += *byte == '/' ? "%2F" : "%25";
        continue;
      }
      c = *byte;
    }
    // A NUL ends the path for code that passes it to C; a line end forges a log line.
    if (is_control(c)) return std::nullopt;
    path += c;
  }
  if (!base::count_code_points(path)) return std::nullopt;
  return path;
}

}  // namespace jeton::net
