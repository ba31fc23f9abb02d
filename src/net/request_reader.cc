#include "net/request_reader.h"

#include <algorithm>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>

#include "base/ascii.h"
#include "base/check.h"

namespace jeton::net {
namespace {

namespace http = boost::beast::http;
using boost::beast::error_code;

constexpr std::string_view kHeadEnd = "\r\n\r\n";
// More digits than any body that is let in needs, and far from where a 64-bit number wraps.
constexpr std::size_t kContentLengthDigitsMax = 15;
// The shortest end of a chunked body, `0\r\n\r\n`. Beast's parser asserts that it sees all of it at once.
constexpr std::size_t kLastChunkBytes = 5;

/// What Beast lets through and other servers may read in another way: a bare CR or LF, a header folded over
/// two lines (RFC 9112 section 5.2), a NUL.
bool is_plainly_framed(std::string_view head) noexcept {
  for (std::size_t i = 0; i < head.size(); ++i) {
    const char c = head[i];
    if (c == '\0') return false;
    if (c == '\n' && (i == 0 || head[i - 1] != '\r')) return false;
    if (c == '\r' && head.substr(i + 1, 1) != "\n") return false;
    if (c == '\n' && i + 1 < head.size() && (head[i + 1] == ' ' || head[i + 1] == '\t')) return false;
  }
  return true;
}

/// Whether a request line that Beast takes for one of another version is one: `PRI * HTTP/2.0`.
bool names_version(std::string_view head) noexcept {
  const auto line = head.substr(0, head.find('\r'));
  return std::count(line.begin(), line.end(), ' ') == 2 && line.substr(line.rfind(' ')).starts_with(" HTTP/");
}

/// RFC 9112 section 3.2.2: a server takes the absolute form too; its authority is not ours to route by.
void to_origin_form(std::string& target) {
  const auto scheme_end = target.find("://");
  if (scheme_end == std::string::npos) return;
  const std::string_view scheme{target.data(), scheme_end};
  if (!base::equal_without_case(scheme, "http") && !base::equal_without_case(scheme, "https")) return;
  const auto path = target.find_first_of("/?", scheme_end + 3);
  if (path == std::string::npos) {
    target = "/";
  } else {
    target.erase(0, path);
    if (target.front() == '?') target.insert(0, 1, '/');
  }
}

std::optional<Refusal> check_length(const Headers& headers, unsigned version) {
  const auto lengths = count_headers(headers, "Content-Length");
  const auto encodings = count_headers(headers, "Transfer-Encoding");
  if (lengths > 1) return Refusal{400, "The Content-Length header is given twice."};
  if (encodings > 0) {
    if (lengths > 0) return Refusal{400, "Content-Length and Transfer-Encoding exclude each other."};
    if (version < 11) return Refusal{400, "HTTP/1.0 does not support Transfer-Encoding."};
    if (encodings > 1 || !base::equal_without_case(*find_header(headers, "Transfer-Encoding"), "chunked")) {
      return Refusal{400, "The only supported Transfer-Encoding is chunked."};
    }
  }
  if (lengths == 1) {
    const auto length = *find_header(headers, "Content-Length");
    if (length.empty() || length.find_first_not_of("0123456789") != std::string_view::npos) {
      return Refusal{400, "The Content-Length is not a number."};
    }
    if (length.size() > kContentLengthDigitsMax) return Refusal{413, "The body is too long."};
  }
  return std::nullopt;
}

std::optional<Refusal> check_head(const Headers& headers, unsigned version) {
  if (auto refusal = check_length(headers, version)) return refusal;
  const auto hosts = count_headers(headers, "Host");
  if (hosts > 1) return Refusal{400, "The Host header is given twice."};
  if (hosts == 0 && version >= 11) return Refusal{400, "The Host header is missing."};
  if (hosts == 1 && find_header(headers, "Host")->find_first_of(" \t/\\?#@,") != std::string_view::npos) {
    return Refusal{400, "The Host header is not a valid host."};
  }
  // Two credentials: a gateway in front may have looked at the other one.
  if (count_headers(headers, "Authorization") > 1) {
    return Refusal{400, "The Authorization header is given twice."};
  }
  const auto expected = find_header(headers, "Expect");
  if (expected && !base::equal_without_case(*expected, "100-continue")) {
    return Refusal{417, "The only supported expectation is 100-continue."};
  }
  return std::nullopt;
}

}  // namespace

struct RequestReader::Impl {
  explicit Impl(const ServerLimits& server_limits) : limits{server_limits} {
    parser.header_limit(static_cast<std::uint32_t>(limits.header_bytes_max + kHeadEnd.size()));
    // Decided after the head, by what it asks for.
    parser.body_limit(boost::none);
  }

