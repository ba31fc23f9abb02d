#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "store/sql/repositories/repositories.h"

namespace jeton::store::sql {
namespace {

using base::Result;
using domain::SealedSample;
using domain::SealingKey;

/// What sealed values begin with (`docs/formats/sealed-value.md`); the key's id and another dot follow.
constexpr std::string_view kSealedPrefix = "v1.";

SealingKey read_key(RowReader& row) {
  SealingKey key;
  key.id = row.text();
  key.check_value = row.text();
  key.recorded_at = row.time();
  key.abandoned_at = row.optional_time();
  return key;
}

class SqlSealingKeys final : public domain::SealingKeyRepository {
 public:
  explicit SqlSealingKeys(Transaction& transaction) : transaction_{transaction} {}

  Result<std::vector<SealingKey>> list(domain::Lock lock) override {
    // The first migration's row is always there: a lock on it works while there are no keys yet. Index:
    // primary key.
    JETON_CHECK(transaction_.query({"sealing_keys.lock",
                                    "SELECT m.version FROM schema_migrations m WHERE m.version = 1" +
                                        transaction_.lock_clause(lock, "m"),
                                    {}}));
    // A handful of rows. Index: primary key.
    JETON_TRY(const auto rows, transaction_.query({"sealing_keys.list",
                                                   "SELECT id, check_value, recorded_at, abandoned_at"
                                                   " FROM sealing_keys ORDER BY id",
                                                   {}}));
    return read_all(rows, read_key);
  }

  Result<void> put(const SealingKey& key) override {
    // Index: primary key.
    JETON_CHECK(transaction_.execute(
        {"sealing_keys.put",
         "INSERT INTO sealing_keys (id, check_value, recorded_at, abandoned_at) VALUES (?, ?, ?, ?)"
         " ON CONFLICT (id) DO UPDATE SET check_value = excluded.check_value,"
         " recorded_at = excluded.recorded_at, abandoned_at = excluded.abandoned_at",
         Parameters::of(key.id, key.check_value, key.recorded_at, key.abandoned_at)}));
    return {};
  }

  Result<std::vector<std::string>> list_used_ids() override {
    std::vector<std::string> ids;
    for (const std::string_view table : {"token_secrets", "invitations"}) {
      const auto behind_prefix = fmt::format("substr(sealed, {})", kSealedPrefix.size() + 1);
      // Reads the whole table: only when a key is recorded.
      JETON_TRY(const auto rows,
                transaction_.query(
                    {fmt::format("{}.used_key_ids", table),
                     fmt::format("SELECT DISTINCT substr({}, 1, {} - 1)"
                                 " FROM {} WHERE sealed <> ?",
                                 behind_prefix, transaction_.dialect().position_in(behind_prefix), table),
                     Parameters::of(".", "")}));
      JETON_TRY(auto found, read_all(rows, [](RowReader& row) { return row.text(); }));
      ids.insert(ids.end(), found.begin(), found.end());
    }
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    return ids;
  }

  Result<std::optional<SealedSample>> find_sample(std::string_view key_id) override {
    const auto first = fmt::format("{}{}.", kSealedPrefix, key_id);
    // The next text after all that begin with it: / follows the dot.
    const auto end = fmt::format("{}{}/", kSealedPrefix, key_id);
    // Stops at the first one. Index: none, asked once for each key.
    JETON_TRY(const auto rows,
              transaction_.query({"token_secrets.sample",
                                  "SELECT sealed, token_id FROM token_secrets WHERE sealed >= ?"
                                  " AND sealed < ? LIMIT 1",
                                  Parameters::of(first, end)}));
    return read_first(rows, [](RowReader& row) {
      SealedSample sample;
      sample.sealed = row.text();
      sample.context = row.text();
      return sample;
    });
  }

 private:
  Transaction& transaction_;
};

}  // namespace

std::unique_ptr<domain::SealingKeyRepository> make_sealing_keys(Transaction& transaction) {
  return std::make_unique<SqlSealingKeys>(transaction);
}

}  // namespace jeton::store::sql
