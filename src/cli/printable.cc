#include "cli/printable.h"

#include <algorithm>
#include <ostream>

#include "base/check.h"
#include "base/text.h"

namespace jeton::cli {
namespace {

std::size_t width_of(std::string_view text) {
  return base::count_code_points(text).value_or(text.size());
}

}  // namespace

std::string printable(std::string_view text) {
  std::string shown;
  shown.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    // U+0080 to U+009F are control characters too; in UTF-8 they are C2 80 to C2 9F.
    const auto next = i + 1 < text.size() ? static_cast<unsigned char>(text[i + 1]) : 0;
    if (byte == 0xC2 && next >= 0x80 && next <= 0x9F) {
      shown.push_back('?');
      ++i;
    } else {
      shown.push_back(byte < 0x20 || byte == 0x7F ? '?' : text[i]);
    }
  }
  return shown;
}

void print_table(const Io& io, const std::vector<std::string>& header,
                 const std::vector<std::vector<std::string>>& rows) {
  std::vector<std::vector<std::string>> lines{header};
  for (const auto& row : rows) {
    JETON_ASSERT(row.size() == header.size());
    auto& line = lines.emplace_back();
    for (const auto& cell : row) line.push_back(printable(cell));
  }
  std::vector<std::size_t> widths(header.size(), 0);
  for (const auto& line : lines) {
    for (std::size_t i = 0; i < line.size(); ++i) widths[i] = std::max(widths[i], width_of(line[i]));
  }
  for (const auto& line : lines) {
    std::string text;
    for (std::size_t i = 0; i < line.size(); ++i) {
      text += line[i];
      if (i + 1 < line.size()) text.append(widths[i] - width_of(line[i]) + 2, ' ');
    }
    text.erase(text.find_last_not_of(' ') + 1);
    io.out << text << '\n';
  }
}

}  // namespace jeton::cli
