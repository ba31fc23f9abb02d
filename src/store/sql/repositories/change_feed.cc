#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "store/sql/repositories/repositories.h"

namespace jeton::store::sql {
namespace {

using base::Error;
using base::Result;

/// FNV-1a: the same in every process and build.
std::uint64_t number_of(std::string_view text) noexcept {
  std::uint64_t hash = 0xcbf29ce484222325;
  for (const char character : text) {
    hash = (hash ^ static_cast<unsigned char>(character)) * 0x100000001b3;
  }
  return hash == 0 ? 1 : hash;
}

class SqlChanges final : public domain::ChangeFeed {
 public:
  explicit SqlChanges(Transaction& transaction) : transaction_{transaction} {}

  Result<std::vector<domain::ChangeEntry>> read_after(std::int64_t position, std::int64_t limit) override {
    return transaction_.read_changes(position, limit);
  }

  Result<std::vector<domain::ChangeEntry>> read_held_back(std::int64_t position,
                                                          std::int64_t limit) override {
    return transaction_.read_held_back(position, limit);
  }

  const std::vector<domain::ChangeEntry>& added() const noexcept override { return transaction_.added(); }

  Result<std::int64_t> position() override {
    JETON_TRY(const auto last, transaction_.change_position());
    // Where no entry is left, nothing else says how far they have come.
    JETON_TRY(const auto pruned, pruned_to());
    return std::max(last, pruned);
  }

  Result<std::uint64_t> history(std::int64_t position) override {
    // When the schema was created, and the last change up to there, if there is one. Index: primary keys.
    JETON_TRY(const auto rows,
              transaction_.query({"changes.history",
                                  "SELECT m.applied_at, c.position, c.object_id, c.revision"
                                  " FROM schema_migrations m LEFT JOIN changes c ON c.position ="
                                  " (SELECT max(position) FROM changes WHERE position <= ?)"
                                  " WHERE m.version = 1",
                                  Parameters::of(position)}));
    JETON_TRY(const auto number, read_first(rows, [](RowReader& row) {
                const auto installed_at = row.integer();
                const auto last = row.optional_integer().value_or(0);
                const auto object = row.optional_text().value_or("");
                const auto revision = row.optional_integer().value_or(0);
                return number_of(fmt::format("{} {} {} {}", installed_at, last, object, revision));
              }));
    if (!number) return Error::internal("the first migration is not recorded");
    return *number;
  }

  Result<std::int64_t> pruned_to() override {
    // Index: none, the table has one row.
    return transaction_.count({"changes.pruned_to", "SELECT pruned_to FROM change_base", {}});
  }

  Result<std::int64_t> position_behind(std::int64_t kept) override {
    // Index: primary key, read over the entries that are kept.
    return transaction_.count(
        {"changes.position_behind",
         "SELECT coalesce((SELECT position FROM changes ORDER BY position DESC LIMIT 1 OFFSET ?), 0)",
         Parameters::of(kept)});
  }

  Result<std::int64_t> prune(std::int64_t position, std::int64_t count_max) override {
    // Index: primary key.
    JETON_TRY(const auto last,
              transaction_.count({"changes.oldest",
                                  "SELECT coalesce(max(position), 0) FROM (SELECT position FROM changes"
                                  " WHERE position <= ? ORDER BY position LIMIT ?) AS oldest",
                                  Parameters::of(position, count_max)}));
    if (last == 0) return 0;
    // Index: none, the table has one row.
    JETON_CHECK(transaction_.execute({"changes.mark_pruned",
                                      "UPDATE change_base SET pruned_to = ? WHERE pruned_to < ?",
                                      Parameters::of(last, last)}));
    // Index: primary key.
    return transaction_.execute(
        {"changes.prune", "DELETE FROM changes WHERE position <= ?", Parameters::of(last)});
  }

 private:
  Transaction& transaction_;
};

}  // namespace

std::unique_ptr<domain::ChangeFeed> make_changes(Transaction& transaction) {
  return std::make_unique<SqlChanges>(transaction);
}

}  // namespace jeton::store::sql
