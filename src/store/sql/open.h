#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>

#include "base/clock.h"
#include "base/log.h"
#include "base/result.h"
#include "domain/store.h"
#include "store/sql/engine/address.h"
#include "store/sql/engine/availability.h"
#include "store/sql/engine/change_listener.h"

namespace jeton::store::sql {

/// For `Options::availability`.
std::shared_ptr<Availability> make_availability();

struct Options {
  /// Connections kept at most. SQLite takes one more, for writing.
  std::size_t connections = 8;
  /// How long `begin_read` and `begin_write` wait for a free connection before they are unavailable.
  std::chrono::milliseconds wait_max{10'000};
  /// Where lost connections and applied migrations are logged; must outlive the store. None: nowhere.
  const base::Log* log = nullptr;
  /// By which readers see that an invitation has expired; must outlive the store. None: the machine's.
  const base::Clock* clock = nullptr;
  /// What stores of one database know together of whether it answers. None: each finds out by itself.
  std::shared_ptr<Availability> availability{};
  /// A file is created with mode 0600, its folder never.
  WhenMissing missing = WhenMissing::kCreate;
};

/// Opens the database at `address`. The schema is not touched: call `migrate()`. Errors: unavailable when
/// the database cannot be reached, is read-only, or is behind a pooler that runs each statement
/// separately; the detail names the address without the password.
base::Result<std::unique_ptr<domain::Store>> open(const StoreAddress& address, const Options& options = {});

/// Waits for commits of other stores of the database at `address`, as `ChangeListener` does. Nothing for
/// SQLite, where nobody says so.
std::unique_ptr<ChangeListener> listen_for_changes(const StoreAddress& address,
                                                   std::function<void()> on_change, const base::Log* log);

}  // namespace jeton::store::sql
