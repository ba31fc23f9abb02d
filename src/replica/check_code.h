#pragma once

#include <cstddef>
#include <cstdint>

#include "replica/words.h"

namespace jeton::replica {

/// Finds a record that is damaged, torn, or in another place than it was written to: collects its words, and
/// what it is salted with. No protection against somebody who may write the file. `docs/formats/replica.md`
/// defines it.
class CheckCode {
 public:
  explicit CheckCode(Word salt) noexcept : even_{salt}, odd_{~salt} {}

  CheckCode& add(Word even, Word odd) noexcept {
    even_ = mixed(even_ ^ even);
    odd_ = mixed(odd_ ^ odd);
    return *this;
  }
  /// The code. A file of zeros has no record whose code is right: none is 0.
  [[nodiscard]] std::uint32_t code() const noexcept {
    const auto both = mixed(even_ ^ (odd_ << 1 | odd_ >> 63));
    const auto code = static_cast<std::uint32_t>(both >> 32);
    return code == 0 ? 1 : code;
  }

 private:
  // Two chains side by side, because each multiplication waits for the one before it: a slot takes four
  // steps.
  static Word mixed(Word word) noexcept {
    word *= 0x9e37'79b9'7f4a'7c15;  // 2^64 over the golden ratio: odd, so that nothing is lost
    return word ^ word >> 32;
  }

  Word even_;
  Word odd_;
};

}  // namespace jeton::replica
