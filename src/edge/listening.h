#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "net/listen_address.h"

namespace jeton::edge {

/// A file descriptor that closes itself.
class Descriptor {
 public:
  explicit Descriptor(int number = -1) noexcept : number_{number} {}
  ~Descriptor() { reset(); }
  Descriptor(Descriptor&& other) noexcept;
  Descriptor& operator=(Descriptor&& other) noexcept;
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;

  [[nodiscard]] int number() const noexcept { return number_; }
  void reset() noexcept;

 private:
  int number_;
};

/// Sockets that listen on one address, for one thread each: the system deals connections out to them.
struct Listening {
  net::ListenAddress address;  ///< With the port that was taken.
  std::vector<Descriptor> sockets;
};

/// `count` sockets on each of `addresses`, which do not block. Errors: unavailable when an address is taken,
/// also by another server that would share it; `setting` is where the message says that it can be changed.
base::Result<std::vector<Listening>> listen_on(const std::vector<net::ListenAddress>& addresses,
                                               std::size_t count, const std::string& setting);

}  // namespace jeton::edge
