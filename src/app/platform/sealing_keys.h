#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "app/command/services.h"
#include "base/result.h"
#include "domain/sealing_key_repository.h"

/// The keys that values in this database are sealed under. The database names them, so that serving it with
/// the keys of another installation fails at start rather than when a value is to be shown.
namespace jeton::app {

/// Ensures that the ring has every recorded key, and records the current one if it is new.
/// Errors: unavailable, with a message that names the key, `key_file` and what to do; as the store.
base::Result<void> check_sealing_keys(const Services& services, std::string_view key_file);

enum class SealingKeyState : std::uint8_t {
  kCurrent,    ///< In the ring, and new values are sealed under it.
  kHeld,       ///< In the ring.
  kMissing,    ///< Not in the ring, or the ring has another with the same id.
  kAbandoned,  ///< No longer required.
};
std::string_view to_string(SealingKeyState state) noexcept;

struct SealingKeyView {
  std::string id;
  SealingKeyState state = SealingKeyState::kMissing;
};
/// Those that are recorded, and those that stored values name. By id.
base::Result<std::vector<SealingKeyView>> list_sealing_keys(const Services& services);

/// Whether there is no key that must be restored: those recorded have all been abandoned, or none is recorded
/// and no value names one.
base::Result<bool> needs_no_sealing_key(domain::Store& store);

/// Abandons a key that is permanently lost, or that no value names any more, as the operator at the
/// machine: it is no longer required. What is sealed under it cannot be shown again; digests still work.
/// Leaves an audit record. Errors: conflict at `key` for one that the ring has, or that has been abandoned
/// already; not found for one that the database does not know.
base::Result<void> abandon_sealing_key(const Services& services, std::string_view key_id);

}  // namespace jeton::app
