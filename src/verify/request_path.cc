#include "verify/request_path.h"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <utility>

#include "base/loose_text.h"

namespace jeton::verify {
namespace {

bool is_letter_or_digit(char c) noexcept {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/// RFC 3986 `pchar` without escapes, and the slash.
bool may_stand_in_path(char c) noexcept {
  constexpr std::string_view kMarks = "/-._~!$&'()*+,;=:@";
  return is_letter_or_digit(c) || kMarks.find(c) != kMarks.npos;
}

/// More than RFC 3986 allows: the query has no part in the decision, and clients are careless with it. A `#`
/// would end the target for one reader and not for another.
bool may_stand_in_target(char c) noexcept {
  return c > 0x20 && c < 0x7f && c != '#';
}

/// A control ends the path for one reader; a slash or backslash adds a segment for another; a percent sign
/// makes an escape for one that decodes twice.
bool may_be_escaped(char c) noexcept {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x20 && byte != 0x7f && c != '/' && c != '\\' && c != '%';
}

std::optional<std::string> decode(std::string_view path) {
  std::string decoded;
  decoded.reserve(path.size());
  for (std::size_t i = 0; i < path.size(); ++i) {
    if (path[i] != '%') {
      if (!may_stand_in_path(path[i])) return std::nullopt;
      decoded.push_back(path[i]);
      continue;
    }
    if (i + 2 >= path.size()) return std::nullopt;
    unsigned value = 0;
    const auto* const digits = path.data() + i + 1;
    if (std::from_chars(digits, digits + 2, value, 16).ptr != digits + 2) return std::nullopt;
    const char c = static_cast<char>(value);
    if (!may_be_escaped(c)) return std::nullopt;
    decoded.push_back(c);
    i += 2;
  }
  return decoded;
}

/// The segments of a path behind its first slash, one after the other.
class Segments {
 public:
  explicit Segments(std::string_view path) noexcept : path_{path} {}

  [[nodiscard]] bool done() const noexcept { return start_ > path_.size(); }
  [[nodiscard]] bool is_last() const noexcept { return end() == path_.size(); }
  [[nodiscard]] std::string_view now() const noexcept { return path_.substr(start_, end() - start_); }
  void advance() noexcept { start_ = end() + 1; }

 private:
  [[nodiscard]] std::size_t end() const noexcept { return std::min(path_.find('/', start_), path_.size()); }

  std::string_view path_;
  std::size_t start_ = 1;
};

/// What goes on with a name that a reader may otherwise end. Beyond ASCII nothing is a mark here: the loosest
/// reading has mapped it to ASCII.
bool goes_on(char c) noexcept {
  return is_letter_or_digit(c) || c == '-' || c == '_' || c == '~' || static_cast<unsigned char>(c) >= 0x80;
}

/// A segment that starts with a parameter or a blank could vanish, and one whose dots are followed by a mark
/// could climb. A `+` is a blank to who decodes forms.
bool has_a_name(std::string_view segment) noexcept {
  constexpr std::string_view kNoStart = ";:,=(?# ";
  segment.remove_prefix(std::min(segment.find_first_not_of('+'), segment.size()));
  if (segment.empty() || kNoStart.find(segment.front()) != kNoStart.npos) return false;
  if (segment.front() != '.') return true;
  const auto behind_dots = segment.find_first_not_of('.');
  return behind_dots != segment.npos && goes_on(segment[behind_dots]);
}

/// The last segment alone may be empty: a trailing slash.
bool every_segment_has_a_name(std::string_view path) noexcept {
  for (Segments segments{path}; !segments.done(); segments.advance()) {
    if (segments.now().empty() && segments.is_last()) continue;
    if (!has_a_name(segments.now())) return false;
  }
  return true;
}

/// `plain` as the loosest reader takes it. Nothing when that has another shape, or an escape in it.
std::optional<std::string> loosest_path(const std::string& plain) {
  auto loosest = base::loosest_reading(plain);
  if (!loosest || loosest->ends_with('/') != plain.ends_with('/') ||
      std::count(loosest->begin(), loosest->end(), '/') != std::count(plain.begin(), plain.end(), '/')) {
    return std::nullopt;
  }
  if (loosest->find_first_of("\\%") != std::string::npos) return std::nullopt;
  return loosest;
}

char lower(char c) noexcept {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

/// Whether `segment` may be read as `name`: without case, to its end or to a mark. A `+` in front is a blank
/// to who decodes forms, and trimmed by some.
bool may_be_read_as(std::string_view segment, std::string_view name) noexcept {
  segment.remove_prefix(std::min(segment.find_first_not_of('+'), segment.size()));
  const auto start = segment.substr(0, name.size());
  const bool begins = std::equal(name.begin(), name.end(), start.begin(), start.end(),
                                 [](char a, char b) { return lower(a) == lower(b); });
  if (!begins || segment.size() == name.size()) return begins;
  const char next = segment[name.size()];
  return !is_letter_or_digit(next) && next != '-' && next != '_';
}

}  // namespace

std::optional<RequestPath> RequestPath::parse(std::string_view target) {
  if (!target.starts_with('/') || !std::all_of(target.begin(), target.end(), may_stand_in_target)) {
    return std::nullopt;
  }
  const auto sent = target.substr(0, target.find('?'));
  auto decoded = decode(sent);
  if (!decoded || !every_segment_has_a_name(*decoded)) return std::nullopt;
  RequestPath path{*std::move(decoded)};
  const auto& plain = path.plain_;
  if (plain.size() != sent.size()) path.undecoded_ = sent;
  if (std::all_of(plain.begin(), plain.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; })) {
    return path;
  }
  auto loosest = loosest_path(plain);
  if (!loosest || !every_segment_has_a_name(*loosest)) return std::nullopt;
  path.loosest_ = *std::move(loosest);
  return path;
}

bool RequestPath::may_have_prefix(std::string_view prefix) const noexcept {
  if (prefix == "/") return true;
  Segments plain{plain_};
  Segments loosest{loosest_.empty() ? std::string_view{plain_} : std::string_view{loosest_}};
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
