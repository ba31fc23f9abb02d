#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/query.h"

/// The meaning of a query in the plainest way, to hold the databases against.
namespace jeton::domain::testing {

/// An object, or an element of a collection, as its property table sees it.
struct Row {
  /// By path. What is missing has no value.
  std::map<std::string, QueryValue, std::less<>> values;
  std::map<std::string, std::vector<Row>, std::less<>> collections;

  /// Nothing for an empty text: that is none (spec R-020).
  void set(std::string_view path, std::optional<QueryValue> value);
};

/// Whether `row` satisfies `predicate`.
bool evaluate(const Predicate& predicate, const Row& row);

/// The `id`s of the rows that satisfy the filter, in the order of the query, whatever its page.
std::vector<std::string> evaluate(const Query& query, const std::vector<Row>& rows);

}  // namespace jeton::domain::testing
