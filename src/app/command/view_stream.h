#pragma once

#include <functional>
#include <memory>
#include <utility>
#include <vector>

#include "base/result.h"
#include "domain/row_stream.h"
#include "domain/store.h"

namespace jeton::app {

/// A list of what a caller reaches, in pieces, for answers of any length: everything that a query finds in
/// one snapshot, whatever its page. Holds a database connection as long as it lives.
template <class View>
class ViewStream {
 public:
  ViewStream() = default;
  virtual ~ViewStream() = default;
  ViewStream(const ViewStream&) = delete;
  ViewStream& operator=(const ViewStream&) = delete;

  /// The next objects, in order; none at the end. After an error the stream can only be destroyed.
  virtual base::Result<std::vector<View>> next() = 0;
};

/// What `ViewStream` is made from: rows of a repository's `stream`, and what a page of that list does to
/// turn rows into views.
template <class View, class Row>
class RowViewStream final : public ViewStream<View> {
 public:
  /// Called for each piece, with its rows. What it refers to outlives the stream.
  using Resolve =
      std::function<base::Result<std::vector<View>>(domain::UnitOfWork& unit, std::vector<Row> rows)>;

  /// `rows` belongs to `unit`.
  RowViewStream(std::unique_ptr<domain::UnitOfWork> unit, std::unique_ptr<domain::RowStream<Row>> rows,
                Resolve resolve)
      : unit_{std::move(unit)}, rows_{std::move(rows)}, resolve_{std::move(resolve)} {}

  base::Result<std::vector<View>> next() override {
    JETON_TRY(auto rows, rows_->next());
    if (rows.empty()) return std::vector<View>{};
    return resolve_(*unit_, std::move(rows));
  }

 private:
  std::unique_ptr<domain::UnitOfWork> unit_;
  std::unique_ptr<domain::RowStream<Row>> rows_;
  Resolve resolve_;
};

template <class View, class Row>
base::Result<std::unique_ptr<ViewStream<View>>> stream_views(
    std::unique_ptr<domain::UnitOfWork> unit, std::unique_ptr<domain::RowStream<Row>> rows,
    typename RowViewStream<View, Row>::Resolve resolve) {
  return std::unique_ptr<ViewStream<View>>{
      std::make_unique<RowViewStream<View, Row>>(std::move(unit), std::move(rows), std::move(resolve))};
}

/// For rows that are views themselves.
template <class Row>
base::Result<std::unique_ptr<ViewStream<Row>>> stream_rows(std::unique_ptr<domain::UnitOfWork> unit,
                                                           std::unique_ptr<domain::RowStream<Row>> rows) {
  return stream_views<Row, Row>(std::move(unit), std::move(rows),
                                [](domain::UnitOfWork& /*unit*/,
                                   std::vector<Row> all) -> base::Result<std::vector<Row>> { return all; });
}

}  // namespace jeton::app
