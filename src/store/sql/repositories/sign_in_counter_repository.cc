#include <fmt/format.h>

#include <algorithm>

#include "store/sql/repositories/expiry.h"
#include "store/sql/repositories/repositories.h"

namespace jeton::store::sql {
namespace {

using base::Result;
using domain::SignInCounter;

SignInCounter read_counter(RowReader& row) {
  SignInCounter counter;
  counter.digest = row.text();
  counter.tally = row.integer();
  counter.ends_at = row.time();
  return counter;
}

class SqlSignInCounters final : public domain::SignInCounterRepository {
 public:
  explicit SqlSignInCounters(Transaction& transaction) : transaction_{transaction} {}

  Result<std::vector<SignInCounter>> increment(std::vector<std::string> digests, base::Timestamp now,
                                               base::Timestamp ends_at) override {
    std::sort(digests.begin(), digests.end());
    std::vector<SignInCounter> counters;
    for (const auto& digest : digests) {
      // One statement reads and writes, so that no one can count in between. Index: primary key.
      JETON_TRY(
          const auto rows,
          transaction_.modify({"sign_in_counters.increment",
                               "INSERT INTO sign_in_counters AS c (digest, tally, ends_at) VALUES (?, 1, ?)"
                               " ON CONFLICT (digest) DO UPDATE SET"
                               " tally = CASE WHEN c.ends_at <= ? THEN 1 ELSE c.tally + 1 END,"
                               " ends_at = CASE WHEN c.ends_at <= ? THEN excluded.ends_at ELSE c.ends_at END"
                               " RETURNING digest, tally, ends_at",
                               Parameters::of(digest, ends_at, now, now)}));
      JETON_TRY(auto counter, read_first(rows, read_counter));
      if (!counter) return base::Error::internal("a counter was not returned");
      counters.push_back(*std::move(counter));
    }
    return counters;
  }

  Result<void> settle(std::vector<SignInCounter> given_back, std::vector<std::string> forgotten) override {
    for (auto& digest : forgotten) given_back.push_back({std::move(digest), kForgotten, {}});
    std::sort(given_back.begin(), given_back.end(),
              [](const auto& a, const auto& b) { return a.digest < b.digest; });
    for (const auto& counter : given_back) {
      JETON_CHECK(counter.tally == kForgotten ? remove(counter) : decrement(counter));
    }
    return {};
  }

  Result<std::vector<SignInCounter>> find(std::vector<std::string> digests, base::Timestamp now) override {
    std::vector<SignInCounter> found;
    for (auto& chunk : padded_chunks(std::move(digests))) {
      Parameters parameters;
      for (const auto& digest : chunk) parameters.add(digest);
      parameters.add(now);
      // Index: primary key.
      JETON_TRY(const auto rows,
                transaction_.query({"sign_in_counters.find",
                                    fmt::format("SELECT digest, tally, ends_at FROM sign_in_counters"
                                                " WHERE digest IN ({}) AND ends_at > ?",
                                                placeholders(chunk.size())),
                                    std::move(parameters)}));
      JETON_TRY(auto counters, read_all(rows, read_counter));
      std::move(counters.begin(), counters.end(), std::back_inserter(found));
    }
    return found;
  }

  Result<void> remove_expired(base::Timestamp now, std::size_t count_max) override {
    // Index: sign_in_counters_end.
    return remove_expired_rows(transaction_, {"sign_in_counters", "digest", "ends_at"}, now, count_max);
  }

 private:
  /// In place of a tally: no counter has it.
  static constexpr std::int64_t kForgotten = -1;

  Result<void> decrement(const SignInCounter& counter) {
    // Index: primary key.
    JETON_CHECK(transaction_.execute({"sign_in_counters.decrement",
                                      "UPDATE sign_in_counters SET tally = tally - 1"
                                      " WHERE digest = ? AND ends_at = ? AND tally > 0",
                                      Parameters::of(counter.digest, counter.ends_at)}));
    return {};
  }

  Result<void> remove(const SignInCounter& counter) {
    // Index: primary key.
    JETON_CHECK(
        transaction_.execute({"sign_in_counters.remove", "DELETE FROM sign_in_counters WHERE digest = ?",
                              Parameters::of(counter.digest)}));
    return {};
  }

  Transaction& transaction_;
};

}  // namespace

std::unique_ptr<domain::SignInCounterRepository> make_sign_in_counters(Transaction& transaction) {
  return std::make_unique<SqlSignInCounters>(transaction);
}

}  // namespace jeton::store::sql
