#pragma once

#include <string_view>

#include "base/error.h"

namespace jeton::store::sql {

/// What an engine's error means: to the caller (`kind`), for the connection, and for the database.
struct Meaning {
  /// `kUnavailable`: may pass by itself, or once an operator has acted. `kInternal`: a bug.
  base::ErrorKind kind = base::ErrorKind::kInternal;
  /// The connection is no longer usable, or leads to a server that is not.
  bool connection_lost = false;
  /// The database answers but accepts no changes: read-only, or out of space.
  bool refuses_writes = false;
  /// The session is not the one that a statement was prepared in: a pooler shares it.
  bool session_shared = false;
};

/// Of a PostgreSQL SQLSTATE. Anything but five letters and digits means that the connection broke:
/// libpq gives none for errors it detects itself.
Meaning meaning_of_sqlstate(std::string_view state) noexcept;

/// Of an SQLite result code, extended or not.
Meaning meaning_of_sqlite_code(int code) noexcept;

}  // namespace jeton::store::sql
