#include "net/multipart.h"

#include <cstddef>
#include <utility>

#include "base/ascii.h"
#include "base/limits.h"
#include "net/content_type.h"
#include "net/header.h"

namespace jeton::net {
namespace {

using base::Error;
using base::Result;

// RFC 2046 section 5.1.1.
constexpr std::size_t kBoundaryLengthMax = 70;
// Four short lines are all that a form's part needs.
constexpr std::size_t kPartHeaderBytesMax = std::size_t{8} * 1024;

Error malformed(std::string message) {
  return Error::invalid("body", std::move(message));
}

bool is_boundary(std::string_view text) noexcept {
  if (text.empty() || text.size() > kBoundaryLengthMax || text.ends_with(' ')) return false;
  return text.find_first_not_of(
             "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'()+_,-./:=? ") ==
         std::string_view::npos;
}

/// Takes the rest of a delimiter's line: blanks and a line end. False for anything else.
bool take_line_end(std::string_view& rest) noexcept {
  const auto text = rest.find_first_not_of(" \t");
  if (text == std::string_view::npos || rest.substr(text, 2) != "\r\n") return false;
  rest.remove_prefix(text + 2);
  return true;
}

/// Takes the part's header lines and the empty line after them.
Result<Part> take_part_headers(std::string_view& rest) {
  Part part;
  bool is_named = false;
  std::size_t taken = 0;
  while (true) {
    const auto end = rest.find("\r\n");
    if (end == std::string_view::npos) return malformed("A part's headers do not end.");
    const auto line = rest.substr(0, end);
    rest.remove_prefix(end + 2);
    taken += end + 2;
    if (taken > kPartHeaderBytesMax) return malformed("A part's headers are too long.");
    if (line.empty()) break;
    const auto colon = line.find(':');
    if (colon == std::string_view::npos) return malformed("A part has a header line without a colon.");
    const auto name = line.substr(0, colon);
    const auto value = trim_blanks(line.substr(colon + 1));
    if (base::equal_without_case(name, "Content-Type")) part.content_type = std::string{value};
    if (!base::equal_without_case(name, "Content-Disposition")) continue;
    if (is_named || media_type(value) != "form-data") {
      return malformed("A part needs one Content-Disposition of form-data.");
    }
    auto part_name = header_parameter(value, "name");
    if (!part_name) return malformed("A part has no name.");
    part.name = *std::move(part_name);
    part.filename = header_parameter(value, "filename");
    is_named = true;
  }
  if (!is_named) return malformed("A part has no name.");
  return part;
}

}  // namespace

Result<std::vector<Part>> parse_multipart(std::string_view content_type, std::string_view body) {
  const auto boundary = header_parameter(content_type, "boundary");
  if (!boundary || !is_boundary(*boundary)) return malformed("The Content-Type has no valid boundary.");
  const auto opening = "--" + *boundary;
  const auto delimiter = "\r\n" + opening;

  // The first delimiter may be at the very start; what comes before it is ignored (RFC 2046).
  auto rest = body;
  if (rest.starts_with(opening)) {
    rest.remove_prefix(opening.size());
  } else {
    const auto first = rest.find(delimiter);
    if (first == std::string_view::npos) return malformed("The body does not contain its boundary.");
    rest.remove_prefix(first + delimiter.size());
  }

  std::vector<Part> parts;
  while (!rest.starts_with("--")) {
    if (parts.size() == base::kMultipartPartsMax) return malformed("The body has too many parts.");
    if (!take_line_end(rest)) return malformed("A boundary is not followed by a line end.");
    JETON_TRY(auto part, take_part_headers(rest));
    const auto end = rest.find(delimiter);
    if (end == std::string_view::npos) return malformed("The last part does not end with the boundary.");
    part.body = rest.substr(0, end);
    rest.remove_prefix(end + delimiter.size());
    parts.push_back(std::move(part));
  }
  return parts;
}

}  // namespace jeton::net
