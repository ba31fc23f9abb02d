#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "domain/audit_record.h"
#include "domain/stamp.h"
#include "domain/token.h"

namespace jeton::store::sql {

/// The result of a query: every cell as text, row by row.
struct Rows {
  std::size_t columns = 0;
  std::vector<std::optional<std::string>> cells;

  [[nodiscard]] std::size_t size() const noexcept { return columns == 0 ? 0 : cells.size() / columns; }
};

/// Takes the cells of one row from left to right. A cell of the wrong form (damaged, or written
/// by a newer program) yields an empty value and sets `broken()`.
class RowReader {
 public:
  RowReader(const Rows& rows, std::size_t row) : rows_{&rows}, next_{row * rows.columns} {}

  std::string text();
  std::optional<std::string> optional_text();
  std::int64_t integer();
  std::optional<std::int64_t> optional_integer();
  bool flag() { return integer() != 0; }
  base::Timestamp time() { return base::Timestamp{std::chrono::milliseconds{integer()}}; }
  std::optional<base::Timestamp> optional_time();
  /// Bytes stored as hexadecimal digits.
  std::string bytes();
  domain::Digest digest();
  /// A JSON array of texts.
  std::vector<std::string> list();
  std::optional<std::vector<std::string>> optional_list();
  /// Three columns: kind, id and name.
  domain::ActorRef actor();
  /// The columns that `Assignments::set_stamp` writes.
  domain::Stamp stamp();
  std::optional<domain::Stamp> optional_stamp();

  template <class Id>
  Id id() {
    return Id::from_stored(text());
  }
  template <class Id>
  std::optional<Id> optional_id() {
    auto value = optional_text();
    if (!value) return std::nullopt;
    return Id::from_stored(*std::move(value));
  }
  /// An enumerator by its name; `parse` maps a text to an optional.
  template <class Parse>
  auto enumerator(Parse parse) {
    const auto value = parse(text());
    if (!value) broken_ = true;
    return value.value_or(typename std::decay_t<decltype(value)>::value_type{});
  }

  [[nodiscard]] bool broken() const noexcept { return broken_; }

 private:
  const std::optional<std::string>* cell();

  const Rows* rows_;
  std::size_t next_;
  bool broken_ = false;
};

/// Every row through `read`, a function from `RowReader&`. Errors: internal for a broken row.
template <class Read>
auto read_all(const Rows& rows, Read read)
    -> base::Result<std::vector<decltype(read(std::declval<RowReader&>()))>> {
  std::vector<decltype(read(std::declval<RowReader&>()))> all;
  all.reserve(rows.size());
  for (std::size_t row = 0; row < rows.size(); ++row) {
    RowReader reader{rows, row};
    all.push_back(read(reader));
    if (reader.broken()) return base::Error::internal("a stored row cannot be read");
  }
  return all;
}

/// The first row through `read`, or nothing when there is none.
template <class Read>
auto read_first(const Rows& rows, Read read)
    -> base::Result<std::optional<decltype(read(std::declval<RowReader&>()))>> {
  using Value = decltype(read(std::declval<RowReader&>()));
  JETON_TRY(auto all, read_all(rows, read));
  if (all.empty()) return std::optional<Value>{};
  return std::optional<Value>{std::move(all.front())};
}

/// How lists of texts are stored: a JSON array.
std::string to_list_text(const std::vector<std::string>& list);

}  // namespace jeton::store::sql
