#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "app/command/services.h"
#include "base/result.h"
#include "domain/sealing_key_repository.h"

/// The keys that values in this database are sealed under. The database names them, so that nobody serves it
/// with the keys of another installation and finds out when nothing can be shown any more.
namespace jeton::app {

/// Sees to it that the ring has every key that is recorded, and records the current one when it is new.
/// Errors: unavailable, with a sentence that names the key, `key_file` and what to do; as the store.
base::Result<void> check_sealing_keys(const Services& services, std::string_view key_file);

enum class SealingKeyState : std::uint8_t {
  kCurrent,    ///< In the ring, and new values are sealed under it.
  kHeld,       ///< In the ring.
  kMissing,    ///< Not in the ring, or another of the same id is.
  kAbandoned,  ///< Nobody has to have it.
};
std::string_view to_string(SealingKeyState state) noexcept;

struct SealingKeyView {
  std::string id;
  SealingKeyState state = SealingKeyState::kMissing;
};
/// Those that are recorded, and those that stored values name. By id.
base::Result<std::vector<SealingKeyView>> list_sealing_keys(const Services& services);

/// Whether keys are recorded and all of them have been abandoned: then there is none that must be brought
/// back.
base::Result<bool> is_every_sealing_key_abandoned(domain::Store& store);

/// Gives up a key that is lost for good, or that no value names any more, as the operator at the machine:
/// nobody has to have it from now on. What is sealed under it cannot be shown again; digests stay in force.
/// Leaves an audit record. Errors: conflict at `key` for one that the ring has, or that has been abandoned
/// already; not found for one that the database does not know.
base::Result<void> abandon_sealing_key(const Services& services, std::string_view key_id);

}  // namespace jeton::app
