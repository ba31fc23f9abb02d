#include "edge/loop.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <system_error>
#include <utility>

namespace jeton::edge {
namespace {

using std::chrono::milliseconds;
using Steady = std::chrono::steady_clock;

/// What events are about, beside connections, which have their place in the lower half.
constexpr std::uint64_t kWake = ~std::uint64_t{0};
constexpr std::uint64_t kListener = std::uint64_t{1} << 63;

constexpr int kEventsAtOnce = 256;
/// How often silence is looked for, and so how late it may be found.
constexpr milliseconds kTick{500};
/// Out of descriptors: trying again at once would only spin.
constexpr milliseconds kAcceptPause{100};
/// One listener does not keep connections waiting.
constexpr int kAcceptedAtOnce = 64;
/// Nor does one connection the others.
constexpr int kReadsAtOnce = 4;

constexpr std::string_view kFull =
    "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

Peer peer_of(int socket) noexcept {
  Peer peer{};
  sockaddr_storage storage{};
  socklen_t size = sizeof storage;
  if (::getpeername(socket, reinterpret_cast<sockaddr*>(&storage), &size) != 0) return peer;
  if (storage.ss_family == AF_INET6) {
    sockaddr_in6 v6{};
    std::memcpy(&v6, &storage, sizeof v6);
    std::memcpy(peer.data(), &v6.sin6_addr, peer.size());
  } else {
    sockaddr_in v4{};
    std::memcpy(&v4, &storage, sizeof v4);
    peer[10] = peer[11] = 0xff;
    std::memcpy(peer.data() + 12, &v4.sin_addr, sizeof v4.sin_addr);
  }
  return peer;
}

}  // namespace

Loop::Loop(LoopContext& context, std::vector<Descriptor> listeners, const verify::ReplicaSource& source,
           const verify::CurrentCatalogue& catalogue)
    : context_{context},
      listeners_{std::move(listeners)},
      epoll_{::epoll_create1(EPOLL_CLOEXEC)},
      wake_{::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)},
      responder_{source, catalogue} {
  is_ready_ = epoll_.number() >= 0 && wake_.number() >= 0 && watch(wake_.number(), kWake, EPOLLIN) &&
              resume_accepting();
}

Loop::~Loop() {
  close_all();
}

/// False when the system has no room for it.
bool Loop::watch(int socket, std::uint64_t name, std::uint32_t events) const {
  epoll_event event{};
  event.events = events;
  event.data.u64 = name;
  return ::epoll_ctl(epoll_.number(), EPOLL_CTL_ADD, socket, &event) == 0 || errno == EEXIST;
}

bool Loop::resume_accepting() {
  resumes_at_ = {};
  bool is_watched = true;
  for (std::size_t i = 0; i < listeners_.size(); ++i) {
    is_watched = watch(listeners_[i].number(), kListener | i, EPOLLIN) && is_watched;
  }
  if (!is_watched) pause_accepting();
  return is_watched;
}

void Loop::pause_accepting() {
  for (const auto& listener : listeners_) {
    ::epoll_ctl(epoll_.number(), EPOLL_CTL_DEL, listener.number(), nullptr);
  }
  resumes_at_ = woken_ + kAcceptPause;
}

void Loop::stop() {
  is_stopping_ = true;
  const std::uint64_t one = 1;
  [[maybe_unused]] const auto written = ::write(wake_.number(), &one, sizeof one);
}

void Loop::run() {
  std::array<epoll_event, kEventsAtOnce> events{};
  auto ticks_at = Steady::now() + kTick;
  while (!is_stopping_) {
    const bool is_busy = !unread_.empty();
    const auto patience = is_busy ? milliseconds{0} : resumes_at_ == Time{} ? kTick : kAcceptPause;
    const int count =
        ::epoll_wait(epoll_.number(), events.data(), kEventsAtOnce, static_cast<int>(patience.count()));
    woken_ = Steady::now();
    responder_.set_time(context_.clock.now());
    for (int i = 0; i < count && !is_stopping_; ++i) {
      const auto& event = events[static_cast<std::size_t>(i)];
      on_event(event.data.u64, event.events);
    }
    answer_together();
    // Those whose turn it was not any more the last time: their events do not come again.
    for (const auto index : std::exchange(unread_, {})) {
      if (connections_[index].socket >= 0) read(index, true);
    }
    if (resumes_at_ != Time{} && woken_ >= resumes_at_) (void)resume_accepting();
    if (woken_ < ticks_at) continue;
    ticks_at = woken_ + kTick;
    close_silent();
  }
  listeners_.clear();
  close_all();
}

