#pragma once

#include <soci/soci.h>

#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "store/sql/engine/dialect.h"
#include "store/sql/engine/rows.h"
#include "store/sql/engine/statement.h"

/// Between a connection and SOCI: part of neither's interface.
namespace jeton::store::sql {

/// A prepared statement. SOCI binds to addresses, so the bound cells live as long as it does.
struct Prepared {
  struct Cell {
    Parameter::Kind kind = Parameter::Kind::kText;
    std::string text;
    long long integer = 0;
    soci::indicator indicator = soci::i_ok;
  };

  explicit Prepared(soci::session& session) : statement{session} {}

  std::vector<Cell> in;
  std::vector<Cell> out;
  soci::statement statement;
};

/// Throws what SOCI throws.
std::unique_ptr<Prepared> prepare_statement(soci::session& session, const Dialect& dialect,
                                            const Statement& statement);

/// Errors: invalid for a text that not both engines can store.
base::Result<void> bind(Prepared& prepared, const Parameters& parameters);
/// Bound texts are not kept longer than necessary: some are hashes and sealed secrets.
void unbind(Prepared& prepared);
/// The same after an execution that failed, which leaves SOCI with copies of the bound values; the next one
/// would lose track of them. The statement stays prepared.
void unbind_failed(Prepared& prepared);
/// Appends the row that was fetched last.
void take_row(Prepared& prepared, Rows& rows);

}  // namespace jeton::store::sql
