#pragma once

#include <functional>
#include <memory>

#include "base/log.h"
#include "store/sql/engine/address.h"
#include "store/sql/engine/change_listener.h"
#include "store/sql/engine/dialect.h"

namespace jeton::store::sql {

/// What is special about PostgreSQL: row locks, sessions that end, and a change feed whose positions are
/// made of transaction ids.
///
/// A position is `(base + transaction id) << 20 | ordinal in the transaction`, and `read_changes` answers
/// only with transactions below the oldest of our writers that is still running. All below it have
/// ended, so nothing can appear behind a position that was read; a later reader resumes from that one
/// number. Transactions of others, in this database or another of the cluster, hold nothing back however long
/// they last: our writers are known by an advisory lock. A plain sequence cannot promise that: a transaction
/// may draw a low number and commit late. Transactions that overlapped come in the order of their ids. `base`
/// is 0 until a dump is restored into a cluster whose transaction ids are behind; `finish_migration` raises
/// it then.
std::unique_ptr<Dialect> make_postgres_dialect(const StoreAddress& address);

/// Listens at the same address.
std::unique_ptr<ChangeListener> make_change_listener(const StoreAddress& address,
                                                     std::function<void()> on_change, const base::Log* log);

}  // namespace jeton::store::sql
