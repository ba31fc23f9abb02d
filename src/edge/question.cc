#include "edge/question.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

#include "base/ascii.h"
#include "credential/bearer.h"
#include "net/header.h"

namespace jeton::edge {
namespace {

constexpr std::string_view kEndpoint = "/gateway/authorize";
constexpr std::string_view kVersion = " HTTP/1.1\r\n";

// What a character may be part of.
enum : std::uint8_t {
  kInName = 1,   ///< A token of RFC 9110, so a header's name, or a method.
  kInTarget = 2  ///< What a target has that every parser takes.
};

constexpr auto kCharacters = [] {
  std::array<std::uint8_t, 256> kinds{};
  for (std::size_t byte = 0; byte < kinds.size(); ++byte) {
    constexpr std::string_view kNameMarks = "!#$%&'*+-.^_`|~";
    constexpr std::string_view kTargetMarks = "/-._~!$&'()*+,;=:@?";
    const char c = static_cast<char>(byte);
    const bool is_plain = base::is_ascii_letter_or_digit(c);
    if (is_plain || kNameMarks.find(c) != kNameMarks.npos) kinds[byte] |= kInName;
    if (is_plain || kTargetMarks.find(c) != kTargetMarks.npos) kinds[byte] |= kInTarget;
  }
  return kinds;
}();

bool is_in(char c, std::uint8_t kind) noexcept {
  return (kCharacters[static_cast<unsigned char>(c)] & kind) != 0;
}

bool is_all(std::string_view text, std::uint8_t kind) noexcept {
  return std::all_of(text.begin(), text.end(), [kind](char c) { return is_in(c, kind); });
}

/// Whether all of `text` is printable ASCII or a space. Eight bytes at a time: it is most of the head.
bool is_printable(std::string_view text) noexcept {
  constexpr std::uint64_t kOnes = 0x0101'0101'0101'0101;
  constexpr std::uint64_t kHighBits = 0x80 * kOnes;
  // A byte below 0x20 borrows, one from 0x7f on gets its high bit from the addition or has it. What a
  // neighbour borrows or carries may mark an innocent byte too, but then the neighbour is marked.
  std::uint64_t marks = 0;
  const auto* at = text.data();
  auto left = text.size();
  const auto look_at = [&marks](std::uint64_t word) {
    marks |= (word - 0x20 * kOnes) | (word + kOnes) | word;
  };
  for (; left >= sizeof(std::uint64_t); left -= sizeof(std::uint64_t), at += sizeof(std::uint64_t)) {
    std::uint64_t word = 0;
    std::memcpy(&word, at, sizeof word);
    look_at(word);
  }
  std::uint64_t rest = 0x20 * kOnes;
  std::memcpy(&rest, at, left);
  look_at(rest);
  return (marks & kHighBits) == 0;
}

/// Takes a text that ends at `end` off the front of `bytes`; false if it does not.
bool take_until(std::string_view& bytes, char end, std::string_view& taken) noexcept {
  const auto at = bytes.find(end);
  if (at == bytes.npos) return false;
  taken = bytes.substr(0, at);
  bytes.remove_prefix(at + 1);
  return true;
}

/// The headers that say what is asked, each at most once.
class Stated {
 public:
  /// False for a header that makes the question not ordinary.
  bool take(std::string_view name, std::string_view value) noexcept;

  /// Whether they and the question's own method and target describe one request.
  bool describe(Question& question, std::string_view own_target) const noexcept;

 private:
  /// A header that may be given once, and then has a value.
  static bool once(std::string_view& place, std::string_view value) noexcept {
    if (!place.empty() || value.empty()) return false;
    place = value;
    return true;
  }

  bool take_of_13(std::string_view name, std::string_view value) noexcept;
  bool take_of_14(std::string_view name, std::string_view value) noexcept;
  bool take_of_15(std::string_view name, std::string_view value) noexcept;
  bool take_of_17(std::string_view name, std::string_view value) noexcept;

