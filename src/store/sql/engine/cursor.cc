#include "store/sql/engine/cursor.h"

#include <fmt/format.h>

#include <utility>

#include "store/sql/engine/connection.h"
#include "store/sql/engine/prepared.h"

namespace jeton::store::sql {

using base::Result;

Cursor::Cursor(Connection& connection, std::string name, std::size_t batch)
    : connection_{connection},
      name_{std::move(name)},
      batch_{batch},
      held_{connection.dialect_.held_bytes()} {}

Cursor::~Cursor() {
  {
    const auto call = connection_.timed();
    prepared_.reset();
  }
  if (declared_.empty() || connection_.lost()) return;
  // In a transaction that has failed it cannot be closed, and need not.
  (void)connection_.run(name_, fmt::format("CLOSE {}", declared_));
}

Result<Rows> Cursor::next() {
  Rows rows;
  rows.columns = prepared_->out.size();
  if (ended_) return rows;
  const auto& dialect = connection_.dialect_;
  if (dialect.held_bytes() > held_ + dialect.held_bytes_max()) {
    return base::Error::unavailable(
        fmt::format("{}: ended, because changes of more than {} bytes were kept for it", name_,
                    dialect.held_bytes_max()));
  }
  const auto call = connection_.timed();
  try {
    if (!declared_.empty()) has_row_ = prepared_->statement.execute(true);
    while (has_row_ && rows.size() < batch_) {
      take_row(*prepared_, rows);
      has_row_ = prepared_->statement.fetch();
    }
  } catch (const std::exception& thrown) {
    return connection_.fail(name_, thrown);
  }
  ended_ = rows.size() < batch_;
  return rows;
}

}  // namespace jeton::store::sql
