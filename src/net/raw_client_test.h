#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace jeton::net {

/// An answer as it came over the wire.
struct RawAnswer {
  int status = 0;
  std::string head;  ///< Status line and headers, with the empty line.
  std::string body;

  /// The value of the first header line with exactly that name; empty when absent.
  [[nodiscard]] std::string header(std::string_view name) const;
};

/// A socket that sends what it is told, so that tests can send what no client library would.
class RawClient {
 public:
  /// Connects to loopback. A wait for bytes that takes longer than ten seconds fails the test.
  explicit RawClient(std::uint16_t port);
  ~RawClient();
  RawClient(RawClient&& other) noexcept;
  RawClient(const RawClient&) = delete;
  RawClient& operator=(const RawClient&) = delete;

  /// False when the other end does not take it any more.
  bool send(std::string_view bytes) const;
  /// Ends the sending direction.
  void finish_sending() const;
  /// The next answer; status 0 when the connection ends before one is complete. `HEAD` answers have no body.
  RawAnswer receive(std::string_view method = "GET");
  /// `send` and `receive`.
  RawAnswer exchange(std::string_view bytes);
  /// Whether the other end closes, and sends nothing more before it does.
  bool is_closed();

 private:
  bool fill();

  int socket_ = -1;
  std::string bytes_;
};

}  // namespace jeton::net
