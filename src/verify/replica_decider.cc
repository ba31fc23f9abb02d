#include "verify/replica_decider.h"

#include "base/ip.h"
#include "base/limits.h"
#include "credential/token_text.h"
#include "replica/admission.h"

namespace jeton::verify {
namespace {

using replica::Admission;
using replica::Found;
using replica::PackedId;

Reason reason_of(Admission admission) noexcept {
  switch (admission) {
    case Admission::kAdmitted: return Reason::kAllowed;
    case Admission::kWrongSecret: return Reason::kWrongSecret;
    case Admission::kDisabled: return Reason::kDisabled;
    case Admission::kDeleted: return Reason::kDeleted;
    case Admission::kNotYetValid: return Reason::kNotYetValid;
    case Admission::kExpired: return Reason::kExpired;
    case Admission::kAddressRefused: return Reason::kAddressRefused;
  }
  return Reason::kUnavailable;
}

Reason reason_of(CatalogueRoute::Outcome outcome) noexcept {
  switch (outcome) {
    case CatalogueRoute::Outcome::kNotOwned: return Reason::kNoModule;
    case CatalogueRoute::Outcome::kMethodNotListed: return Reason::kMethodNotOwned;
    case CatalogueRoute::Outcome::kNotGranted: return Reason::kModuleNotGranted;
    case CatalogueRoute::Outcome::kGranted: return Reason::kAllowed;
  }
  return Reason::kUnavailable;
}

/// Of a request by whom a record was found for.
Reason admission_of(const replica::TokenRecord& record, const domain::Digest& digest,
                    const AccessRequest& request) noexcept {
  replica::Presenter presenter{.digest = digest, .now = request.now};
  if (record.addresses.size() == 0) return reason_of(replica::admit(record, presenter));
  const auto address = base::IpAddress::parse(request.client_address);
  if (address) presenter.address = &*address;
  return reason_of(replica::admit(record, presenter));
}

}  // namespace

Decision PackedDecision::unpacked() const {
  return {reason, token.id<domain::TokenTag>(), account.id<domain::AccountTag>(),
          module.id<domain::ModuleTag>()};
}

PackedDecision ReplicaDecider::decide(const AccessRequest& request) noexcept {
  PackedDecision decision;
  const auto refuse = [&decision](Reason reason) noexcept {
    decision.reason = reason;
    return decision;
  };
  if (request.credential.empty()) return refuse(Reason::kNoCredential);
  const auto presented = credential::take_apart(request.credential);
  if (!presented) return refuse(Reason::kMalformed);
  const auto* const catalogue = catalogue_.get();
  if (catalogue == nullptr || !is_open(request.now)) return refuse(Reason::kUnavailable);

  const auto id = PackedId::of_text(presented->id);
  reader_->prefetch(id);
  // Long before it counts: what it takes is time in which the token's slot arrives, and the digest's is time
  // in which the rest does.
  const bool is_path = path_.read(request.target);
  const auto owner = is_path ? catalogue->sole_owner(path_, request.method) : std::nullopt;
  reader_->prefetch_grant(id);
  const auto digest = credential::digest_of(presented->opaque);
  const auto found = find(id, request.now);
  if (found.found == Found::kUnavailable) return refuse(Reason::kUnavailable);
  if (!is_fresh(request.now)) return refuse(Reason::kStale);

  auto reason = Reason::kUnknown;
  if (found.found == Found::kToken) {
    decision.token = found.record.token;
    decision.account = found.record.account;
    reason = admission_of(found.record, digest, request);
  }
  // The digest decides first: one that was imported may be that of a value which looks mistyped.
  const bool has_no_match = reason == Reason::kUnknown || reason == Reason::kWrongSecret;
  if (has_no_match && credential::is_mistyped(request.credential, *presented)) {
    return refuse(Reason::kMalformed);
  }
  if (reason != Reason::kAllowed) return refuse(reason);
  if (!is_path) return refuse(Reason::kAmbiguousPath);

  const auto& granted = found.record.modules;
  if (owner) {
    decision.module = *owner;
    decision.reason = granted.contains(*owner) ? Reason::kAllowed : Reason::kModuleNotGranted;
  } else {
    const auto route = catalogue->route(path_, request.method, granted);
    decision.module = route.module;
    decision.reason = reason_of(route.outcome);
  }
  if (decision.reason == Reason::kAllowed) accesses_.note(decision.token, request.now);
  return decision;
}

void ReplicaDecider::expect(std::string_view credential) const noexcept {
  const auto presented = credential::take_apart(credential);
  if (!presented || !reader_) return;
  const auto id = PackedId::of_text(presented->id);
  reader_->prefetch(id);
  accesses_.prefetch(id);
}

PackedDecision ReplicaDecider::decide_preflight(std::string_view target, base::Timestamp now) noexcept {
  if (!path_.read(target)) return {.reason = Reason::kNoCredential};
  const auto* const catalogue = catalogue_.get();
  if (catalogue == nullptr || !is_open(now)) return {};
  // No token has this id. The search is what finds a file that replaces this one.
  if (find(PackedId{}, now).found == Found::kUnavailable) return {};
  if (!is_fresh(now)) return {.reason = Reason::kStale};
  return {.reason = catalogue->owns(path_) ? Reason::kPreflight : Reason::kNoCredential};
}

replica::LookUp ReplicaDecider::find(const PackedId& token, base::Timestamp now) noexcept {
  const auto found = reader_->find(token);
  if (found.found != Found::kUnavailable && is_fresh(now)) return found;
  // Somebody may have put another replica there whose writer did not know of this one.
  return is_due(now) && open(now) ? reader_->find(token) : found;
}

bool ReplicaDecider::is_fresh(base::Timestamp now) const noexcept {
  const auto fresh_at = reader_->feed().fresh_at;
  return fresh_at && now - *fresh_at <= source_.max_staleness && *fresh_at - now <= base::kReplicaAheadMax;
}

bool ReplicaDecider::is_due(base::Timestamp now) const noexcept {
  // A clock that was set back makes it due too.
  return !opened_at_ || now < *opened_at_ || now - *opened_at_ >= base::kReplicaOpenInterval;
}

bool ReplicaDecider::is_open(base::Timestamp now) noexcept {
  return reader_ || (is_due(now) && open(now));
}

bool ReplicaDecider::open(base::Timestamp now) noexcept {
  opened_at_ = now;
  auto opened = replica::Reader::open(source_.path, source_.boot);
  if (opened.has_error()) return false;
  reader_ = *std::move(opened);
  return true;
}

}  // namespace jeton::verify
