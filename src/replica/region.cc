#include "replica/region.h"

#include <algorithm>

#include "base/check.h"

namespace jeton::replica {
namespace {

/// Taken at a time: few records need a system call, and small files stay small.
constexpr std::size_t kStepBytes = std::size_t{64} * 1024;

}  // namespace

base::Result<void> Region::prepare(std::uint32_t count) {
  JETON_ASSERT(count <= capacity_);
  const auto needed = count * record_bytes_;
  if (needed <= allocated_bytes_) return {};
  const auto whole = std::min((needed + kStepBytes - 1) / kStepBytes * kStepBytes, capacity_ * record_bytes_);
  JETON_CHECK(file_.allocate(at_ + allocated_bytes_, whole - allocated_bytes_));
  allocated_bytes_ = whole;
  return {};
}

}  // namespace jeton::replica
