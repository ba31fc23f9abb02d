#pragma once

#include <memory>

#include "domain/store.h"
#include "store/sql/engine/transaction.h"

/// The repositories over one transaction, which must outlive them.
namespace jeton::store::sql {

std::unique_ptr<domain::AccountRepository> make_accounts(Transaction& transaction);
std::unique_ptr<domain::ModuleRepository> make_modules(Transaction& transaction);
std::unique_ptr<domain::UserRepository> make_users(Transaction& transaction);
std::unique_ptr<domain::MembershipRepository> make_memberships(Transaction& transaction);
std::unique_ptr<domain::GroupRepository> make_groups(Transaction& transaction);
std::unique_ptr<domain::TokenRepository> make_tokens(Transaction& transaction);
std::unique_ptr<domain::IconRepository> make_icons(Transaction& transaction);
std::unique_ptr<domain::AuditRepository> make_audit(Transaction& transaction);
std::unique_ptr<domain::EventTypeRepository> make_event_types(Transaction& transaction);
std::unique_ptr<domain::SessionRepository> make_sessions(Transaction& transaction);
std::unique_ptr<domain::IdempotencyRepository> make_idempotency(Transaction& transaction);
std::unique_ptr<domain::SignInCounterRepository> make_sign_in_counters(Transaction& transaction);
std::unique_ptr<domain::SealingKeyRepository> make_sealing_keys(Transaction& transaction);
std::unique_ptr<domain::JobLeaseRepository> make_leases(Transaction& transaction);
std::unique_ptr<domain::ChangeFeed> make_changes(Transaction& transaction);

}  // namespace jeton::store::sql
