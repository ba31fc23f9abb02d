#pragma once

#include <sys/types.h>

#include <cstdint>
#include <string>
#include <utility>

/// What is compared: each is a process of its own on one processor, ready for questions.
namespace jeton::bench {

/// A process that ends with this object.
class Contender {
 public:
  /// Takes over a child process, which ends when `lifeline` is closed, and a folder, which is removed.
  Contender(pid_t process, std::uint16_t port, int lifeline, std::string folder = {})
      : process_{process}, port_{port}, lifeline_{lifeline}, folder_{std::move(folder)} {}
  ~Contender();
  Contender(Contender&& other) noexcept;
  Contender(const Contender&) = delete;
  Contender& operator=(const Contender&) = delete;
  Contender& operator=(Contender&&) = delete;

  [[nodiscard]] std::uint16_t port() const noexcept { return port_; }
  /// What its processor has spent on it.
  [[nodiscard]] double processor_seconds() const;

 private:
  pid_t process_;
  std::uint16_t port_;
  int lifeline_;  ///< -1: a signal ends it.
  std::string folder_;
};

/// The calling process and what it starts run on this processor alone from now on; -1: on all.
void use_processor(int number);

/// From now on the calling process, and what it starts, does not take the processor from one that has just
/// woken it.
void yield_to_others();

inline constexpr std::size_t kTokens = 50'000;

/// As a gateway like nginx asks about token `number`.
std::string question(std::uint64_t number);

enum class Way {
  kOwnListener,  ///< `edge::GatewayListener` with one thread.
  kOrdinary,     ///< `net::HttpServer` with one I/O thread and the lane of decisions, as on the main address.
};

/// A server over a replica of `kTokens` tokens. Also takes `POST /hash`, on the main address of another port,
/// `hash_port`: a password hash on the lane that sign-ins use.
struct ServerPorts {
  std::uint16_t gateway = 0;
  std::uint16_t hash = 0;
};
Contender start_jeton(Way way, int processor, ServerPorts& ports);

/// nginx with one process, which answers `return 204`.
Contender start_nginx(int processor);

}  // namespace jeton::bench
