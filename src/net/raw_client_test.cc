#include "net/raw_client_test.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <utility>

namespace jeton::net {

std::string RawAnswer::header(std::string_view name) const {
  const auto line = "\r\n" + std::string{name} + ": ";
  const auto begin = head.find(line);
  if (begin == std::string::npos) return {};
  const auto value = begin + line.size();
  return head.substr(value, head.find("\r\n", value) - value);
}

RawClient::RawClient(std::uint16_t port) : socket_{::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)} {
  const timeval patience{10, 0};
  ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  ::setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  EXPECT_EQ(::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
}

RawClient::RawClient(RawClient&& other) noexcept
    : socket_{std::exchange(other.socket_, -1)},
      was_reset_{other.was_reset_},
      bytes_{std::move(other.bytes_)} {}

RawClient::~RawClient() {
  if (socket_ >= 0) ::close(socket_);
}

bool RawClient::send(std::string_view bytes) const {
  while (!bytes.empty()) {
    const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

void RawClient::finish_sending() const {
  ::shutdown(socket_, SHUT_WR);
}

bool RawClient::fill() {
  std::array<char, 16384> buffer{};
  const auto size = ::recv(socket_, buffer.data(), buffer.size(), 0);
  if (size <= 0) {
    EXPECT_FALSE(size < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) << "nothing came for ten seconds";
    was_reset_ = size < 0 && errno == ECONNRESET;
    return false;
  }
  bytes_.append(buffer.data(), static_cast<std::size_t>(size));
  return true;
}

bool RawClient::fill_to(std::size_t size) {
  while (bytes_.size() < size) {
    if (!fill()) return false;
  }
  return true;
}

RawAnswer RawClient::receive_head() {
  std::size_t end = 0;
  while ((end = bytes_.find("\r\n\r\n")) == std::string::npos) {
    if (!fill()) return {};
  }
  RawAnswer answer;
  answer.head = bytes_.substr(0, end + 4);
  bytes_.erase(0, end + 4);
  answer.status = (answer.head[9] - '0') * 100 + (answer.head[10] - '0') * 10 + (answer.head[11] - '0');
  return answer;
}

std::optional<std::string> RawClient::receive_chunk() {
  std::size_t line = 0;
  while ((line = bytes_.find("\r\n")) == std::string::npos) {
    if (!fill()) return std::nullopt;
  }
  std::size_t size = 0;
  std::from_chars(bytes_.data(), bytes_.data() + line, size, 16);
  const auto begin = line + 2;
  if (!fill_to(begin + size + 2)) return std::nullopt;
  auto chunk = bytes_.substr(begin, size);
  EXPECT_EQ(bytes_.substr(begin + size, 2), "\r\n");
  bytes_.erase(0, begin + size + 2);
  return chunk;
}

std::string RawClient::receive_bytes(std::size_t size) {
  fill_to(size);
  auto taken = bytes_.substr(0, size);
  bytes_.erase(0, taken.size());
  return taken;
}

std::string RawClient::receive_rest() {
  while (fill()) {
  }
  return std::exchange(bytes_, {});
}

RawAnswer RawClient::receive(std::string_view method) {
  auto answer = receive_head();
  if (answer.status == 0) return {};
  const auto length_text = answer.header("Content-Length");
  std::size_t length = 0;
  std::from_chars(length_text.data(), length_text.data() + length_text.size(), length);
  if (method == "HEAD") length = 0;
  if (!fill_to(length)) return {};
  answer.body = bytes_.substr(0, length);
  bytes_.erase(0, length);
  return answer;
}

RawAnswer RawClient::exchange(std::string_view bytes) {
  send(bytes);
  return receive();
}

bool RawClient::is_closed() {
  return bytes_.empty() && !fill() && bytes_.empty();
}

}  // namespace jeton::net
