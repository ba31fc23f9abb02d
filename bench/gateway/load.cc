#include "gateway/load.h"

#include <fmt/format.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <deque>
#include <string_view>

namespace jeton::bench {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::string_view kHeadEnd = "\r\n\r\n";

struct Client {
  int socket = -1;
  std::size_t awaited = 0;  ///< Answers that are still to come.
  std::string partial;      ///< Of an answer.
  Clock::time_point due;    ///< When what it waits for was to be sent.
};

[[noreturn]] void fail(std::string_view what) {
  fmt::print(stderr, "{}\n", what);
  std::exit(1);
}

int connect_to(std::uint16_t port) {
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const int on = 1;
  ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  if (::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) fail("connect");
  return socket;
}

class Load {
 public:
  Load(std::uint16_t port, const std::vector<std::string>& questions, const LoadOptions& options)
      : questions_{questions}, options_{options}, epoll_{::epoll_create1(EPOLL_CLOEXEC)} {
    clients_.resize(options.connections);
    for (std::size_t i = 0; i < clients_.size(); ++i) {
      clients_[i].socket = connect_to(port);
      epoll_event event{};
      event.events = EPOLLIN | EPOLLET;
      event.data.u64 = i;
      ::epoll_ctl(epoll_, EPOLL_CTL_ADD, clients_[i].socket, &event);
      idle_.push_back(i);
    }
  }
  ~Load() {
    for (const auto& client : clients_) ::close(client.socket);
    ::close(epoll_);
  }
  Load(const Load&) = delete;
  Load& operator=(const Load&) = delete;

  LoadResult run() {
    const auto began = Clock::now();
    const auto ends = began + options_.duration;
    auto next = began;
    const std::chrono::nanoseconds pace{options_.rate == 0 ? 0 : std::int64_t{1'000'000'000} / options_.rate};
    if (options_.rate == 0) {
      for (std::size_t i = 0; i < clients_.size(); ++i) send_to(clients_[i], began);
      idle_.clear();
    }
    std::array<epoll_event, 256> events{};
    for (auto now = Clock::now(); now < ends; now = Clock::now()) {
      while (options_.rate > 0 && next <= now && !idle_.empty()) {
        send_to(clients_[idle_.front()], next);
        idle_.pop_front();
        next += pace;
      }
      // Busy rather than late where the pace is measured.
      const int count =
          ::epoll_wait(epoll_, events.data(), static_cast<int>(events.size()), options_.rate > 0 ? 0 : 100);
      for (int i = 0; i < count; ++i) on_readable(events[static_cast<std::size_t>(i)].data.u64);
    }
    result_.seconds = std::chrono::duration<double>(Clock::now() - began).count();
    return std::move(result_);
  }

 private:
  void send_to(Client& client, Clock::time_point due) {
    batch_.clear();
    for (std::size_t i = 0; i < options_.pipelined; ++i) {
      batch_ += questions_[next_question_];
      next_question_ = next_question_ + 1 == questions_.size() ? 0 : next_question_ + 1;
    }
    if (::send(client.socket, batch_.data(), batch_.size(), MSG_NOSIGNAL) !=
        static_cast<ssize_t>(batch_.size()))
      fail("send");
    client.awaited = options_.pipelined;
    client.due = due;
  }

  void on_readable(std::size_t index) {
    auto& client = clients_[index];
    const auto size = ::recv(client.socket, buffer_.data(), buffer_.size(), 0);
    if (size <= 0) fail("the server has closed a connection");
    std::string_view bytes{buffer_.data(), static_cast<std::size_t>(size)};
    if (!client.partial.empty()) {
      client.partial += bytes;
      bytes = client.partial;
    }
    while (client.awaited > 0) {
      const auto end = bytes.find(kHeadEnd);
      if (end == bytes.npos) break;
      if (!bytes.starts_with("HTTP/1.1 200 ") && !bytes.starts_with("HTTP/1.1 204 "))
        fail(bytes.substr(0, end));
      bytes.remove_prefix(end + kHeadEnd.size());
      --client.awaited;
      ++result_.answers;
    }
    client.partial = std::string{bytes};
    if (client.awaited > 0) return;
    if (options_.rate == 0) return send_to(client, {});
    result_.latencies_us.push_back(
        std::chrono::duration<double, std::micro>(Clock::now() - client.due).count());
    idle_.push_back(index);
  }

  const std::vector<std::string>& questions_;
  const LoadOptions& options_;
  int epoll_;
  std::vector<Client> clients_;
  std::deque<std::size_t> idle_;
  std::size_t next_question_ = 0;
  std::string batch_;
  std::array<char, std::size_t{64} * 1024> buffer_{};
  LoadResult result_;
};

}  // namespace

LoadResult ask(std::uint16_t port, const std::vector<std::string>& questions, const LoadOptions& options) {
  return Load{port, questions, options}.run();
}

}  // namespace jeton::bench
