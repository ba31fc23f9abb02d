#include "query/query_values.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdint>
#include <string>

#include "base/ascii.h"
#include "base/text.h"

namespace jeton::query {
namespace {

using domain::PropertyType;
using domain::QueryValue;

/// The largest offset in use.
constexpr int kOffsetHoursMax = 14;
constexpr std::size_t kFractionDigitsMax = 7;
constexpr std::size_t kMillisecondDigits = 3;

/// Takes `c` off the front of `text`, if it is there.
bool take(std::string_view& text, char c) {
  if (!text.starts_with(c)) return false;
  text.remove_prefix(1);
  return true;
}

/// Takes exactly `count` digits off the front of `text`.
bool take_digits(std::string_view& text, std::size_t count, int& value) {
  const auto digits = text.substr(0, count);
  if (digits.size() != count || !std::all_of(digits.begin(), digits.end(), base::is_ascii_digit))
    return false;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  text.remove_prefix(count);
  return true;
}

std::optional<base::Timestamp> take_date(std::string_view& text) {
  int year = 0, month = 0, day = 0;
  if (!take_digits(text, 4, year) || !take(text, '-') || !take_digits(text, 2, month) || !take(text, '-') ||
      !take_digits(text, 2, day)) {
    return std::nullopt;
  }
  const std::chrono::year_month_day date{std::chrono::year{year},
                                         std::chrono::month{static_cast<unsigned>(month)},
                                         std::chrono::day{static_cast<unsigned>(day)}};
  if (!date.ok()) return std::nullopt;
  return base::Timestamp{std::chrono::sys_days{date}};
}

/// The digits behind a point, in milliseconds.
std::optional<std::chrono::milliseconds> take_fraction(std::string_view& text) {
  std::size_t count = 0;
  int milliseconds = 0;
  for (; count < text.size() && base::is_ascii_digit(text[count]); ++count) {
    if (count < kMillisecondDigits) milliseconds = milliseconds * 10 + (text[count] - '0');
  }
  if (count == 0 || count > kFractionDigitsMax) return std::nullopt;
  for (auto missing = count; missing < kMillisecondDigits; ++missing) milliseconds *= 10;
  text.remove_prefix(count);
  return std::chrono::milliseconds{milliseconds};
}

std::optional<std::chrono::milliseconds> take_time_of_day(std::string_view& text) {
  int hour = 0, minute = 0, second = 0;
  std::chrono::milliseconds fraction{0};
  if (!take_digits(text, 2, hour) || !take(text, ':') || !take_digits(text, 2, minute)) return std::nullopt;
  if (take(text, ':')) {
    if (!take_digits(text, 2, second)) return std::nullopt;
    if (take(text, '.')) {
      const auto taken = take_fraction(text);
      if (!taken) return std::nullopt;
      fraction = *taken;
    }
  }
  if (hour > 23 || minute > 59 || second > 59) return std::nullopt;
  return std::chrono::hours{hour} + std::chrono::minutes{minute} + std::chrono::seconds{second} + fraction;
}

std::optional<std::chrono::minutes> take_offset(std::string_view& text) {
  if (text.empty() || take(text, 'Z')) return std::chrono::minutes{0};
  const bool east = take(text, '+');
  if (!east && !take(text, '-')) return std::nullopt;
  int hours = 0, minutes = 0;
  if (!take_digits(text, 2, hours) || !take(text, ':') || !take_digits(text, 2, minutes)) return std::nullopt;
  if (hours > kOffsetHoursMax || minutes > 59) return std::nullopt;
  const auto offset = std::chrono::hours{hours} + std::chrono::minutes{minutes};
  return east ? offset : -offset;
}

std::optional<std::int64_t> parse_integer(std::string_view text) {
  // from_chars knows no plus, and would take `+-1` without one.
  if (text.starts_with('+') && text.size() > 1 && base::is_ascii_digit(text[1])) text.remove_prefix(1);
  std::int64_t number = 0;
  const auto* end = text.data() + text.size();
  const auto parsed = std::from_chars(text.data(), end, number);
  if (parsed.ec != std::errc{} || parsed.ptr != end) return std::nullopt;
  return number;
}

}  // namespace

std::optional<base::Timestamp> parse_instant(std::string_view text) {
  const auto date = take_date(text);
  if (!date || text.empty()) return date;
  if (!take(text, 'T')) return std::nullopt;
  const auto time = take_time_of_day(text);
  if (!time) return std::nullopt;
  const auto offset = take_offset(text);
  if (!offset || !text.empty()) return std::nullopt;
  return *date + *time - *offset;
}

std::optional<QueryValue> convert(const domain::Property& property, std::string_view text) {
  switch (property.type) {
    case PropertyType::kText: return QueryValue{base::normalized(text)};
    case PropertyType::kEnumeration:
      for (const auto name : property.values) {
        if (base::equal_without_case(name, text)) return QueryValue{std::string{name}};
      }
      return std::nullopt;
    case PropertyType::kInteger:
      if (const auto number = parse_integer(text)) return QueryValue{*number};
      return std::nullopt;
    case PropertyType::kBoolean:
      if (base::equal_without_case(text, "true")) return QueryValue{true};
      if (base::equal_without_case(text, "false")) return QueryValue{false};
      return std::nullopt;
    case PropertyType::kInstant:
      if (const auto at = parse_instant(text)) {
        return QueryValue{static_cast<std::int64_t>(at->time_since_epoch().count())};
      }
      return std::nullopt;
    case PropertyType::kReference:
    case PropertyType::kCollection:
    case PropertyType::kTokenText: break;
  }
  return std::nullopt;
}

}  // namespace jeton::query
