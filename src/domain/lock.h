#pragma once

#include <cstdint>

namespace jeton::domain {

/// How a row that is read is protected until the unit ends. Inside a read unit everything is `kNone`.
enum class Lock : std::uint8_t {
  kNone,
  kShared,     ///< Others may read and share, not change it.
  kExclusive,  ///< For a row about to be changed.
  kIfFree,     ///< The same; a row locked by another transaction is left out rather than waited for.
};

}  // namespace jeton::domain
