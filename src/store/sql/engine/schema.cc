#include "store/sql/engine/schema.h"

#include <vector>

#include "base/check.h"

namespace jeton::store::sql {
namespace {

constexpr std::string_view kTokensCountedBy[] = {"account_id", "status"};
constexpr Tally kFirstTallies[] = {{.rows = "api_tokens", .table = "token_tallies", .by = kTokensCountedBy}};

std::vector<Migration> with_tallies(std::span<const Migration> files) {
  std::vector<Migration> steps{files.begin(), files.end()};
  JETON_ASSERT(!steps.empty());
  steps.front().tallies = kFirstTallies;
  return steps;
}

}  // namespace

std::span<const Migration> migrations() {
  static const auto kMigrations = with_tallies(migration_files());
  return kMigrations;
}

}  // namespace jeton::store::sql