void Loop::on_event(std::uint64_t name, std::uint32_t events) {
  if (name == kWake || (name & kListener) != 0) {
    // A place that becomes free there may be another connection's at once.
    answer_together();
  }
  if (name == kWake) return take_back();
  if ((name & kListener) != 0) {
    const auto number = static_cast<std::size_t>(name & ~kListener);
    if (number < listeners_.size()) accept(listeners_[number].number());
    return;
  }
  const auto index = static_cast<Index>(name);
  const auto uses = static_cast<std::uint32_t>(name >> 32);
  if (connections_[index].socket < 0 || connections_[index].uses != uses) return;
  read_together(index, (events & (EPOLLRDHUP | EPOLLHUP | EPOLLERR)) != 0);
}

void Loop::read_together(Index index, bool is_half_closed) {
  auto& one = together_[read_];
  const auto size = ::recv(connections_[index].socket, one.bytes.data(), one.bytes.size(), 0);
  if (size < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) return;
  if (size < 0 && errno == EINTR) return unread_.push_back(index);
  if (size <= 0) return close(index);
  if (static_cast<std::size_t>(size) == one.bytes.size()) {
    // There is more: a long head, or many.
    std::memcpy(bytes_.data(), one.bytes.data(), one.bytes.size());
    return read(index, is_half_closed, one.bytes.size());
  }
  one.index = index;
  one.size = static_cast<std::size_t>(size);
  one.is_half_closed = is_half_closed;
  if (++read_ == together_.size()) answer_together();
}

void Loop::answer_together() {
  if (read_ == 0) return;
  answers_.clear();
  answered_ = 0;
  for (std::size_t i = 0; i < read_; ++i) {
    auto& one = together_[i];
    one.question = responder_.expect({one.bytes.data(), one.size});
  }
  for (std::size_t i = 0; i < read_; ++i) answer_one(together_[i]);
  responder_.counters().add_times(std::exchange(answered_, 0), Steady::now() - woken_);
  for (std::size_t i = 0; i < read_; ++i) send_one(together_[i]);
  answers_.clear();
  // Now that the answers are gone: what they had no room for.
  const auto count = std::exchange(read_, 0);
  for (std::size_t i = 0; i < count; ++i) {
    const auto& one = together_[i];
    auto& connection = connections_[one.index];
    if (connection.socket < 0) continue;
    if (one.answered < one.size &&
        !answer(one.index, {one.bytes.data() + one.answered, one.size - one.answered}))
      continue;
    if (one.is_half_closed) read(one.index, true);
  }
}

void Loop::answer_one(Together& one) {
  one.begin = one.end = answers_.view().size();
  one.answered = 0;
  one.is_left = context_.log.writes(base::LogLevel::kDebug);
  const auto& peer = connections_[one.index].peer;
  while (!one.is_left && one.answered < one.size && answers_.has_room()) {
    const auto used =
        one.answered == 0
            ? responder_.answer(one.question, peer, answers_)
            : responder_.answer({one.bytes.data() + one.answered, one.size - one.answered}, peer, answers_);
    one.answered += used;
    one.is_left = used == 0;
    if (used > 0) ++answered_;
  }
  one.end = answers_.view().size();
}

void Loop::send_one(const Together& one) {
  const auto answers = answers_.view().substr(one.begin, one.end - one.begin);
  const std::string_view rest{one.bytes.data() + one.answered, one.size - one.answered};
  if (!answers.empty() && !send(one.index, answers, rest)) return;
  if (one.is_left) return hand_over(one.index, rest, {});
  note_heard(one.index);
}

