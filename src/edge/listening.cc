#include "edge/listening.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <system_error>
#include <utility>

namespace jeton::edge {
namespace {

using base::Result;

struct SocketAddress {
  sockaddr_storage storage{};
  socklen_t size = 0;

  [[nodiscard]] const sockaddr* get() const noexcept { return reinterpret_cast<const sockaddr*>(&storage); }
  sockaddr* get() noexcept { return reinterpret_cast<sockaddr*>(&storage); }
};

SocketAddress socket_address(const net::ListenAddress& address) {
  SocketAddress made;
  const auto bytes = address.address.mapped_bytes();
  if (address.address.is_v4()) {
    sockaddr_in v4{};
    v4.sin_family = AF_INET;
    v4.sin_port = htons(address.port);
    std::memcpy(&v4.sin_addr, bytes.data() + 12, sizeof v4.sin_addr);
    std::memcpy(&made.storage, &v4, sizeof v4);
    made.size = sizeof v4;
  } else {
    sockaddr_in6 v6{};
    v6.sin6_family = AF_INET6;
    v6.sin6_port = htons(address.port);
    std::memcpy(&v6.sin6_addr, bytes.data(), sizeof v6.sin6_addr);
    std::memcpy(&made.storage, &v6, sizeof v6);
    made.size = sizeof v6;
  }
  return made;
}

bool set(int socket, int level, int option, bool is_on) {
  const int value = is_on ? 1 : 0;
  return ::setsockopt(socket, level, option, &value, sizeof value) == 0;
}

/// A bound socket, or none, and then `errno` says why.
Descriptor bind(const net::ListenAddress& address, bool is_v6_alone, bool is_shared) {
  const auto to = socket_address(address);
  Descriptor made{::socket(to.storage.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)};
  const int socket = made.number();
  const bool is_bound =
      socket >= 0 && set(socket, SOL_SOCKET, SO_REUSEADDR, true) &&
      // Those that are accepted inherit it.
      set(socket, IPPROTO_TCP, TCP_NODELAY, true) &&
      (to.storage.ss_family != AF_INET6 || set(socket, IPPROTO_IPV6, IPV6_V6ONLY, is_v6_alone)) &&
      (!is_shared || set(socket, SOL_SOCKET, SO_REUSEPORT, true)) && ::bind(socket, to.get(), to.size) == 0;
  if (is_bound) return made;
  const int why = errno;
  made.reset();
  errno = why;
  return Descriptor{};
}

std::uint16_t port_of(int socket) {
  SocketAddress bound;
  bound.size = sizeof bound.storage;
  if (::getsockname(socket, bound.get(), &bound.size) != 0) return 0;
  sockaddr_in v4{};
  sockaddr_in6 v6{};
  if (bound.storage.ss_family == AF_INET) {
    std::memcpy(&v4, &bound.storage, sizeof v4);
    return ntohs(v4.sin_port);
  }
  std::memcpy(&v6, &bound.storage, sizeof v6);
  return ntohs(v6.sin6_port);
}

Result<Listening> listen_on_one(net::ListenAddress address, bool is_v6_alone, std::size_t count,
                                const std::string& setting) {
  const auto cannot = [&address, &setting](int why) {
    return base::Error{base::ErrorKind::kUnavailable, "Cannot listen on " + address.text() + ": " +
                                                          std::generic_category().message(why) +
                                                          ". Choose another address with " + setting + "."};
  };
  // A port that is shared among threads would be shared with another server too, which would start without a
  // word and take half of the questions. One that is taken alone shows whether anybody has it.
  auto alone = bind(address, is_v6_alone, false);
  if (alone.number() < 0 || ::listen(alone.number(), 1) != 0) return cannot(errno);
  address.port = port_of(alone.number());
  alone.reset();
  Listening listening{address, {}};
  for (std::size_t i = 0; i < count; ++i) {
    auto socket = bind(address, is_v6_alone, true);
    if (socket.number() < 0 || ::listen(socket.number(), SOMAXCONN) != 0) return cannot(errno);
    listening.sockets.push_back(std::move(socket));
  }
  return listening;
}

}  // namespace

Descriptor::Descriptor(Descriptor&& other) noexcept : number_{std::exchange(other.number_, -1)} {}

Descriptor& Descriptor::operator=(Descriptor&& other) noexcept {
  if (this != &other) {
    reset();
    number_ = std::exchange(other.number_, -1);
  }
  return *this;
}

void Descriptor::reset() noexcept {
  if (number_ >= 0) ::close(number_);
  number_ = -1;
}

Result<std::vector<Listening>> listen_on(const std::vector<net::ListenAddress>& addresses, std::size_t count,
                                         const std::string& setting) {
  std::vector<Listening> all;
  for (const auto& address : addresses) {
    JETON_TRY(auto listening,
              listen_on_one(address, net::takes_v6_alone(address, addresses), count, setting));
    all.push_back(std::move(listening));
  }
  return all;
}

}  // namespace jeton::edge
