#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

/// Times, and the table that they are printed in.
namespace jeton::bench {

struct Times {
  double p50_ms = 0;
  double p95_ms = 0;
  std::size_t runs = 0;
};

/// Runs `once` a few times unmeasured, then up to `runs_max` times or a few seconds long.
Times measure(std::size_t runs_max, const std::function<void()>& once);

struct Figure {
  std::string what;
  std::string who;
  std::int64_t total = 0;  ///< The list's.
  Times times;
  std::optional<double> small_p95_ms;  ///< The same in an account of a few hundred tokens.
  std::optional<double> limit_ms;      ///< Of the p95; none: shown, not judged.
};

[[nodiscard]] bool within_limit(const Figure& figure);
void print_header(const std::string& title);
void print(const Figure& figure);

}  // namespace jeton::bench
