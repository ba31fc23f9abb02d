#include "cli/printable.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json/serialize.hpp>
#include <charconv>
#include <numeric>
#include <ostream>
#include <utility>

#include "base/check.h"
#include "base/text.h"

namespace jeton::cli {
namespace {

/// A character that steers a terminal.
struct Steering {
  std::size_t bytes = 0;  ///< 0: it is none.
  unsigned code_point = 0;
};

Steering steering_at(std::string_view text, std::size_t at) {
  const auto byte = [text, at](std::size_t i) -> unsigned {
    return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0;
  };
  const unsigned first = byte(0);
  if (first < 0x20 || first == 0x7F) return {1, first};
  // U+0080 to U+009F are control characters too; in UTF-8 they are C2 80 to C2 9F.
  if (first == 0xC2 && byte(1) >= 0x80 && byte(1) <= 0x9F) return {2, byte(1)};
  if (first != 0xE2 || (byte(1) != 0x80 && byte(1) != 0x81)) return {};
  const unsigned code_point = 0x2000 + (byte(1) - 0x80) * 0x40 + (byte(2) & 0x3FU);
  // Line and paragraph separators with the embeddings and overrides; the isolates.
  const bool turns =
      (code_point >= 0x2028 && code_point <= 0x202E) || (code_point >= 0x2066 && code_point <= 0x2069);
  return turns ? Steering{3, code_point} : Steering{};
}

/// Between two columns.
constexpr std::size_t kGap = 2;
/// Less says nothing.
constexpr std::size_t kCutColumnsMin = 8;
constexpr std::string_view kEllipsis = "\u2026";

/// `text` in at most `columns` of the terminal, which are at least one.
std::string fitted(const std::string& text, std::size_t columns) {
  if (base::columns_on_terminal(text) <= columns) return text;
  return std::string{base::first_columns(text, columns - 1)}.append(kEllipsis);
}

/// How wide a table may be: as `COLUMNS` says, else as the terminal is. What goes to a file or a program is
/// not cut, and neither is what goes to a terminal that does not say how wide it is.
std::size_t columns_of(const Io& io) {
  constexpr auto kAny = std::numeric_limits<std::size_t>::max();
  if (!io.out_is_terminal) return kAny;
  const auto stated = io.variable("COLUMNS");
  std::size_t columns = 0;
  const auto* end = stated.data() + stated.size();
  const auto parsed = std::from_chars(stated.data(), end, columns);
  if (parsed.ec != std::errc{} || parsed.ptr != end || columns == 0) columns = io.terminal_columns;
  return columns == 0 ? kAny : columns;
}

template <class Replace>
std::string without_steering(std::string_view text, Replace replace) {
  std::string shown;
  shown.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const auto steering = steering_at(text, i);
    if (steering.bytes == 0) {
      shown.push_back(text[i++]);
    } else {
      shown += replace(steering.code_point);
      i += steering.bytes;
    }
  }
  return shown;
}

}  // namespace

std::string printable(std::string_view text) {
  return without_steering(text, [](unsigned) { return "?"; });
}

void print_json(const Io& io, const boost::json::value& value) {
  // Outside of strings there are none: the text is on one line.
  io.out << without_steering(boost::json::serialize(value), [](unsigned code_point) {
    return fmt::format("\\u{:04x}", code_point);
  }) << '\n';
}

Table::Table(const Io& io, const std::vector<std::string>& header, std::size_t held_back, CutColumns cut)
    : io_{io},
      held_back_{held_back},
      cut_{std::move(cut)},
      columns_max_{columns_of(io)},
      widths_(header.size(), 0) {
  add(header);
}

void Table::add(const std::vector<std::string>& row) {
  JETON_ASSERT(row.size() == widths_.size());
  Line line;
  for (std::size_t i = 0; i < row.size(); ++i) {
    line.push_back(printable(row[i]));
    widths_[i] = std::max(widths_[i], base::columns_on_terminal(line.back()));
  }
  if (held_back_ == 0) {
    print(line);
    return;
  }
  waiting_.push_back(std::move(line));
  // The header is none of the rows.
  if (waiting_.size() > held_back_) finish();
}

void Table::finish() {
  for (const auto& line : waiting_) print(line);
  waiting_.clear();
  held_back_ = 0;
}

std::vector<std::size_t> Table::printed_widths() const {
  auto widths = widths_;
  auto total = std::accumulate(widths.begin(), widths.end(), kGap * (widths.size() - 1));
  while (total > columns_max_) {
    const auto widest = std::max_element(cut_.begin(), cut_.end(),
                                         [&widths](auto a, auto b) { return widths[a] < widths[b]; });
    if (widest == cut_.end() || widths[*widest] <= kCutColumnsMin) break;
    --widths[*widest];
    --total;
  }
  return widths;
}

void Table::print(const Line& line) const {
  const auto widths = printed_widths();
  std::string text;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const auto cell = fitted(line[i], widths[i]);
    text += cell;
    if (i + 1 < line.size()) text.append(widths[i] - base::columns_on_terminal(cell) + kGap, ' ');
  }
  text.erase(text.find_last_not_of(' ') + 1);
  io_.out << text << '\n';
}

void print_table(const Io& io, const std::vector<std::string>& header,
                 const std::vector<std::vector<std::string>>& rows, CutColumns cut) {
  Table table{io, header, std::numeric_limits<std::size_t>::max(), std::move(cut)};
  for (const auto& row : rows) table.add(row);
  table.finish();
}

}  // namespace jeton::cli
