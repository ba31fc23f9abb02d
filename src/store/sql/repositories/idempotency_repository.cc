#include "store/sql/repositories/expiry.h"
#include "store/sql/repositories/repositories.h"

namespace jeton::store::sql {
namespace {

using base::Result;
using domain::IdempotencyEntry;

IdempotencyEntry read_entry(RowReader& row) {
  IdempotencyEntry entry;
  entry.owner = row.text();
  entry.key_digest = row.text();
  entry.request_digest = row.text();
  entry.sealed_answer = row.text();
  entry.expires_at = row.time();
  return entry;
}

class SqlIdempotency final : public domain::IdempotencyRepository {
 public:
  explicit SqlIdempotency(Transaction& transaction) : transaction_{transaction} {}

  Result<bool> claim(const IdempotencyEntry& entry, base::Timestamp now) override {
    // An expired one makes place. Index: primary key.
    JETON_CHECK(transaction_.execute(
        {"idempotency_keys.make_place",
         "DELETE FROM idempotency_keys WHERE owner = ? AND key_digest = ? AND expires_at <= ?",
         Parameters::of(entry.owner, entry.key_digest, now)}));
    Assignments columns;
    columns.set("owner", entry.owner)
        .set("key_digest", entry.key_digest)
        .set("request_digest", entry.request_digest)
        .set("sealed_answer", entry.sealed_answer)
        .set("expires_at", entry.expires_at);
    // The unique key decides between two transactions: the second waits here for the first. Index: primary
    // key.
    JETON_TRY(const auto inserted, transaction_.execute(columns.insert_into("idempotency_keys")));
    return inserted == 1;
  }

  Result<void> complete(const IdempotencyEntry& entry) override {
    // Index: primary key.
    JETON_CHECK(transaction_.execute(
        {"idempotency_keys.complete",
         "UPDATE idempotency_keys SET sealed_answer = ? WHERE owner = ? AND key_digest = ?",
         Parameters::of(entry.sealed_answer, entry.owner, entry.key_digest)}));
    return {};
  }

  Result<std::optional<IdempotencyEntry>> find(std::string_view owner, std::string_view key_digest) override {
    // One entry. Index: primary key.
    JETON_TRY(const auto rows,
              transaction_.query({"idempotency_keys.find",
                                  "SELECT owner, key_digest, request_digest, sealed_answer, expires_at"
                                  " FROM idempotency_keys WHERE owner = ? AND key_digest = ?",
                                  Parameters::of(owner, key_digest)}));
    return read_first(rows, read_entry);
  }

  Result<void> remove_expired(base::Timestamp now, std::size_t count_max) override {
    // Index: idempotency_keys_expiry.
    return remove_expired_rows(transaction_, {"idempotency_keys", "owner, key_digest", "expires_at"}, now,
                               count_max);
  }

 private:
  Transaction& transaction_;
};

}  // namespace

std::unique_ptr<domain::IdempotencyRepository> make_idempotency(Transaction& transaction) {
  return std::make_unique<SqlIdempotency>(transaction);
}

}  // namespace jeton::store::sql
