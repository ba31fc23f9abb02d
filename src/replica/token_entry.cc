#include "replica/token_entry.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <string>
#include <utility>

#include "base/limits.h"
#include "replica/slot.h"

namespace jeton::replica {
namespace {

using Broken = std::vector<base::FieldError>;

void check_time(Broken& broken, const char* field, const std::optional<base::Timestamp>& time) {
  // Milliseconds of Unix time, in the bits that a slot has; 0 is none.
  if (!time || (time->time_since_epoch().count() > 0 &&
                std::cmp_less_equal(time->time_since_epoch().count(), kSlotLimitMax))) {
    return;
  }
  broken.push_back({field, "Must be after 1970 and before 2527."});
}

void check_count(Broken& broken, const char* field, std::size_t count, std::size_t max) {
  if (count > max) broken.push_back({field, fmt::format("Must have at most {} elements.", max)});
}

}  // namespace

base::Result<void> validate(const TokenEntry& entry) {
  Broken broken;
  if (entry.revision < 1 || std::cmp_greater(entry.revision, std::numeric_limits<std::uint32_t>::max())) {
    broken.push_back({"revision", "Must be between 1 and 4294967295."});
  }
  check_time(broken, "notBefore", entry.not_before);
  check_time(broken, "expiresAt", entry.expires_at);
  if (entry.second) check_time(broken, "second.expiresAt", entry.second->expires_at);
  check_count(broken, "modules", entry.modules.size(), base::kTokenModulesMax);
  const auto not_sorted = [](const auto& a, const auto& b) { return a >= b; };
  if (std::adjacent_find(entry.modules.begin(), entry.modules.end(), not_sorted) != entry.modules.end()) {
    broken.push_back({"modules", "Must be sorted, each once."});
  }
  check_count(broken, "addresses", entry.addresses.size(), base::kTokenAddressRulesMax);
  if (!broken.empty()) return base::Error::invalid(std::move(broken));
  return {};
}

}  // namespace jeton::replica
