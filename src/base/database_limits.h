#pragma once

#include <chrono>
#include <cstdint>

/// How long a database may take, apart from `limits.h` because few see it.
namespace jeton::base {

/// How long one call may take before its connection is dropped. PostgreSQL ends a statement itself after 30
/// seconds, so this is for a server that says nothing at all.
inline constexpr std::chrono::seconds kDatabaseCallMax{32};
/// How often the database is asked whether it answers, and how long it may take: together with the ticks of
/// who watches, a database that does not answer is known of within three seconds.
inline constexpr std::chrono::milliseconds kProbeInterval{500};
inline constexpr std::chrono::milliseconds kProbeTimeMax{2000};
/// How long a call may have waited when the database is known to be silent: longer than it is silent while
/// another process keeps its disk busy.
inline constexpr std::chrono::milliseconds kSilentCallMax{5000};
/// How soon a pool that could not open all of its connections tries to open more.
inline constexpr std::chrono::seconds kPoolGrowInterval{10};
/// From the beginning of a shutdown: when the calls of the database end that it still waits for, and when the
/// process ends whatever it waits for. Kubernetes kills after 30 seconds, systemd after 90.
inline constexpr std::chrono::seconds kShutdownCallsEnd{11};
inline constexpr std::chrono::seconds kShutdownMax{20};

/// SQLite: how much the write-ahead log may grow while one cursor reads, which keeps it from being used
/// again. Two hundred thousand changes.
inline constexpr std::uintmax_t kHeldBytesMax = std::uintmax_t{256} * 1024 * 1024;
/// SQLite: rows from which on a table is analyzed, and how often that is done.
inline constexpr std::int64_t kAnalyzedRowsMin = 10'000;
inline constexpr std::chrono::hours kAnalysisInterval{1};

}  // namespace jeton::base