  State refuse(int status, std::string detail);
  State refuse_parsed(error_code failed);
  State read_head(std::string& bytes);
  State finish_head();
  State accept_body(std::size_t bytes_max);
  State read_body(std::string& bytes);
  State complete() { return state = State::kComplete; }

  const ServerLimits& limits;
  http::request_parser<http::string_body> parser;
  State state = State::kNeedsMore;
  bool has_head = false;
  bool skipped_empty_line = false;
  bool has_body = false;
  bool accepts_body = false;
  bool expects_continue = false;
  std::size_t searched = 0;  ///< Bytes in which the head does not end.
  std::size_t body_bytes_max = 0;
  std::string method;
  std::string target;
  Headers headers;
  Refusal refusal;
};

RequestReader::State RequestReader::Impl::refuse(int status, std::string detail) {
  refusal = {status, std::move(detail)};
  return state = State::kRefused;
}

RequestReader::State RequestReader::Impl::refuse_parsed(error_code failed) {
  if (failed == http::error::body_limit) {
    return refuse(413, "The body is longer than " + std::to_string(body_bytes_max) + " bytes.");
  }
  return refuse(400, "The request is not well-formed HTTP.");
}

RequestReader::State RequestReader::Impl::read_head(std::string& bytes) {
  // RFC 9112 section 2.2: one empty line before a request is skipped.
  if (!skipped_empty_line && bytes.starts_with("\r\n")) {
    bytes.erase(0, 2);
    skipped_empty_line = true;
  }
  // A TLS handshake on a plain port is refused at once instead of being waited for.
  const bool may_be_empty_line = !skipped_empty_line && bytes == "\r";
  if (!bytes.empty() && !may_be_empty_line && !base::is_ascii_letter_or_digit(bytes.front())) {
    return refuse(400, "The request is not well-formed HTTP.");
  }
  const auto end = bytes.find(kHeadEnd, searched);
  const auto size = end == std::string::npos ? bytes.size() : end + kHeadEnd.size();
  if (size > limits.header_bytes_max) {
    return refuse(431, "The request line and headers are longer than " +
                           std::to_string(limits.header_bytes_max) + " bytes.");
  }
  if (end == std::string::npos) {
    searched = bytes.size() < kHeadEnd.size() ? 0 : bytes.size() - (kHeadEnd.size() - 1);
    return State::kNeedsMore;
  }

  const std::string_view head{bytes.data(), size};
  if (!is_plainly_framed(head)) return refuse(400, "The request is not well-formed HTTP.");
  error_code failed;
  const auto used = parser.put(boost::asio::buffer(head), failed);
  if (failed == http::error::bad_version && names_version(head)) {
    return refuse(505, "Only HTTP/1.1 is supported.");
  }
  if (failed) return refuse_parsed(failed);
  if (used != size || !parser.is_header_done()) return refuse(400, "The request is not well-formed HTTP.");
  bytes.erase(0, size);
  return finish_head();
}

RequestReader::State RequestReader::Impl::finish_head() {
  const auto& message = parser.get();
  method = std::string{message.method_string()};
  target = std::string{message.target()};
  to_origin_form(target);
  // Kept apart from Beast's own: the trailers of a chunked body would be added to those as if they were
  // headers.
  for (const auto& field : message) {
    headers.push_back({std::string{field.name_string()}, std::string{field.value()}});
  }
  has_head = true;
  if (auto found = check_head(headers, message.version()))
    return refuse(found->status, std::move(found->detail));

  parser.eager(true);
  if (parser.is_done()) return complete();
  has_body = true;
  expects_continue = message.version() >= 11 && find_header(headers, "Expect").has_value();
  return State::kHeadComplete;
}

RequestReader::State RequestReader::Impl::accept_body(std::size_t bytes_max) {
  body_bytes_max = bytes_max;
  if (parser.content_length().value_or(0) > bytes_max) return refuse_parsed(http::error::body_limit);
  parser.body_limit(bytes_max);
  accepts_body = true;
  return State::kNeedsMore;
}

RequestReader::State RequestReader::Impl::read_body(std::string& bytes) {
  // Something at least as long as the last chunk is still to come, so waiting for that much never hangs.
  if (parser.chunked() && bytes.size() < kLastChunkBytes) return State::kNeedsMore;
  while (!bytes.empty()) {
    error_code failed;
    const auto used = parser.put(boost::asio::buffer(bytes), failed);
    bytes.erase(0, used);
    if (parser.is_done()) return complete();
    if (failed == http::error::need_more) {
      // A chunk's extensions or trailers that never end.
      if (bytes.size() > limits.header_bytes_max) return refuse(400, "The chunked body is not well-formed.");
      return State::kNeedsMore;
    }
    if (failed) return refuse_parsed(failed);
    if (used == 0 || (parser.chunked() && bytes.size() < kLastChunkBytes)) return State::kNeedsMore;
  }
  return State::kNeedsMore;
}

RequestReader::RequestReader(const ServerLimits& limits) : impl_{std::make_unique<Impl>(limits)} {}
RequestReader::~RequestReader() = default;
RequestReader::RequestReader(RequestReader&& other) noexcept = default;
RequestReader& RequestReader::operator=(RequestReader&& other) noexcept = default;

RequestReader::State RequestReader::read(std::string& bytes) {
  if (impl_->state != State::kNeedsMore) return impl_->state;
  if (!impl_->has_head) return impl_->read_head(bytes);
  JETON_ASSERT(impl_->accepts_body);
  return impl_->read_body(bytes);
}

RequestReader::State RequestReader::accept_body(std::size_t bytes_max) {
  JETON_ASSERT(impl_->has_body && !impl_->accepts_body);
  return impl_->accept_body(bytes_max);
}

const Refusal& RequestReader::refusal() const noexcept {
  return impl_->refusal;
}

bool RequestReader::expects_continue() const noexcept {
  return impl_->expects_continue;
}

bool RequestReader::has_body() const noexcept {
  return impl_->has_body;
}

bool RequestReader::is_body_in(const std::string& bytes, std::size_t bytes_max) const noexcept {
  const auto length = impl_->parser.content_length();
  return length && *length <= bytes.size() && *length <= bytes_max;
}

bool RequestReader::keeps_alive() const noexcept {
  return impl_->has_head && impl_->state != State::kRefused && impl_->parser.keep_alive();
}

unsigned RequestReader::version() const noexcept {
  return impl_->has_head ? impl_->parser.get().version() : 11;
}

const Headers& RequestReader::headers() const noexcept {
  return impl_->headers;
}

RequestParts RequestReader::take_head() {
  JETON_ASSERT(impl_->has_head);
  RequestParts parts;
  parts.method = std::move(impl_->method);
  parts.target = std::move(impl_->target);
  parts.headers = std::move(impl_->headers);
  return parts;
}

std::size_t RequestReader::body_bytes() const noexcept {
  return impl_->parser.get().body().size();
}

std::string RequestReader::take_body() {
  JETON_ASSERT(impl_->state == State::kComplete);
  return std::move(impl_->parser.get().body());
}

}  // namespace jeton::net
