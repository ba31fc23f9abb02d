#pragma once

#include <cstddef>
#include <cstdint>

#include "base/result.h"
#include "replica/mapped_file.h"

namespace jeton::replica {

/// A part of a file that records are appended to. For the writer.
class Region {
 public:
  /// Of `file`, which outlives the region: `capacity` records of `record_bytes` from the byte `at`.
  Region(const MappedFile& file, std::size_t at, std::size_t record_bytes, std::uint32_t capacity)
      : file_{file}, at_{at}, record_bytes_{record_bytes}, capacity_{capacity} {}

  [[nodiscard]] std::uint32_t capacity() const noexcept { return capacity_; }
  [[nodiscard]] Words record(std::uint32_t index) const noexcept {
    return file_.words(at_ + index * record_bytes_);
  }

  /// Takes space for the first `count` records, at most the capacity.
  base::Result<void> prepare(std::uint32_t count);

 private:
  const MappedFile& file_;
  const std::size_t at_;
  const std::size_t record_bytes_;
  const std::uint32_t capacity_;
  std::size_t allocated_bytes_ = 0;
};

}  // namespace jeton::replica
