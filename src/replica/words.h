#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>

namespace jeton::replica {

using Word = std::uint64_t;

/// Words of a mapped file that one process writes while others read: every access is atomic, and relaxed
/// unless an order is named. Does not own them. Safe from any thread.
class Words {
 public:
  explicit Words(Word* first) noexcept : first_{first} {}

  [[nodiscard]] Word load(std::size_t index,
                          std::memory_order order = std::memory_order_relaxed) const noexcept {
    return std::atomic_ref{first_[index]}.load(order);
  }
  void store(std::size_t index, Word word,
             std::memory_order order = std::memory_order_relaxed) const noexcept {
    std::atomic_ref{first_[index]}.store(word, order);
  }
  /// Has the processor fetch the cache line of the first word.
  void prefetch() const noexcept { __builtin_prefetch(first_); }
  /// The words from `index` on.
  [[nodiscard]] Words from(std::size_t index) const noexcept { return Words{first_ + index}; }

 private:
  // Between processes an atomic that hides a lock in its own process would protect nothing.
  static_assert(std::atomic_ref<Word>::is_always_lock_free);

  Word* first_;
};

}  // namespace jeton::replica
