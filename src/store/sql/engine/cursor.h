#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "base/result.h"
#include "store/sql/engine/rows.h"

namespace jeton::store::sql {

class Connection;
struct Prepared;

/// A statement that is read in pieces (`Connection::open_cursor`).
class Cursor {
 public:
  ~Cursor();
  Cursor(const Cursor&) = delete;
  Cursor& operator=(const Cursor&) = delete;

  /// The next rows, as many as the cursor was opened for; fewer at the end, and none after it. Errors: as
  /// `Connection::query`, and unavailable when it has held up more than it may; after one, the cursor can
  /// only be destroyed.
  base::Result<Rows> next();

 private:
  friend class Connection;
  Cursor(Connection& connection, std::string name, std::size_t batch);

  Connection& connection_;
  std::string name_;  ///< Of the statement, for errors.
  std::size_t batch_;
  std::uintmax_t held_;  ///< `Dialect::held_bytes` when it was opened.
  /// The database's cursor that `prepared_` fetches from; empty: `prepared_` is the statement itself.
  std::string declared_;
  std::unique_ptr<Prepared> prepared_;
  bool has_row_ = false;  ///< Of a statement that is stepped through: a row lies fetched.
  bool ended_ = false;
};

}  // namespace jeton::store::sql