void Loop::accept(int listener) {
  for (int i = 0; i < kAcceptedAtOnce; ++i) {
    const int socket = ::accept4(listener, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (socket < 0) {
      if (errno == EMFILE || errno == ENFILE || errno == ENOMEM || errno == ENOBUFS) {
        const auto why = std::generic_category().message(errno);
        context_.log.error("accept.failed", {{"detail", std::string_view{why}}});
        return pause_accepting();
      }
      // Nobody waits any more; what failed while it waited says nothing about the next one.
      if (errno == EAGAIN || errno == EWOULDBLOCK) return;
      continue;
    }
    if (!make_room()) {
      [[maybe_unused]] const auto sent =
          context_.answers_itself ? ::send(socket, kFull.data(), kFull.size(), MSG_NOSIGNAL) : 0;
      ::close(socket);
    } else if (context_.answers_itself) {
      add(socket, false);
    } else {
      hand_over(socket, {});
    }
  }
}

/// Counts one more connection, if there may be one.
bool Loop::make_room() {
  if (context_.connections.fetch_add(1) < context_.limits.connections_max) return true;
  for (const auto longest : {fresh_.first, idle_.first}) {
    if (longest == kNone || woken_ - connections_[longest].heard < context_.silent_for_good) continue;
    close(longest);
    return true;
  }
  --context_.connections;
  return false;
}

void Loop::add(int socket, bool has_asked) {
  Index index = 0;
  if (free_.empty()) {
    index = static_cast<Index>(connections_.size());
    connections_.emplace_back();
  } else {
    index = free_.back();
    free_.pop_back();
  }
  auto& connection = connections_[index];
  connection.socket = socket;
  connection.heard = woken_;
  connection.peer = peer_of(socket);
  connection.has_asked = has_asked;
  append(index);
  // Above 2^31 uses of a place its name would be a listener's.
  connection.uses = (connection.uses + 1) & 0x7fff'ffff;
  if (!watch(socket, std::uint64_t{connection.uses} << 32 | index, EPOLLIN | EPOLLRDHUP | EPOLLET)) {
    close(index);
  }
}

/// `already` bytes are in `bytes_`.
void Loop::read(Index index, bool is_half_closed, std::size_t already) {
  // What was read together of others has its place in `answers_`.
  answer_together();
  for (int i = 0; i < kReadsAtOnce; ++i) {
    auto size = ::recv(connections_[index].socket, bytes_.data() + already, bytes_.size() - already, 0);
    if (size < 0 && errno == EINTR) continue;
    if (already > 0) {
      // An end that came behind them is read again.
      size = std::max<ssize_t>(size, 0) + static_cast<ssize_t>(std::exchange(already, 0));
    }
    if (size < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) return;
    // A client that has ended its side has the answers to all that it asked.
    if (size <= 0) return close(index);
    if (!answer(index, {bytes_.data(), static_cast<std::size_t>(size)})) return;
    // Less than there was room for is all that there was, unless the end came with it.
    if (static_cast<std::size_t>(size) < bytes_.size() && !is_half_closed) return;
  }
  unread_.push_back(index);
}

bool Loop::answer(Index index, std::string_view bytes) {
  auto& connection = connections_[index];
  const bool logs_each = context_.log.writes(base::LogLevel::kDebug);
  while (!bytes.empty()) {
    const auto used = logs_each ? 0 : responder_.answer(bytes, connection.peer, answers_);
    if (used == 0) {
      if (send(index, bytes)) hand_over(index, bytes, {});
      return false;
    }
    ++answered_;
    bytes.remove_prefix(used);
    if (!answers_.has_room() && !send(index, bytes)) return false;
  }
  if (!send(index, {})) return false;
  note_heard(index);
  return true;
}

void Loop::note_heard(Index index) {
  auto& connection = connections_[index];
  remove(index);
  connection.heard = woken_;
  connection.has_asked = true;
  append(index);
}

/// Sends `answers_`, as below.
bool Loop::send(Index index, std::string_view rest) {
  if (answered_ == 0) return true;
  responder_.counters().add_times(std::exchange(answered_, 0), Steady::now() - woken_);
  const bool is_kept = send(index, answers_.view(), rest);
  answers_.clear();
  return is_kept;
}

/// False if the connection is no longer the loop's; `rest` was not answered then.
bool Loop::send(Index index, std::string_view answers, std::string_view rest) {
  const auto sent = ::send(connections_[index].socket, answers.data(), answers.size(), MSG_NOSIGNAL);
  if (sent == static_cast<ssize_t>(answers.size())) return true;
  if (sent < 0 && errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR) {
    close(index);
    return false;
  }
  hand_over(index, rest, answers.substr(static_cast<std::size_t>(std::max<ssize_t>(sent, 0))));
  return false;
}

void Loop::hand_over(Index index, std::string_view bytes, std::string_view unsent) {
  auto& connection = connections_[index];
  const auto& limits = context_.limits;
  net::Adopted adopted{.bytes = std::string{bytes}, .unsent = std::string{unsent}, .returns = true};
  // The first head's time runs from the connection.
  adopted.header_timeout = limits.header_timeout;
  if (!connection.has_asked) {
    const auto spent = std::chrono::duration_cast<milliseconds>(woken_ - connection.heard);
    adopted.header_timeout = std::max(limits.header_timeout - spent, milliseconds{1});
  }
  const int socket = connection.socket;
  ::epoll_ctl(epoll_.number(), EPOLL_CTL_DEL, socket, nullptr);
  forget(index);
  hand_over(socket, std::move(adopted));
}

void Loop::hand_over(int socket, net::Adopted adopted) {
  responder_.counters().count_handed_over();
  adopted.socket = socket;
  adopted.let_go = [this](int returned) { come_back(returned); };
  context_.ordinary.adopt(std::move(adopted));
}

/// On a thread of the ordinary server.
void Loop::come_back(int socket) {
  if (socket < 0) {
    --context_.connections;
    return;
  }
  {
    const std::lock_guard lock{mutex_};
    returned_.push_back(socket);
  }
  const std::uint64_t one = 1;
  [[maybe_unused]] const auto written = ::write(wake_.number(), &one, sizeof one);
}

void Loop::take_back() {
  std::uint64_t ignored = 0;
  [[maybe_unused]] const auto was_read = ::read(wake_.number(), &ignored, sizeof ignored);
  std::vector<int> returned;
  {
    const std::lock_guard lock{mutex_};
    returned.swap(returned_);
  }
  for (const int socket : returned) add(socket, true);
}

void Loop::close(Index index) {
  ::close(connections_[index].socket);
  forget(index);
  --context_.connections;
}

/// The socket is somebody else's, or closed.
void Loop::forget(Index index) {
  remove(index);
  connections_[index].socket = -1;
  free_.push_back(index);
}

milliseconds Loop::patience_with(const Connection& connection) const noexcept {
  return connection.has_asked ? context_.limits.idle_timeout : context_.limits.header_timeout;
}

void Loop::close_silent() {
  for (auto* const queue : {&fresh_, &idle_}) {
    while (queue->first != kNone &&
           woken_ - connections_[queue->first].heard >= patience_with(connections_[queue->first])) {
      close(queue->first);
    }
  }
}

void Loop::close_all() {
  for (auto* const queue : {&fresh_, &idle_}) {
    while (queue->first != kNone) close(queue->first);
  }
  const std::lock_guard lock{mutex_};
  for (const int socket : std::exchange(returned_, {})) {
    ::close(socket);
    --context_.connections;
  }
}

void Loop::append(Index index) noexcept {
  auto& connection = connections_[index];
  auto& queue = queue_of(connection);
  connection.before = queue.last;
  connection.after = kNone;
  if (queue.last == kNone) {
    queue.first = index;
  } else {
    connections_[queue.last].after = index;
  }
  queue.last = index;
}

void Loop::remove(Index index) noexcept {
  const auto& connection = connections_[index];
  auto& queue = queue_of(connection);
  if (connection.before == kNone) {
    queue.first = connection.after;
  } else {
    connections_[connection.before].after = connection.after;
  }
  if (connection.after == kNone) {
    queue.last = connection.before;
  } else {
    connections_[connection.after].before = connection.before;
  }
}

}  // namespace jeton::edge
