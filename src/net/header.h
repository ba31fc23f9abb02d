#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace jeton::net {

/// One header line. Names compare without case.
struct Header {
  std::string name;
  std::string value;  ///< Without the white space around it.

  bool operator==(const Header&) const = default;
};

using Headers = std::vector<Header>;

/// `text` without blanks and tabs at both ends (RFC 9110 section 5.6.3).
std::string_view trim_blanks(std::string_view text) noexcept;

/// The value of the first header with that name. Points into `headers`.
std::optional<std::string_view> find_header(const Headers& headers, std::string_view name) noexcept;

/// How many headers have that name.
std::size_t count_headers(const Headers& headers, std::string_view name) noexcept;

}  // namespace jeton::net
