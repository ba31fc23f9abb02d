#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <utility>
#include <vector>

#include "base/result.h"
#include "domain/row_stream.h"
#include "store/sql/engine/transaction.h"

namespace jeton::store::sql {

/// What a statement answers with, as objects, piece by piece.
template <class Row>
class SqlRowStream final : public domain::RowStream<Row> {
 public:
  /// Objects from rows, with data from other tables: queried for each piece as for a page.
  using Read = std::function<base::Result<std::vector<Row>>(const Rows& rows)>;

  SqlRowStream(std::unique_ptr<Cursor> cursor, Read read)
      : cursor_{std::move(cursor)}, read_{std::move(read)} {}

  base::Result<std::vector<Row>> next() override {
    JETON_TRY(const auto rows, cursor_->next());
    return read_(rows);
  }

 private:
  std::unique_ptr<Cursor> cursor_;
  Read read_;
};

/// `statement` in pieces of `batch` rows. What `read` refers to outlives the stream, as a repository does: it
/// lives as long as its unit.
template <class Row>
base::Result<std::unique_ptr<domain::RowStream<Row>>> open_row_stream(Transaction& transaction,
                                                                      const Statement& statement,
                                                                      std::size_t batch,
                                                                      typename SqlRowStream<Row>::Read read) {
  JETON_TRY(auto cursor, transaction.open_cursor(statement, batch));
  return std::unique_ptr<domain::RowStream<Row>>{
      std::make_unique<SqlRowStream<Row>>(std::move(cursor), std::move(read))};
}

}  // namespace jeton::store::sql
