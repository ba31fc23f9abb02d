#include "net/trace.h"

#include <algorithm>
#include <cstddef>

#include "base/hex.h"

namespace jeton::net {
namespace {

bool is_lower_hex(std::string_view text) noexcept {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

bool is_all_zero(std::string_view text) noexcept {
  return text.find_first_not_of('0') == std::string_view::npos;
}

/// W3C Trace Context section 3.2: `version-trace_id-parent_id-flags`; a later version may add more fields.
std::optional<std::string_view> trace_id_of(std::string_view traceparent) noexcept {
  constexpr std::size_t kLength = 55;
  if (traceparent.size() < kLength) return std::nullopt;
  if (traceparent[2] != '-' || traceparent[35] != '-' || traceparent[52] != '-') return std::nullopt;
  const auto version = traceparent.substr(0, 2);
  const auto trace_id = traceparent.substr(3, 32);
  const auto parent_id = traceparent.substr(36, 16);
  const auto flags = traceparent.substr(53, 2);
  if (!is_lower_hex(version) || !is_lower_hex(trace_id) || !is_lower_hex(parent_id) || !is_lower_hex(flags)) {
    return std::nullopt;
  }
  if (version == "ff" || is_all_zero(trace_id) || is_all_zero(parent_id)) return std::nullopt;
  if (traceparent.size() > kLength && (version == "00" || traceparent[kLength] != '-')) return std::nullopt;
  return trace_id;
}

/// All zero means "no id".
std::string draw_id(base::RandomSource& random, std::size_t bytes) {
  auto id = base::random_hex(random, bytes);
  if (is_all_zero(id)) id.back() = '1';
  return id;
}

}  // namespace

std::string Trace::to_traceparent() const {
  return "00-" + trace_id + "-" + span_id + "-01";
}

Trace begin_trace(std::optional<std::string_view> traceparent, base::RandomSource& random) {
  const auto given = traceparent ? trace_id_of(*traceparent) : std::nullopt;
  return {given ? std::string{*given} : draw_id(random, 16), draw_id(random, 8)};
}

}  // namespace jeton::net
