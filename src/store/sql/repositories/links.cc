#include "store/sql/repositories/links.h"

#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <unordered_set>
#include <utility>

namespace jeton::store::sql {
namespace {

using base::Result;

}  // namespace

Result<Links> read_links(Transaction& transaction, const LinkTable& table, std::vector<std::string> owners) {
  Links links;
  for (const auto& chunk : padded_chunks(std::move(owners))) {
    // The items of several owners. Index: primary key (owner, item).
    Statement statement{fmt::format("{}.read", table.table),
                        fmt::format("SELECT {0}, {1} FROM {2} WHERE {0} IN ({3}) ORDER BY {0}, {1}",
                                    table.owner, table.item, table.table, placeholders(chunk.size())),
                        {}};
    for (const auto& owner : chunk) statement.parameters.add(owner);
    JETON_TRY(const auto rows, transaction.query(statement));
    for (std::size_t row = 0; row < rows.size(); ++row) {
      RowReader reader{rows, row};
      auto owner = reader.text();
      links[std::move(owner)].push_back(reader.text());
    }
  }
  return links;
}

Result<void> insert_links(Transaction& transaction, const LinkTable& table, const std::string& owner,
                          const std::vector<std::string>& items) {
  std::vector<Parameters> rows;
  rows.reserve(items.size());
  for (const auto& item : items) rows.push_back(Parameters::of(owner, item));
  return insert_rows(transaction, table.table, {table.owner, table.item}, rows);
}

Result<void> insert_rows(Transaction& transaction, std::string_view table,
                         std::initializer_list<std::string_view> columns,
                         const std::vector<Parameters>& rows) {
  const auto row = fmt::format("({})", placeholders(columns.size()));
  for (std::size_t next = 0; next < rows.size();) {
    const auto count = rows_at_once(rows.size() - next);
    // Adds rows. Index: primary key.
    Statement statement{fmt::format("{}.insert", table),
                        fmt::format("INSERT INTO {} ({}) VALUES {}", table, fmt::join(columns, ", "), row),
                        {}};
    for (std::size_t i = 0; i < count; ++i) {
      if (i > 0) statement.sql += ", " + row;
      statement.parameters.append(rows[next + i]);
    }
    JETON_CHECK(transaction.execute(statement));
    next += count;
  }
  return {};
}

Result<std::vector<std::string>> insert_free_rows(Transaction& transaction, std::string_view table,
                                                  const std::vector<Assignments>& rows,
                                                  const std::vector<std::string>& ids) {
  std::unordered_set<std::string> inserted;
  for (std::size_t next = 0; next < rows.size();) {
    const auto count = rows_at_once(rows.size() - next);
    // Adds rows. Index: primary key.
    JETON_TRY(const auto answered,
              transaction.modify(Assignments::insert_all(table, std::span{rows}.subspan(next, count), "id")));
    for (const auto& id : answered.cells) inserted.insert(id.value_or(std::string{}));
    next += count;
  }
  std::vector<std::string> taken;
  for (const auto& id : ids) {
    if (!inserted.contains(id)) taken.push_back(id);
  }
  return taken;
}

Result<void> replace_links(Transaction& transaction, const LinkTable& table, const std::string& owner,
                           std::vector<std::string> items) {
  std::sort(items.begin(), items.end());
  JETON_TRY(auto current, read_links(transaction, table, {owner}));
  if (current[owner] == items) return {};
  // Removes what the owner has. Index: primary key, by its first column.
  JETON_CHECK(transaction.execute({fmt::format("{}.clear", table.table),
                                   fmt::format("DELETE FROM {} WHERE {} = ?", table.table, table.owner),
                                   Parameters::of(owner)}));
  return insert_links(transaction, table, owner, items);
}

}  // namespace jeton::store::sql
