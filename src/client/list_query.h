#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace jeton::client {

/// What a list is asked for (spec rest-api sections 3.2 to 3.5). Everything as plain text, not encoded.
struct ListQuery {
  std::optional<std::int64_t> limit;
  std::optional<std::int64_t> offset;
  std::string order;    ///< `-audit.created.at,name`
  std::string select;   ///< `+audit,-modules`
  bool render = false;  ///< Fills the placeholders of audit records (spec A-072).
  std::string filter;   ///< `eq(status,'Active')`; values that others wrote belong in quotes (see `quoted`).

  /// `?limit=…&…`, or nothing when there is nothing to ask.
  [[nodiscard]] std::string encode() const;
};

/// `value` as a quoted literal of the query language, or nothing for one that holds both kinds of quotes,
/// which the language cannot write (spec Q-031).
std::optional<std::string> quoted(std::string_view value);

/// `text` as one segment of a path.
std::string encode_segment(std::string_view text);

/// `text` as the value of a parameter.
std::string encode_value(std::string_view text);

}  // namespace jeton::client