  std::string_view host_;
  std::string_view authorization_;
  std::string_view original_method_;
  std::string_view original_uri_;
  std::string_view forwarded_method_;
  std::string_view forwarded_uri_;
  std::string_view content_length_;
  std::string_view connection_;
  bool is_forwarded_ = false;
};

bool is(std::string_view name, std::string_view lower) noexcept {
  return base::equal_without_case(name, lower);
}

bool Stated::take_of_13(std::string_view name, std::string_view value) noexcept {
  return !is(name, "authorization") || once(authorization_, value);
}

bool Stated::take_of_14(std::string_view name, std::string_view value) noexcept {
  if (is(name, "x-original-uri")) return once(original_uri_, value);
  if (is(name, "content-length")) return value == "0" && once(content_length_, value);
  return !is(name, "x-original-url");
}

bool Stated::take_of_15(std::string_view name, std::string_view value) noexcept {
  if (is(name, "x-forwarded-uri")) return once(forwarded_uri_, value);
  is_forwarded_ = is_forwarded_ || is(name, "x-forwarded-for");
  return true;
}

bool Stated::take_of_17(std::string_view name, std::string_view value) noexcept {
  if (is(name, "x-original-method")) return once(original_method_, value);
  is_forwarded_ = is_forwarded_ || is(name, "x-forwarded-proto");
  return !is(name, "transfer-encoding");
}

bool Stated::take(std::string_view name, std::string_view value) noexcept {
  // By their lengths: most headers are none of these.
  switch (name.size()) {
    case 4: return !is(name, "host") || (value.find_first_of(" /\\?#@,") == value.npos && once(host_, value));
    case 6: return !is(name, "expect");
    case 7: return !is(name, "upgrade");
    case 9: is_forwarded_ = is_forwarded_ || is(name, "forwarded"); return true;
    case 10: return !is(name, "connection") || (is(value, "keep-alive") && once(connection_, value));
    case 13: return take_of_13(name, value);
    case 14: return take_of_14(name, value);
    case 15: return take_of_15(name, value);
    case 16: return !is(name, "proxy-connection");
    case 17: return take_of_17(name, value);
    case 18: return !is(name, "x-forwarded-method") || once(forwarded_method_, value);
    default: return true;
  }
}

bool Stated::describe(Question& question, std::string_view own_target) const noexcept {
  if (host_.empty()) return false;
  const auto credential = credential::bearer_credential(authorization_);
  if (!credential) return false;
  question.credential = *credential;
  question.is_forwarded = is_forwarded_;

  const bool is_original = !original_method_.empty() && !original_uri_.empty();
  const bool is_forwarded = !forwarded_method_.empty() && !forwarded_uri_.empty();
  const bool is_half = is_original == (original_method_.empty() && original_uri_.empty()) ||
                       is_forwarded == (forwarded_method_.empty() && forwarded_uri_.empty());
  const bool is_own = own_target.size() > kEndpoint.size();
  // More than one would have to agree, which is not for here to judge.
  if (is_half ||
      static_cast<int>(is_original) + static_cast<int>(is_forwarded) + static_cast<int>(is_own) != 1)
    return false;
  if (is_own) {
    question.method = question.own_method;
    question.target = own_target.substr(kEndpoint.size());
  } else {
    question.method = is_original ? original_method_ : forwarded_method_;
    question.target = is_original ? original_uri_ : forwarded_uri_;
  }
  return is_all(question.method, kInName) && question.target.starts_with('/');
}

/// The endpoint, or the endpoint with the path asked about behind it, written so that it is read in one way.
bool is_ordinary_target(std::string_view target) noexcept {
  if (!target.starts_with(kEndpoint)) return false;
  return target.size() == kEndpoint.size() || (target[kEndpoint.size()] == '/' && is_all(target, kInTarget));
}

/// Takes a header off the front of `bytes`.
bool take_header(std::string_view& bytes, Stated& stated) noexcept {
  std::string_view line;
  if (!take_until(bytes, '\n', line) || !line.ends_with('\r')) return false;
  line.remove_suffix(1);
  std::string_view name;
  if (!take_until(line, ':', name) || name.empty() || !is_all(name, kInName) || !is_printable(line)) {
    return false;
  }
  return stated.take(name, net::trim_blanks(line));
}

}  // namespace

std::optional<Question> read_question(std::string_view bytes) noexcept {
  auto rest = bytes.substr(0, kOrdinaryHeadBytesMax);
  const auto size = rest.size();
  Question question;
  std::string_view target;
  if (!take_until(rest, ' ', question.own_method) ||
      std::find(kQuestionMethods.begin(), kQuestionMethods.end(), question.own_method) ==
          kQuestionMethods.end()) {
    return std::nullopt;
  }
  const auto end = rest.find(' ');
  if (end == rest.npos || !rest.substr(end).starts_with(kVersion)) return std::nullopt;
  target = rest.substr(0, end);
  rest.remove_prefix(end + kVersion.size());
  if (!is_ordinary_target(target)) return std::nullopt;

  Stated stated;
  while (!rest.starts_with("\r\n")) {
    if (!take_header(rest, stated)) return std::nullopt;
  }
  question.bytes = size - (rest.size() - 2);
  if (!stated.describe(question, target)) return std::nullopt;
  return question;
}

}  // namespace jeton::edge
