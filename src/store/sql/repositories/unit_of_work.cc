#include "store/sql/repositories/unit_of_work.h"

#include <utility>

#include "base/check.h"
#include "store/sql/repositories/repositories.h"

namespace jeton::store::sql {
namespace {

/// The repository, made when it is first asked for: most units need two or three.
template <class Repository>
Repository& made(std::unique_ptr<Repository>& kept, Transaction& transaction,
                 std::unique_ptr<Repository> (*make)(Transaction&)) {
  if (!kept) kept = make(transaction);
  return *kept;
}

}  // namespace

SqlUnitOfWork::SqlUnitOfWork(Pool::Lease lease, const Dialect& dialect, Access access, base::Timestamp now)
    : lease_{std::move(lease)}, transaction_{*lease_, dialect, access, now}, access_{access} {}

SqlUnitOfWork::~SqlUnitOfWork() {
  if (ended_ || lease_->lost()) return;
  // A connection that cannot even roll back is closed, which rolls back too.
  if (lease_->run("rollback", "ROLLBACK").has_error()) lease_->abandon();
}

domain::AccountRepository& SqlUnitOfWork::accounts() {
  return made(accounts_, transaction_, &make_accounts);
}
domain::ModuleRepository& SqlUnitOfWork::modules() {
  return made(modules_, transaction_, &make_modules);
}
domain::UserRepository& SqlUnitOfWork::users() {
  return made(users_, transaction_, &make_users);
}
domain::MembershipRepository& SqlUnitOfWork::memberships() {
  return made(memberships_, transaction_, &make_memberships);
}
domain::GroupRepository& SqlUnitOfWork::groups() {
  return made(groups_, transaction_, &make_groups);
}
domain::TokenRepository& SqlUnitOfWork::tokens() {
  return made(tokens_, transaction_, &make_tokens);
}
domain::IconRepository& SqlUnitOfWork::icons() {
  return made(icons_, transaction_, &make_icons);
}
domain::AuditRepository& SqlUnitOfWork::audit() {
  return made(audit_, transaction_, &make_audit);
}
domain::EventTypeRepository& SqlUnitOfWork::event_types() {
  return made(event_types_, transaction_, &make_event_types);
}
domain::SessionRepository& SqlUnitOfWork::sessions() {
  return made(sessions_, transaction_, &make_sessions);
}
domain::SignInCounterRepository& SqlUnitOfWork::sign_in_counters() {
  return made(sign_in_counters_, transaction_, &make_sign_in_counters);
}
domain::SealingKeyRepository& SqlUnitOfWork::sealing_keys() {
  return made(sealing_keys_, transaction_, &make_sealing_keys);
}
domain::IdempotencyRepository& SqlUnitOfWork::idempotency() {
  return made(idempotency_, transaction_, &make_idempotency);
}
domain::JobLeaseRepository& SqlUnitOfWork::leases() {
  return made(leases_, transaction_, &make_leases);
}
domain::ChangeFeed& SqlUnitOfWork::changes() {
  return made(changes_, transaction_, &make_changes);
}

void SqlUnitOfWork::announce() {
  const auto announcement = transaction_.dialect().announce_changes();
  if (announcement.empty() || transaction_.added().empty()) return;
  // It is committed whether or not it can be said: who is not told reads the feed at an interval.
  if (lease_->run("announce", announcement).has_error()) lease_->abandon();
}

base::Result<void> SqlUnitOfWork::commit() {
  JETON_ASSERT(access_ == Access::kWrite && !ended_);
  // PostgreSQL answers COMMIT after a failed statement with success and rolls back; SQLite would keep half.
  if (transaction_.refused()) return base::Error::internal("commit after an error in the unit");
  JETON_CHECK(lease_->run("commit", "COMMIT"));
  ended_ = true;
  announce();
  if (auto gone = transaction_.dialect().why_gone(); !gone.empty()) {
    // It went into a file that nobody will find.
    return base::Error::unavailable(std::move(gone));
  }
  return {};
}

}  // namespace jeton::store::sql
