#pragma once

#include <cstdint>
#include <string>

#include "base/result.h"

namespace jeton::net {

/// Makes the body of an answer a chunk at a time, so that an answer of any length takes the memory of one
/// chunk.
///
/// Called on worker threads, never by two at once, not always by the same one. The next chunk is asked for
/// when the last one has been written, so a slow client is waited for, not buffered for. Destroyed
/// as soon as nothing more will be asked for: after the last chunk, a failure, or when the client has gone.
/// That also happens on a worker thread, unless the server is stopping. What it holds must
/// outlive the handler that made it; the request does not.
class BodyProducer {
 public:
  enum class Next : std::uint8_t {
    kMore,  ///< Ask again.
    kEnd,   ///< That was all.
  };

  BodyProducer() = default;
  virtual ~BodyProducer() = default;
  BodyProducer(const BodyProducer&) = delete;
  BodyProducer& operator=(const BodyProducer&) = delete;

  /// Appends the next bytes of the body to `chunk`, which is empty: about `base::kStreamChunkBytes`, and
  /// nothing is allowed. The status has been sent, so an error (or an exception) can only be logged; the
  /// connection is cut, and the client sees that the body is incomplete.
  virtual base::Result<Next> produce(std::string& chunk) = 0;
};

}  // namespace jeton::net
