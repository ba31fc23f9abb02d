#pragma once

#include <memory>

#include "domain/store.h"
#include "store/sql/engine/pool.h"
#include "store/sql/engine/transaction.h"

namespace jeton::store::sql {

/// The transaction that has begun on a leased connection.
class SqlUnitOfWork final : public domain::UnitOfWork {
 public:
  SqlUnitOfWork(Pool::Lease lease, const Dialect& dialect, Access access, base::Timestamp now);
  ~SqlUnitOfWork() override;
  SqlUnitOfWork(const SqlUnitOfWork&) = delete;
  SqlUnitOfWork& operator=(const SqlUnitOfWork&) = delete;

  domain::AccountRepository& accounts() override;
  domain::ModuleRepository& modules() override;
  domain::UserRepository& users() override;
  domain::MembershipRepository& memberships() override;
  domain::GroupRepository& groups() override;
  domain::TokenRepository& tokens() override;
  domain::IconRepository& icons() override;
  domain::AuditRepository& audit() override;
  domain::EventTypeRepository& event_types() override;
  domain::SessionRepository& sessions() override;
  domain::SignInCounterRepository& sign_in_counters() override;
  domain::SealingKeyRepository& sealing_keys() override;
  domain::IdempotencyRepository& idempotency() override;
  domain::JobLeaseRepository& leases() override;
  domain::ChangeFeed& changes() override;
  base::Result<void> commit() override;

 private:
  void announce();

  Pool::Lease lease_;
  Transaction transaction_;
  Access access_;
  bool ended_ = false;
  std::unique_ptr<domain::AccountRepository> accounts_;
  std::unique_ptr<domain::ModuleRepository> modules_;
  std::unique_ptr<domain::UserRepository> users_;
  std::unique_ptr<domain::MembershipRepository> memberships_;
  std::unique_ptr<domain::GroupRepository> groups_;
  std::unique_ptr<domain::TokenRepository> tokens_;
  std::unique_ptr<domain::IconRepository> icons_;
  std::unique_ptr<domain::AuditRepository> audit_;
  std::unique_ptr<domain::EventTypeRepository> event_types_;
  std::unique_ptr<domain::SessionRepository> sessions_;
  std::unique_ptr<domain::SignInCounterRepository> sign_in_counters_;
  std::unique_ptr<domain::SealingKeyRepository> sealing_keys_;
  std::unique_ptr<domain::IdempotencyRepository> idempotency_;
  std::unique_ptr<domain::JobLeaseRepository> leases_;
  std::unique_ptr<domain::ChangeFeed> changes_;
};

}  // namespace jeton::store::sql
