#include "net/request.h"

#include <algorithm>
#include <utility>

#include "base/ascii.h"
#include "net/percent.h"

namespace jeton::net {
namespace {

// The longest id, `AUD-1002-3344-5566-7788`, and every word of our own paths are shorter.
constexpr std::size_t kShownSegmentBytesMax = 40;

bool is_shown(std::string_view segment) noexcept {
  return segment.size() <= kShownSegmentBytesMax && segment.find_first_of(":@") == std::string_view::npos;
}

std::string_view path_of(std::string_view target) noexcept {
  return target.substr(0, target.find('?'));
}

}  // namespace

base::Result<Request> Request::create(RequestParts parts) {
  const std::string_view target = parts.target;
  const bool is_plain = std::none_of(target.begin(), target.end(),
                                     [](char c) { return (c >= 0 && c <= 0x20) || c == 0x7f || c == '#'; });
  auto path = normalize_path(path_of(target));
  if (!target.starts_with('/') || !is_plain || !path) {
    return base::Error::invalid("path", "The path is not well-formed.");
  }
  for (char& c : parts.method) {
    c = base::ascii_upper(c);
  }
  Request request{std::move(parts)};
  request.path_ = *std::move(path);
  return request;
}

std::string_view Request::raw_path() const noexcept {
  return path_of(parts_.target);
}

std::string_view Request::query() const noexcept {
  const std::string_view target = parts_.target;
  const auto mark = target.find('?');
  return mark == std::string_view::npos ? std::string_view{} : target.substr(mark + 1);
}

std::optional<std::string_view> Request::header(std::string_view name) const noexcept {
  return find_header(parts_.headers, name);
}

std::size_t Request::header_count(std::string_view name) const noexcept {
  return count_headers(parts_.headers, name);
}

bool Request::announces_body() const noexcept {
  const auto length = header("Content-Length").value_or("0");
  return header("Transfer-Encoding").has_value() || length.find_first_not_of('0') != std::string_view::npos;
}

Request Request::with_body(std::string body) && {
  Request whole{std::move(*this)};
  whole.parts_.body = std::move(body);
  return whole;
}

std::string Request::shown_path() const {
  std::string shown;
  std::string_view rest = path_;
  while (!rest.empty()) {
    rest.remove_prefix(1);  // The slash.
    const auto segment = rest.substr(0, rest.find('/'));
    shown += '/';
    shown += is_shown(segment) ? segment : "*";
    rest.remove_prefix(segment.size());
  }
  return shown;
}

}  // namespace jeton::net
