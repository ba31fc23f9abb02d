#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
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
  /// The head of the next answer; its body is left to be read.
  RawAnswer receive_head();
  /// The bytes of the next chunk of a body in chunks, none for the last one. Nothing when the connection ends
  /// first.
  std::optional<std::string> receive_chunk();
  /// As many bytes, fewer when the connection ends first.
  std::string receive_bytes(std::size_t size);
  /// Everything up to the end of the connection.
  std::string receive_rest();
  /// Whether the end of the connection, which has been seen, was a reset.
  [[nodiscard]] bool was_reset() const noexcept { return was_reset_; }
  /// Whether the other end closes, and sends nothing more before it does.
  bool is_closed();

 private:
  bool fill();
  bool fill_to(std::size_t size);

  int socket_ = -1;
  bool was_reset_ = false;
  std::string bytes_;
};

}  // namespace jeton::net
