#include "support/http_exchange.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <boost/json/parse.hpp>
#include <cctype>

namespace jeton::tests {
namespace {

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

std::string to_wire(const Ask& ask) {
  std::string wire = ask.method + " " + ask.target + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n";
  for (const auto& [name, value] : ask.headers) wire += name + ": " + value + "\r\n";
  if (!ask.body.empty()) wire += "Content-Length: " + std::to_string(ask.body.size()) + "\r\n";
  return wire + "\r\n" + ask.body;
}

std::string exchange_bytes(std::uint16_t port, const std::string& wire) {
  const int connection = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  timeval limit{30, 0};
  ::setsockopt(connection, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  if (::connect(connection, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    ::close(connection);
    return {};
  }
  // A server that refuses a large body answers before it has all of it: writing may fail, reading counts.
  std::size_t sent = 0;
  while (sent < wire.size()) {
    const auto count = ::send(connection, wire.data() + sent, wire.size() - sent, MSG_NOSIGNAL);
    if (count <= 0) break;
    sent += static_cast<std::size_t>(count);
  }
  std::string received;
  char buffer[16384];
  for (;;) {
    const auto count = ::recv(connection, buffer, sizeof buffer, 0);
    if (count <= 0) break;
    received.append(buffer, static_cast<std::size_t>(count));
  }
  ::close(connection);
  return received;
}

}  // namespace

std::string Answer::header(const std::string& lower_name) const {
  const auto found = headers.find(lower_name);
  return found == headers.end() ? std::string{} : found->second;
}

boost::json::value Answer::json() const {
  boost::system::error_code failed;
  auto value = boost::json::parse(body, failed);
  EXPECT_FALSE(failed) << "not JSON: " << body;
  return value;
}

Answer send(std::uint16_t port, const Ask& ask) {
  const auto received = exchange_bytes(port, to_wire(ask));
  const auto end = received.find("\r\n\r\n");
  Answer answer;
  EXPECT_NE(end, std::string::npos) << ask.method << " " << ask.target << ": no answer";
  if (end == std::string::npos) return answer;
  answer.status = std::atoi(received.substr(9, 3).c_str());
  std::size_t start = received.find("\r\n") + 2;
  while (start < end) {
    const auto line_end = received.find("\r\n", start);
    const auto line = received.substr(start, line_end - start);
    const auto colon = line.find(": ");
    if (colon != std::string::npos) answer.headers[lower(line.substr(0, colon))] = line.substr(colon + 2);
    start = line_end + 2;
  }
  answer.body = received.substr(end + 4);
  return answer;
}

}  // namespace jeton::tests
