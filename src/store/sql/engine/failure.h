#pragma once

#include <string_view>

#include "base/error.h"

namespace jeton::store::sql {

/// What an engine's error means: to the caller (`kind`), for the connection, and for the database.
struct Meaning {
  /// `kUnavailable`: may pass by itself, or once an operator has acted. `kInternal`: a fault of ours.
  base::ErrorKind kind = base::ErrorKind::kInternal;
  /// The connection is of no more use, or leads to a server that is of no more use.
  bool connection_lost = false;
  /// The database answers, and takes no changes: read-only, or out of room.
  bool refuses_writes = false;
  /// The session is not the one that a statement was prepared in: a pooler shares it.
  bool session_shared = false;
};

/// Of a PostgreSQL SQLSTATE. One that is not of five letters and digits means that the connection broke:
/// libpq gives none for what it finds out itself.
Meaning meaning_of_sqlstate(std::string_view state) noexcept;

/// Of an SQLite result code, extended or not.
Meaning meaning_of_sqlite_code(int code) noexcept;

}  // namespace jeton::store::sql
