#pragma once

#include <atomic>
#include <cstdint>
#include <cstdlib>

/// Included before every file of the mutated copy. All mutants are in one program; `JETON_MUTANT` names the
/// one that is active. With `JETON_MUTANT_REACH` none is, and what was asked for is kept for
/// reach_listener.cc.
namespace jeton_mutants {

inline constexpr unsigned kMost = 1U << 20;
inline constexpr unsigned kNone = kMost;
inline constexpr unsigned kRecording = kMost + 1;
inline constexpr unsigned kUnread = kMost + 2;

inline std::atomic<unsigned> chosen{kUnread};
inline std::atomic<std::uint64_t> reached[kMost / 64];

inline unsigned read_choice() noexcept {
  unsigned choice = kNone;
  if (std::getenv("JETON_MUTANT_REACH") != nullptr) {
    choice = kRecording;
  } else if (const char* const number = std::getenv("JETON_MUTANT")) {
    choice = static_cast<unsigned>(std::strtoul(number, nullptr, 10));
  }
  chosen.store(choice, std::memory_order_relaxed);
  return choice;
}

inline bool on(unsigned mutant) noexcept {
  unsigned choice = chosen.load(std::memory_order_relaxed);
  if (choice == kUnread) choice = read_choice();
  if (choice == kRecording) {
    reached[mutant / 64].fetch_or(std::uint64_t{1} << (mutant % 64), std::memory_order_relaxed);
    return false;
  }
  return choice == mutant;
}

inline bool yes(unsigned mutant, bool value) noexcept {
  return on(mutant) || value;
}
inline bool no(unsigned mutant, bool value) noexcept {
  return !on(mutant) && value;
}
inline bool flip(unsigned mutant, bool value) noexcept {
  return on(mutant) != value;
}

}  // namespace jeton_mutants
