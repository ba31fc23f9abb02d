#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "net/request.h"
#include "net/server_limits.h"

namespace jeton::net {

/// Why a request is not accepted. The connection ends with the answer, because the start of the next request
/// is unknown.
struct Refusal {
  int status = 400;
  std::string detail;
};

/// Bytes in, one request out: no socket, no clock. For one request; the next one needs another reader.
class RequestReader {
 public:
  enum class State : std::uint8_t {
    kNeedsMore,
    kHeadComplete,  ///< Said once, when a body is still to come: `accept_body` comes next.
    kComplete,
    kRefused,
  };

  /// `limits` outlives the object.
  explicit RequestReader(const ServerLimits& limits);
  ~RequestReader();
  RequestReader(RequestReader&& other) noexcept;
  RequestReader& operator=(RequestReader&& other) noexcept;

  /// Accepts a body of at most `bytes_max`, once the head is complete. Refused when the head says that it is
  /// longer.
  State accept_body(std::size_t bytes_max);

  /// Consumes what it can use from the front of `bytes`; what follows the request stays.
  State read(std::string& bytes);

  [[nodiscard]] const Refusal& refusal() const noexcept;
  /// Known once the head is complete.
  [[nodiscard]] bool expects_continue() const noexcept;
  [[nodiscard]] bool has_body() const noexcept;
  /// Whether the whole body lies at the front of `bytes`, with at most `bytes_max` of its own.
  [[nodiscard]] bool is_body_in(const std::string& bytes, std::size_t bytes_max) const noexcept;
  [[nodiscard]] bool keeps_alive() const noexcept;
  /// 10 or 11.
  [[nodiscard]] unsigned version() const noexcept;
  [[nodiscard]] const Headers& headers() const noexcept;

  /// Method, target and headers, once the head is complete; the rest is empty. Once.
  RequestParts take_head();
  /// Bytes of the body that have come in.
  [[nodiscard]] std::size_t body_bytes() const noexcept;
  /// The body of a complete request. Once.
  std::string take_body();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace jeton::net
