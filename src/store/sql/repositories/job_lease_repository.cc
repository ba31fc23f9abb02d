#include "store/sql/repositories/repositories.h"

namespace jeton::store::sql {
namespace {

using base::Result;

class SqlJobLeases final : public domain::JobLeaseRepository {
 public:
  explicit SqlJobLeases(Transaction& transaction) : transaction_{transaction} {}

  Result<bool> take(std::string_view job, std::string_view holder, base::Timestamp now,
                    base::Timestamp until) override {
    // Index: primary key.
    JETON_TRY(
        const auto taken,
        transaction_.execute({"job_leases.take",
                              "INSERT INTO job_leases (job, holder, expires_at) VALUES (?, ?, ?)"
                              " ON CONFLICT (job) DO UPDATE SET holder = excluded.holder,"
                              " expires_at = excluded.expires_at"
                              " WHERE job_leases.holder = excluded.holder OR job_leases.expires_at <= ?",
                              Parameters::of(job, holder, until, now)}));
    return taken != 0;
  }

  Result<void> release(std::string_view job, std::string_view holder) override {
    // Index: primary key.
    JETON_CHECK(
        transaction_.execute({"job_leases.release", "DELETE FROM job_leases WHERE job = ? AND holder = ?",
                              Parameters::of(job, holder)}));
    return {};
  }

 private:
  Transaction& transaction_;
};

}  // namespace

std::unique_ptr<domain::JobLeaseRepository> make_leases(Transaction& transaction) {
  return std::make_unique<SqlJobLeases>(transaction);
}

}  // namespace jeton::store::sql
