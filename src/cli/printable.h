#pragma once

#include <boost/json/value.hpp>
#include <cstddef>
#include <limits>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "cli/io.h"

namespace jeton::cli {

/// `text` with a `?` for each character that controls a terminal: text from a server or a file
/// must not. These are control characters and those that change the direction of text.
std::string printable(std::string_view text);

/// `value` on one line. Characters that control a terminal are escaped, so that it stays the same JSON.
void print_json(const Io& io, const boost::json::value& value);

/// Which columns of a table may be cut, by their place from 0. Ids and other text meant to be copied never
/// are.
using CutColumns = std::set<std::size_t>;

/// A table whose rows come one by one. Columns are as wide as their widest text so far; characters that
/// control a terminal are printed as `?`. Where the output is a terminal, the widest of the columns that may
/// be cut are cut, with an ellipsis, until rows fit into it or none has more than 8 columns of the terminal
/// left. Print with `finish`.
class Table {
 public:
  /// The first `held_back` rows wait for each other, so that all columns fit them.
  Table(const Io& io, const std::vector<std::string>& header,
        std::size_t held_back = std::numeric_limits<std::size_t>::max(), CutColumns cut = {});

  /// `row` has as many cells as the header.
  void add(const std::vector<std::string>& row);
  /// Prints what waits, and the header at least. Rows after it are printed at once.
  void finish();

 private:
  using Line = std::vector<std::string>;

  void print(const Line& line) const;
  /// How wide each column is printed.
  [[nodiscard]] std::vector<std::size_t> printed_widths() const;

  const Io& io_;
  std::size_t held_back_;
  CutColumns cut_;
  std::size_t columns_max_;
  std::vector<Line> waiting_;
  std::vector<std::size_t> widths_;
};

/// Prints `rows` under `header`, as `Table` does.
void print_table(const Io& io, const std::vector<std::string>& header,
                 const std::vector<std::vector<std::string>>& rows, CutColumns cut = {});

}  // namespace jeton::cli
