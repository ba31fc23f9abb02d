#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

/// The filters that lists take until the whole query language is here: `name=value`, `eq(name,value)` and
/// `ne(name,value)`, joined by `&` or `,` (spec rql ).
namespace jeton::api {

struct Condition {
  std::string path;  ///< As written.
  bool negated = false;
  std::string value;  ///< Without its quotes.
};

/// Errors: invalid at `filter` for everything else. Never throws, whatever the text.
base::Result<std::vector<Condition>> parse_filter(std::string_view filter);

/// One item of `order` (spec A-055).
struct OrderItem {
  std::string path;
  bool descending = false;
};

/// Errors: invalid at `order` when no name is in it (spec A-056).
base::Result<std::vector<OrderItem>> parse_order(std::string_view order);

}  // namespace jeton::api
