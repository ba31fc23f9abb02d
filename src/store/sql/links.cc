#include "store/sql/links.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace jeton::store::sql {
namespace {

using base::Result;

constexpr std::size_t kRowsAtOnceMax = 64;

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
  for (std::size_t next = 0; next < items.size();) {
    // Powers of two, so that seven statements cover every number of rows.
    std::size_t count = kRowsAtOnceMax;
    while (count > items.size() - next) count /= 2;
    // Adds items. Index: primary key.
    Statement statement{fmt::format("{}.insert", table.table),
                        fmt::format("INSERT INTO {} ({}, {}) VALUES ", table.table, table.owner, table.item),
                        {}};
    for (std::size_t i = 0; i < count; ++i) {
      statement.sql += i == 0 ? "(?, ?)" : ", (?, ?)";
      statement.parameters.add(owner);
      statement.parameters.add(items[next + i]);
    }
    JETON_CHECK(transaction.execute(statement));
    next += count;
  }
  return {};
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
