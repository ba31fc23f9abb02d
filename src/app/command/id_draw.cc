#include "app/command/id_draw.h"

#include <fmt/format.h>

namespace jeton::app {

std::string draw_id_text(base::RandomSource& random, std::string_view prefix, std::size_t groups) {
  for (;;) {
    std::string text{prefix};
    bool all_zero = true;
    for (std::size_t i = 0; i < groups; ++i) {
      const auto group = base::uniform_below(random, 10'000);
      if (group != 0) all_zero = false;
      text += fmt::format("-{:04}", group);
    }
    if (!all_zero) return text;
  }
}

std::size_t id_groups_for(std::int64_t rows, std::size_t groups_min) noexcept {
  std::size_t groups = groups_min;
  double space = 1;
  for (std::size_t i = 0; i < groups; ++i) space *= 10'000;
  while (static_cast<double>(rows) >= space / 10 && groups < base::kIdGroupsMax) {
    ++groups;
    space *= 10'000;
  }
  return groups;
}

}  // namespace jeton::app
