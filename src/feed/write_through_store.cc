#include "feed/write_through_store.h"

#include <set>
#include <utility>

namespace jeton::feed {
namespace {

using base::Result;
using domain::ObjectType;
using domain::UnitOfWork;

/// What decisions need of the objects that the unit has changed. Its own transaction sees them as they will
/// be, and holds their rows, so that nobody changes them before it commits.
Result<LiveReplica::Reading> read_added(UnitOfWork& unit) {
  std::set<domain::TokenId> tokens;
  bool modules = false;
  for (const auto& entry : unit.changes().added()) {
    if (entry.object_type == ObjectType::kApiToken)
      tokens.insert(domain::TokenId::from_stored(entry.object_id));
    modules = modules || entry.object_type == ObjectType::kModule;
  }
  LiveReplica::Reading reading;
  if (!tokens.empty()) {
    JETON_TRY(reading.tokens, unit.tokens().find_credentials({tokens.begin(), tokens.end()}));
  }
  if (modules) {
    JETON_TRY(reading.modules, unit.modules().list());
  }
  return reading;
}

class WriteThroughUnit final : public UnitOfWork {
 public:
  WriteThroughUnit(std::unique_ptr<UnitOfWork> unit, LiveReplica& replica,
                   const std::function<void()>& on_commit)
      : unit_{std::move(unit)}, replica_{replica}, on_commit_{on_commit} {}

  domain::AccountRepository& accounts() override { return unit_->accounts(); }
  domain::ModuleRepository& modules() override { return unit_->modules(); }
  domain::UserRepository& users() override { return unit_->users(); }
  domain::MembershipRepository& memberships() override { return unit_->memberships(); }
  domain::GroupRepository& groups() override { return unit_->groups(); }
  domain::TokenRepository& tokens() override { return unit_->tokens(); }
  domain::IconRepository& icons() override { return unit_->icons(); }
  domain::AuditRepository& audit() override { return unit_->audit(); }
  domain::EventTypeRepository& event_types() override { return unit_->event_types(); }
  domain::SessionRepository& sessions() override { return unit_->sessions(); }
  domain::SignInCounterRepository& sign_in_counters() override { return unit_->sign_in_counters(); }
  domain::SealingKeyRepository& sealing_keys() override { return unit_->sealing_keys(); }
  domain::IdempotencyRepository& idempotency() override { return unit_->idempotency(); }
  domain::JobLeaseRepository& leases() override { return unit_->leases(); }
  domain::ChangeFeed& changes() override { return unit_->changes(); }

  Result<void> commit() override {
    if (unit_->changes().added().empty()) return unit_->commit();
    JETON_TRY(const auto reading, read_added(*unit_));
    JETON_CHECK(unit_->commit());
    replica_.put_committed(reading);
    on_commit_();
    return {};
  }

 private:
  std::unique_ptr<UnitOfWork> unit_;
  LiveReplica& replica_;
  const std::function<void()>& on_commit_;
};

}  // namespace

WriteThroughStore::WriteThroughStore(domain::Store& store, LiveReplica& replica,
                                     std::function<void()> on_commit)
    : store_{store}, replica_{replica}, on_commit_{std::move(on_commit)} {}

Result<std::unique_ptr<UnitOfWork>> WriteThroughStore::begin_read() {
  return store_.begin_read();
}

Result<std::unique_ptr<UnitOfWork>> WriteThroughStore::begin_write() {
  JETON_TRY(auto unit, store_.begin_write());
  return std::unique_ptr<UnitOfWork>{
      std::make_unique<WriteThroughUnit>(std::move(unit), replica_, on_commit_)};
}

Result<std::unique_ptr<UnitOfWork>> WriteThroughStore::begin_write(std::chrono::milliseconds lock_wait) {
  JETON_TRY(auto unit, store_.begin_write(lock_wait));
  return std::unique_ptr<UnitOfWork>{
      std::make_unique<WriteThroughUnit>(std::move(unit), replica_, on_commit_)};
}

}  // namespace jeton::feed
