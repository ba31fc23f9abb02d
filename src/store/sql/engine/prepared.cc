#include "store/sql/engine/prepared.h"

#include <fmt/format.h>

#include <utility>

namespace jeton::store::sql {
namespace {

/// SOCI knows parameters by name only: each question mark gets one.
std::string with_names(std::string_view sql) {
  std::string text;
  text.reserve(sql.size() + 64);
  int number = 0;
  for (const char character : sql) {
    if (character == '?') {
      text += fmt::format(":p{}", ++number);
    } else {
      text += character;
    }
  }
  return text;
}

/// Tells SOCI where values come from and go to.
void bind_cells(Prepared& prepared) {
  auto& statement = prepared.statement;
  for (auto& cell : prepared.out) statement.exchange(soci::into(cell.text, cell.indicator));
  for (auto& cell : prepared.in) {
    if (cell.kind == Parameter::Kind::kInteger) {
      statement.exchange(soci::use(cell.integer, cell.indicator));
    } else {
      statement.exchange(soci::use(cell.text, cell.indicator));
    }
  }
  statement.define_and_bind();
}

}  // namespace

std::unique_ptr<Prepared> prepare_statement(soci::session& session, const Dialect& dialect,
                                            const Statement& statement) {
  auto prepared = std::make_unique<Prepared>(session);
  auto& soci_statement = prepared->statement;
  soci_statement.alloc();
  soci_statement.prepare(with_names(statement.sql), dialect.owns_sessions()
                                                        ? soci::details::st_repeatable_query
                                                        : soci::details::st_one_time_query);
  prepared->out.resize(dialect.column_count(soci_statement));
  prepared->in.resize(statement.parameters.list().size());
  for (std::size_t i = 0; i < prepared->in.size(); ++i) {
    prepared->in[i].kind = statement.parameters.list()[i].kind;
  }
  bind_cells(*prepared);
  return prepared;
}

base::Result<void> bind(Prepared& prepared, const Parameters& parameters) {
  for (std::size_t i = 0; i < prepared.in.size(); ++i) {
    const auto& parameter = parameters.list()[i];
    if (!is_storable(parameter.text)) {
      return base::Error::invalid(
          "text", "Text must be well-formed UTF-8 and must not contain the character U+0000.");
    }
    prepared.in[i].text = parameter.text;
    prepared.in[i].integer = parameter.integer;
    prepared.in[i].indicator = parameter.null ? soci::i_null : soci::i_ok;
  }
  return {};
}

void unbind(Prepared& prepared) {
  for (auto& cell : prepared.in) cell.text.clear();
}

void unbind_failed(Prepared& prepared) {
  unbind(prepared);
  prepared.statement.bind_clean_up();
  bind_cells(prepared);
}

void take_row(Prepared& prepared, Rows& rows) {
  for (auto& cell : prepared.out) {
    if (cell.indicator == soci::i_null) {
      rows.cells.emplace_back();
    } else {
      rows.cells.emplace_back(std::move(cell.text));
    }
    cell.text.clear();
  }
}

}  // namespace jeton::store::sql
