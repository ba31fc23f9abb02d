#include "cli/printable.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json/serialize.hpp>
#include <ostream>

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

Table::Table(const Io& io, const std::vector<std::string>& header, std::size_t held_back)
    : io_{io}, held_back_{held_back}, widths_(header.size(), 0) {
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

void Table::print(const Line& line) const {
  std::string text;
  for (std::size_t i = 0; i < line.size(); ++i) {
    text += line[i];
    if (i + 1 < line.size()) text.append(widths_[i] - base::columns_on_terminal(line[i]) + 2, ' ');
  }
  text.erase(text.find_last_not_of(' ') + 1);
  io_.out << text << '\n';
}

void print_table(const Io& io, const std::vector<std::string>& header,
                 const std::vector<std::vector<std::string>>& rows) {
  Table table{io, header};
  for (const auto& row : rows) table.add(row);
  table.finish();
}

}  // namespace jeton::cli
