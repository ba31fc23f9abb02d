#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>

#include "net/request.h"
#include "net/response.h"

namespace jeton::net {

/// Where a request is processed, and how large a body it may have.
struct Placement {
  std::size_t lane = 0;  ///< Index into `ServerOptions::lanes`.
  /// 0: a body is not read. The request is handled without it, and the connection ends with the answer.
  std::size_t body_bytes_max = 0;
  /// The lane in which `Service::admit` is asked before a body is read. Nothing: it is read unasked.
  std::optional<std::size_t> admission_lane{};
  /// Whose share of the lane it takes. Empty: nobody's, and everything is open to it.
  std::string owner{};
  /// Success is no news: its line is logged at `debug`.
  bool is_routine = false;
};

/// What a server does with requests: net itself knows no resource. Every function is called by several
/// threads at once. What one throws is logged and answered 500.
struct Service {
  /// Answers a complete request, on a worker of its lane. May block.
  std::function<Response(const Request& request)> handle;
  /// Answers from what is known, as a matter of routine, whatever the lanes are busy with; a body is not
  /// read. On an I/O thread: it must not block. Nothing: the request is placed. None: all are.
  std::function<std::optional<Response>(const Request& head)> answer_at_once{};
  /// Decides from the head alone, with an empty `body()`, where a request goes. On an I/O thread: it must not
  /// block. None: lane 0, and the limits of `ServerLimits` for bodies.
  std::function<Placement(const Request& head)> place{};
  /// Asked with the head of a request that brings a body, before any of it is read. An answer refuses it.
  /// `handle` still checks everything: a credential may end while a body is being received. May block. None:
  /// all are admitted.
  std::function<std::optional<Response>(const Request& head)> admit{};
};

}  // namespace jeton::net
