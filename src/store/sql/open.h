#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>

#include "base/clock.h"
#include "base/log.h"
#include "base/result.h"
#include "domain/store.h"
#include "store/sql/engine/address.h"

namespace jeton::store::sql {

struct Options {
  /// Connections kept at most. SQLite takes one more, for writing.
  std::size_t connections = 8;
  /// How long `begin_read` and `begin_write` wait for a free connection before they are unavailable.
  std::chrono::milliseconds wait_max{10'000};
  /// Where lost connections and applied migrations are logged; must outlive the store. None: nowhere.
  const base::Log* log = nullptr;
  /// By which readers see that an invitation has expired; must outlive the store. None: the machine's.
  const base::Clock* clock = nullptr;
  /// A file is created with mode 0600, its folder never.
  WhenMissing missing = WhenMissing::kCreate;
};

/// Opens the database at `address`. The schema is not touched: call `migrate()`. Errors: unavailable when
/// the database cannot be reached, is read-only, or is behind a pooler that runs each statement
/// separately; the detail names the address without the password.
base::Result<std::unique_ptr<domain::Store>> open(const StoreAddress& address, const Options& options = {});

}  // namespace jeton::store::sql
