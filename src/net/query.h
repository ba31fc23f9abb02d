#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace jeton::net {

/// The parts of a list's query (spec ), each percent-decoded once. `+` stays `+`.
struct QueryParts {
  std::optional<std::string> select;
  std::optional<std::string> order;
  std::optional<std::string> limit;
  std::optional<std::string> offset;
  bool render = false;
  std::string filter;  ///< The other segments, joined again with `&`.

  bool operator==(const QueryParts&) const = default;
};

/// Splits a raw query, without its `?`, at each `&` outside quotes and parentheses. Errors: invalid at the
/// parameter that is given twice (spec) or does not decode; at `filter` when that does not
/// decode (spec Q-013). How long a filter may be is `rql::parse_filter`'s (spec Q-081).
base::Result<QueryParts> split_query(std::string_view raw_query);

}  // namespace jeton::net
