#include "store/sql/engine/failure.h"

#include <sqlite3.h>

#include <algorithm>

namespace jeton::store::sql {
namespace {

constexpr Meaning kBusy{.kind = base::ErrorKind::kUnavailable};
constexpr Meaning kLost{.kind = base::ErrorKind::kUnavailable, .connection_lost = true};
/// The connection goes too: after a failover it leads to a server that is the primary no longer, and a file
/// that was replaced or remounted has to be opened again.
constexpr Meaning kNoWrites{
    .kind = base::ErrorKind::kUnavailable, .connection_lost = true, .refuses_writes = true};
constexpr Meaning kShared{
    .kind = base::ErrorKind::kUnavailable, .connection_lost = true, .session_shared = true};
constexpr int kNoCode = -1;

/// One row for each error that an operator may meet; one without a row is a bug. An SQLSTATE is named
/// whole or by its class, and the first row that begins it counts.
struct Row {
  std::string_view sqlstate;
  int sqlite = kNoCode;
  Meaning meaning;
};

constexpr Row kRows[] = {
    {"08", kNoCode, kLost},         // connection exceptions
    {"25006", kNoCode, kNoWrites},  // a standby, or default_transaction_read_only
    {"25P03", kNoCode, kLost},      // the server ended a session that was idle in a transaction
    {"26000", kNoCode, kShared},    // a prepared statement that is not there
    {"42P05", kNoCode, kShared},    // or that another client has prepared
    {"40", kNoCode, kBusy},         // serialization, deadlock, conflict with recovery on a standby
    {"53100", kNoCode, kNoWrites},  // disk full
    {"53", kNoCode, kBusy},         // out of memory, too many connections
    {"55P03", kNoCode, kBusy},      // lock_timeout
    {"57014", kNoCode, kBusy},      // statement_timeout, or cancelled by an operator
    {"57P", kNoCode, kLost},        // shutting down, starting up, database dropped, session too long idle
    {"58030", kNoCode, kNoWrites},  // the server's disk fails
    {{}, SQLITE_BUSY, kBusy},      {{}, SQLITE_LOCKED, kBusy},
    {{}, SQLITE_PROTOCOL, kBusy},   // the lock of the write-ahead log could not be had
    {{}, SQLITE_INTERRUPT, kBusy},  // a call that took too long
    {{}, SQLITE_NOMEM, kBusy},     {{}, SQLITE_CANTOPEN, kLost},
    {{}, SQLITE_PERM, kLost},      {{}, SQLITE_READONLY, kNoWrites},
    {{}, SQLITE_FULL, kNoWrites},  {{}, SQLITE_IOERR, kNoWrites},
};

bool is_sqlstate(std::string_view state) noexcept {
  return state.size() == 5 && std::all_of(state.begin(), state.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
         });
}

}  // namespace

Meaning meaning_of_sqlstate(std::string_view state) noexcept {
  if (!is_sqlstate(state)) return kLost;
  for (const auto& row : kRows) {
    if (row.sqlite == kNoCode && state.starts_with(row.sqlstate)) return row.meaning;
  }
  return {};
}

Meaning meaning_of_sqlite_code(int code) noexcept {
  for (const auto& row : kRows) {
    if (row.sqlite == (code & 0xff)) return row.meaning;
  }
  return {};
}

}  // namespace jeton::store::sql
