#pragma once

#include <cstddef>
#include <vector>

#include "net/lane.h"
#include "server/config.h"

/// How the threads and the database connections of a server are divided, so that no kind of work can
/// starve another.
namespace jeton::server {

/// Index into `lanes_of`.
enum class LaneName : std::size_t {
  kDecisions,    ///< `/gateway/…`: as many threads as connections are reserved for them.
  kInteractive,  ///< The API and the console.
  kReads,        ///< Whole lists and searches of audit records: at most as many as there may be streams.
  kSlow,         ///< Password hashes and pictures: half of the processors, so the other half stays free.
  kStreams,      ///< The chunks of streamed lists.
  kDocs,         ///< Documentation: reading and searching it takes nothing from the rest.
};

std::vector<net::Lane> lanes_of(const Config& config);

/// Those of the gateway's own listener, which has half of the threads of decisions: for what it does not
/// answer from memory.
std::vector<net::Lane> gateway_lanes(const Config& config);

/// Half of `Config::database_connections`, which nothing but decisions and probes use: one more than there
/// are threads of decisions, to ask whether the database answers. At least two, and three with a listener for
/// the gateway.
std::size_t reserved_connections(const Config& config);

/// The rest, for everything else. At least one.
std::size_t ordinary_connections(const Config& config);

/// Lists that may be streamed at once: half of the ordinary connections, one of which each holds.
std::size_t streams_max(const Config& config);

/// Those of one account: half, so that another account gets a slot.
std::size_t streams_per_account_max(const Config& config);

}  // namespace jeton::server
