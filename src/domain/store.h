#pragma once

#include <chrono>
#include <memory>

#include "base/result.h"
#include "domain/account_repository.h"
#include "domain/audit_repository.h"
#include "domain/change_feed.h"
#include "domain/event_type_repository.h"
#include "domain/group_repository.h"
#include "domain/icon_repository.h"
#include "domain/idempotency_repository.h"
#include "domain/job_lease_repository.h"
#include "domain/lock.h"
#include "domain/membership_repository.h"
#include "domain/module_repository.h"
#include "domain/sealing_key_repository.h"
#include "domain/session_repository.h"
#include "domain/sign_in_counter_repository.h"
#include "domain/token_repository.h"
#include "domain/user_repository.h"

/// The port to the database. `store/sql` implements it for SQLite and PostgreSQL; `store/contract` is the
/// suite that both pass.
///
/// Every call may block on the database, so callers run on worker threads. Failures of the database are
/// `kUnavailable` (cannot be reached, is locked for too long) or `kInternal`; further errors are named at
/// each function. After an error inside a write unit, only rolling back (destroying it) is meaningful.
///
/// Every insert, update and removal of an account, module, user, membership, group or token also writes one
/// entry of the change feed, in the same transaction.
namespace jeton::domain {

/// One transaction. Destroying it without `commit` rolls everything back. Belongs to one thread at a time.
class UnitOfWork {
 public:
  virtual ~UnitOfWork() = default;
  virtual AccountRepository& accounts() = 0;
  virtual ModuleRepository& modules() = 0;
  virtual UserRepository& users() = 0;
  virtual MembershipRepository& memberships() = 0;
  virtual GroupRepository& groups() = 0;
  virtual TokenRepository& tokens() = 0;
  virtual IconRepository& icons() = 0;
  virtual AuditRepository& audit() = 0;
  virtual EventTypeRepository& event_types() = 0;
  virtual SessionRepository& sessions() = 0;
  virtual SignInCounterRepository& sign_in_counters() = 0;
  virtual SealingKeyRepository& sealing_keys() = 0;
  virtual IdempotencyRepository& idempotency() = 0;
  virtual JobLeaseRepository& leases() = 0;
  virtual ChangeFeed& changes() = 0;
  /// Makes everything durable, or fails and leaves nothing. At most once, on a write unit.
  virtual base::Result<void> commit() = 0;
};

/// The database. Safe to call from any thread.
class Store {
 public:
  virtual ~Store() = default;
  /// A consistent snapshot. Writing through it is a bug. An invitation whose time was up when the unit began
  /// is seen as expired (spec R-073) by every call, in the status of the membership and of its user; a write
  /// unit sees it as it is stored.
  virtual base::Result<std::unique_ptr<UnitOfWork>> begin_read() = 0;
  virtual base::Result<std::unique_ptr<UnitOfWork>> begin_write() = 0;
  /// The same for work that can be done later: it waits `lock_wait` at most for what another process holds.
  virtual base::Result<std::unique_ptr<UnitOfWork>> begin_write(std::chrono::milliseconds lock_wait) = 0;
  /// Applies the migrations that are missing, under a lock that other processes respect. Returns how many.
  /// Errors: conflict for a schema that is newer than the program, and for tables of something else.
  virtual base::Result<int> migrate() = 0;
  /// The newest applied migration; 0 for an empty database. Errors: conflict for tables of something else.
  virtual base::Result<int> schema_version() = 0;
  /// Whether the database answers and accepts changes. Errors: unavailable.
  virtual base::Result<void> ping() = 0;
  /// Whether the database has refused a change because it accepts none (it is read-only, or out of space),
  /// and no `ping` has succeeded since. Does not ask the database.
  [[nodiscard]] virtual bool has_refused_changes() const noexcept = 0;
};

}  // namespace jeton::domain
