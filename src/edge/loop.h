#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/log.h"
#include "edge/listening.h"
#include "edge/responder.h"
#include "net/http_server.h"
#include "net/server_limits.h"

namespace jeton::edge {

/// What the loops of a listener have in common. Outlives them.
struct LoopContext {
  const base::Log& log;
  const base::Clock& clock;
  const net::ServerLimits& limits;
  /// Takes over a connection, and answers what the loop does not.
  net::HttpServer& ordinary;
  /// Whether plain connections from loopback are answered by loops; otherwise all of them are handed over at
  /// once.
  bool answers_itself = true;
  /// A connection that has been silent for as long makes room for another one when there is none.
  std::chrono::milliseconds silent_for_good{};
  /// Of all loops, those that were handed over included.
  std::atomic<std::size_t> connections = 0;
};

/// One thread's connections: each is read, answered and kept, without a system call but `recv` and `send`. It
/// keeps nothing of what it reads: a question that has not come in whole is handed over, as are those that
/// the responder does not answer, and answers that the client does not take. Handed over is the connection,
/// which comes back when it has been answered.
class Loop {
 public:
  /// A connection of a client that has nothing under way. All that the loop remembers of it.
  static constexpr std::size_t kConnectionBytes = 48;

  /// All but `listeners` outlive it.
  Loop(LoopContext& context, std::vector<Descriptor> listeners, const verify::ReplicaSource& source,
       const verify::CurrentCatalogue& catalogue);
  ~Loop();
  Loop(const Loop&) = delete;
  Loop& operator=(const Loop&) = delete;

  /// Whether the system gave what it needs; otherwise it must not run.
  [[nodiscard]] bool is_ready() const noexcept { return is_ready_; }
  /// Until `stop`, on the thread whose loop it is. Then nothing is accepted, and connections are closed.
  void run();
  /// From any thread.
  void stop();
  /// Closes what has come back since it stopped.
  void close_all();

  /// Safe from any thread, as far as theirs are.
  [[nodiscard]] Responder& responder() noexcept { return responder_; }

 private:
  using Time = std::chrono::steady_clock::time_point;
  using Index = std::uint32_t;

  static constexpr Index kNone = ~Index{0};
  static constexpr std::size_t kReadBytes = std::size_t{16} * 1024;
  /// Connections that are read before any of them is answered, and answered before anything is sent: the
  /// system's code for each of these and ours take turns less often, and are still in the cache.
  static constexpr std::size_t kTogether = 16;
  static constexpr std::size_t kReadTogetherBytes = 2048;

  /// One of them. Offsets are those of its bytes and of `answers_`.
  struct Together {
    Index index = kNone;
    std::size_t size = 0;
    std::size_t answered = 0;
    std::size_t begin = 0;
    std::size_t end = 0;
    std::optional<Question> question;  ///< The first.
    bool is_half_closed = false;
    bool is_left = false;  ///< What was not answered is for others to answer.
    std::array<char, kReadTogetherBytes> bytes;
  };

  /// Connections in the order in which they were last heard of, the longest silent first.
  struct Queue {
    Index first = kNone;
    Index last = kNone;
  };
  struct Connection {
    int socket = -1;         ///< -1: the place is free.
    std::uint32_t uses = 0;  ///< Of the place: an event of an earlier one is none of this one's.
    Index before = kNone;
    Index after = kNone;
    Time heard;
    Peer peer{};
    bool has_asked = false;  ///< Anything. Otherwise it has less time.
  };
  static_assert(sizeof(Connection) == kConnectionBytes);

  bool watch(int socket, std::uint64_t name, std::uint32_t events) const;
  void pause_accepting();
  bool resume_accepting();
  void accept(int listener);
  bool make_room();
  void add(int socket, bool has_asked);
  void on_event(std::uint64_t name, std::uint32_t events);
  void read_together(Index index, bool is_half_closed);
  void answer_together();
  void answer_one(Together& one);
  void send_one(const Together& one);
  void read(Index index, bool is_half_closed, std::size_t already = 0);
  /// False if the connection is no longer the loop's.
  bool answer(Index index, std::string_view bytes);
  bool send(Index index, std::string_view rest);
  bool send(Index index, std::string_view answers, std::string_view rest);
  void note_heard(Index index);
  void hand_over(Index index, std::string_view bytes, std::string_view unsent);
  void hand_over(int socket, net::Adopted adopted);
  void come_back(int socket);
  void take_back();
  void close(Index index);
  void forget(Index index);
  void close_silent();

  Queue& queue_of(const Connection& connection) noexcept { return connection.has_asked ? idle_ : fresh_; }
  void append(Index index) noexcept;
  void remove(Index index) noexcept;
  [[nodiscard]] std::chrono::milliseconds patience_with(const Connection& connection) const noexcept;

  LoopContext& context_;
  std::vector<Descriptor> listeners_;
  Descriptor epoll_;
  Descriptor wake_;
  Responder responder_;
  std::atomic<bool> is_stopping_ = false;
  bool is_ready_ = false;

  std::vector<Connection> connections_;
  std::vector<Index> free_;
  Queue fresh_;
  Queue idle_;
  Time woken_;
  Time resumes_at_{};          ///< When it accepts again; unset while it accepts.
  std::vector<Index> unread_;  ///< Those that may have more to read, and whose turn it was not any more.
  std::array<char, kReadBytes> bytes_;
  std::array<Together, kTogether> together_;
  std::size_t read_ = 0;  ///< Of `together_`.
  Answers answers_;
  std::uint64_t answered_ = 0;  ///< In `answers_`.

  std::mutex mutex_;
  std::vector<int> returned_;  ///< Guarded by `mutex_`.
};

}  // namespace jeton::edge
