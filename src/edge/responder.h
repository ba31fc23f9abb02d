#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "edge/counters.h"
#include "edge/question.h"
#include "verify/replica_decider.h"

namespace jeton::edge {

/// The address at the other end of a connection, as bytes of IPv6.
using Peer = std::array<std::uint8_t, 16>;

/// Where answers are put, one behind the other.
class Answers {
 public:
  /// The longest that there is, with room to spare.
  static constexpr std::size_t kAnswerBytesMax = 512;
  static constexpr std::size_t kBytesMax = 32 * kAnswerBytesMax;

  [[nodiscard]] std::string_view view() const noexcept { return {bytes_.data(), size_}; }
  [[nodiscard]] bool has_room() const noexcept { return kBytesMax - size_ >= kAnswerBytesMax; }
  void clear() noexcept { size_ = 0; }
  /// Within `kAnswerBytesMax` of each answer.
  void put(std::string_view text) noexcept;

 private:
  std::array<char, kBytesMax> bytes_;
  std::size_t size_ = 0;
};

/// Bytes in, answer bytes out: what a gateway asks in an ordinary way, and may be allowed, is answered from
/// the replica. Everything else is for others to answer. For one thread.
class Responder {
 public:
  /// Both outlive the responder.
  Responder(const verify::ReplicaSource& source, const verify::CurrentCatalogue& catalogue);

  /// Sets the time of decisions and of the header `Date`, which needs memory once a second.
  void set_time(base::Timestamp now);

  /// Answers the request at the front of `bytes` behind what `answers` has, where there has to be room, and
  /// returns how long the request is. 0: nothing was answered, and nothing noted or counted. The answer is
  /// `net::write_head` of what `gateway::Authorize` says, and the connection is to be kept. Allocates nothing
  /// where `ReplicaDecider::decide` allocates nothing.
  std::size_t answer(std::string_view bytes, const Peer& peer, Answers& answers) noexcept;

  /// The same in two steps: what is read by the first has to be in memory until the second. Between them the
  /// memory that an answer takes is on its way, so several are expected before the first of them is answered.
  std::optional<Question> expect(std::string_view bytes) noexcept;
  std::size_t answer(const std::optional<Question>& question, const Peer& peer, Answers& answers) noexcept;

  [[nodiscard]] verify::RecentAccesses& accesses() noexcept { return decider_.accesses(); }
  [[nodiscard]] Counters& counters() noexcept { return counters_; }

 private:
  /// Who sent headers of a proxy lately: the ordinary way logs it, once an hour, if nobody trusts it to.
  struct Forwarder {
    Peer peer{};
    base::Timestamp seen;
  };

  bool is_known_forwarder(const Peer& peer) noexcept;

  verify::ReplicaDecider decider_;
  Counters counters_;
  base::Timestamp now_{};
  std::array<Forwarder, 64> forwarders_;
  std::string tail_;         ///< Of an answer, behind the last id.
  std::size_t date_at_ = 0;  ///< In the tail.
};

}  // namespace jeton::edge
