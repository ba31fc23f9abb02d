#include "base/id.h"

#include "base/limits.h"

namespace jeton::base {

bool is_id_text(std::string_view text, std::string_view prefix, std::size_t groups_min) noexcept {
  if (!text.starts_with(prefix)) return false;
  text.remove_prefix(prefix.size());
  if (text.empty() || text.size() % 5 != 0) return false;
  const std::size_t groups = text.size() / 5;
  if (groups < groups_min || groups > kIdGroupsMax) return false;
  bool all_zero = true;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (i % 5 == 0) {
      if (c != '-') return false;
      continue;
    }
    if (c < '0' || c > '9') return false;
    if (c != '0') all_zero = false;
  }
  return !all_zero;
}

}  // namespace jeton::base
