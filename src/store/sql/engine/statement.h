#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/id.h"
#include "domain/stamp.h"
#include "domain/token.h"

namespace jeton::store::sql {

/// One value that is bound to a statement.
struct Parameter {
  enum class Kind : std::uint8_t { kText, kInteger };

  Kind kind = Kind::kText;
  bool null = false;
  std::int64_t integer = 0;
  std::string text;
};

/// The values bound to a statement, in the order of its question marks.
class Parameters {
 public:
  Parameters() = default;
  /// `Parameters::of(a, b, c)`.
  template <class... Values>
  static Parameters of(const Values&... values) {
    Parameters all;
    (all.add(values), ...);
    return all;
  }

  void add(std::string_view text) { list_.push_back({Parameter::Kind::kText, false, 0, std::string{text}}); }
  void add(const std::string& text) { add(std::string_view{text}); }
  void add(const char* text) { add(std::string_view{text}); }
  template <class Integer>
  requires std::is_integral_v<Integer>
  void add(Integer value) {
    list_.push_back({Parameter::Kind::kInteger, false, static_cast<std::int64_t>(value), {}});
  }
  void add(base::Timestamp at) { add(static_cast<std::int64_t>(at.time_since_epoch().count())); }
  template <class Tag>
  void add(const base::Id<Tag>& id) {
    add(id.str());
  }
  template <class T>
  void add(const std::optional<T>& value) {
    if (value) {
      add(*value);
    } else {
      list_.push_back({kind_of<T>(), true, 0, {}});
    }
  }

  void add(const Parameter& parameter) { list_.push_back(parameter); }
  void append(const Parameters& more) { list_.insert(list_.end(), more.list_.begin(), more.list_.end()); }

  /// Puts `value` in front of the parameter `index`, or at the end.
  void insert(std::size_t index, base::Timestamp value);

  [[nodiscard]] const std::vector<Parameter>& list() const noexcept { return list_; }

 private:
  template <class T>
  static constexpr Parameter::Kind kind_of() {
    constexpr bool kInteger = std::is_integral_v<T> || std::is_same_v<T, base::Timestamp>;
    return kInteger ? Parameter::Kind::kInteger : Parameter::Kind::kText;
  }

  std::vector<Parameter> list_;
};

/// A statement as the repositories write it: portable SQL with `?` for each parameter, and a stable name
/// for errors. `:now` is the instant at which the unit that runs it began. The SQL may not contain `?`, `:`
/// or quotes for anything else.
struct Statement {
  std::string name;
  std::string sql;
  Parameters parameters;
};

/// The columns of one row with the values to write, for a table whose insert and update share them.
class Assignments {
 public:
  template <class T>
  Assignments& set(std::string_view column, const T& value) {
    columns_.emplace_back(column);
    parameters_.add(value);
    return *this;
  }
  /// The columns `<event>_at`, `_by_kind`, `_by_id`, `_by_name` and `_of`.
  Assignments& set_stamp(std::string_view event, const std::optional<domain::Stamp>& stamp);

  /// The same and `<event>_by_name_folded`, for events whose actor lists are filtered and ordered by.
  Assignments& set_listed_stamp(std::string_view event, const std::optional<domain::Stamp>& stamp);

  /// Inserts the row; affects no row when a unique value is taken, without an error that would end a
  /// PostgreSQL transaction.
  [[nodiscard]] Statement insert_into(std::string_view table) const;
  /// The same for several rows of the same columns (at least one); answers the values of `returned` of those
  /// that were inserted.
  [[nodiscard]] static Statement insert_all(std::string_view table, std::span<const Assignments> rows,
                                            std::string_view returned);
  /// Writes the row `id` if its revision is `revision - 1`.
  [[nodiscard]] Statement update(std::string_view table, const std::string& id, std::int64_t revision) const;

 private:
  std::vector<std::string> columns_;
  Parameters parameters_;
};

/// The statement with a parameter for every `:now`.
Statement with_now(Statement statement, base::Timestamp now);

/// `?, ?, ?`.
std::string placeholders(std::size_t count);

/// How many of `left` rows one statement takes: a power of two, so that few statements are prepared.
std::size_t rows_at_once(std::size_t left) noexcept;

/// Splits `all` into chunks of a bounded number of distinct sizes, so that few statements are prepared. Each
/// chunk is padded with its last value: for `IN` lists, where a repeated value changes nothing.
std::vector<std::vector<std::string>> padded_chunks(std::vector<std::string> all);

/// How the kind of an actor is stored.
std::string_view to_stored(domain::ActorKind kind) noexcept;

/// Whether a column can hold `text`, the same on both engines: PostgreSQL refuses ill-formed UTF-8, and would
/// take what precedes U+0000 for all of it.
bool is_storable(std::string_view text) noexcept;

std::string to_hex(std::string_view bytes);
/// Nothing for text that is not hexadecimal.
std::optional<std::string> from_hex(std::string_view text);

}  // namespace jeton::store::sql
