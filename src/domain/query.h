#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "domain/property.h"

/// What to list: a condition, an order and a page, typed and checked against a `PropertyTable`. Made from the
/// query language by `app/query_binding.h`; turned into SQL by `store/sql`, and evaluated in memory by
/// `domain/testing/evaluate.h`, which must agree.
namespace jeton::domain {

/// Texts, and the names of enumerators in their own spelling; integers and instants (milliseconds since the
/// epoch); truths.
using QueryValue = std::variant<std::string, std::int64_t, bool>;

enum class Comparison : std::uint8_t { kEqual, kNotEqual, kGreater, kGreaterOrEqual, kLess, kLessOrEqual };

enum class TextMatch : std::uint8_t { kEquals, kStartsWith, kEndsWith, kContains, kAny };

/// A condition on one object. Two-valued: a comparison with something that has no value is false, also
/// `kNotEqual` (spec Q-053), and `kNot` turns that around.
struct Predicate {
  enum class Kind : std::uint8_t {
    kAll,                ///< All of `children`; true without any.
    kAny,                ///< One of `children`; false without any.
    kNot,                ///< Not `children[0]`.
    kCompare,            ///< `property` with `values[0]`.
    kCompareProperties,  ///< `property` with `other`, of the same type; false when either has no value.
    kIsNull,             ///< `property` has no value.
    kIn,                 ///< `property` is one of `values`; false without a value.
    kMatch,              ///< The text `property` matches `values[0]`; false without a value.
    kHasElement,    ///< Some element of the collection `property` satisfies `children[0]`, or exists at all.
    kEveryElement,  ///< Every element of `property` satisfies `children[0]`; true for none.
  };

  Kind kind = Kind::kAll;
  std::vector<Predicate> children{};
  const Property* property = nullptr;
  const Property* other = nullptr;
  Comparison comparison = Comparison::kEqual;
  TextMatch match = TextMatch::kEquals;
  bool ignore_case = false;  ///< Of `kMatch`.
  std::vector<QueryValue> values{};
};

/// One key. Texts sort without case first, then by code point; what has no value comes first when ascending,
/// last when descending (spec A-057).
struct Order {
  const Property* property = nullptr;
  bool descending = false;
};

/// `id` ascending is appended to every order (spec A-045).
struct Query {
  Predicate filter{};
  std::vector<Order> order{};
  std::int64_t limit = 0;  ///< 0: count only.
  std::int64_t offset = 0;
};

/// One page of a list.
template <class Row>
struct Page {
  std::int64_t total = 0;  ///< Matches in the caller's scope, whatever the page (spec A-032).
  std::vector<Row> rows;
};

}  // namespace jeton::domain
