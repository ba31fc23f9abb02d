#include "replica/admission.h"

#include "crypto/digest.h"

namespace jeton::replica {
namespace {

bool has_come(const std::optional<base::Timestamp>& moment, base::Timestamp now) noexcept {
  return moment && now >= *moment;
}

bool has_secret(const TokenRecord& record, const Presenter& presenter) noexcept {
  if (crypto::equal_in_constant_time(record.digest, presenter.digest)) return true;
  return record.second && crypto::equal_in_constant_time(record.second->digest, presenter.digest) &&
         !has_come(record.second->expires_at, presenter.now);
}

}  // namespace

Admission admit(const TokenRecord& record, const Presenter& presenter) noexcept {
  if (!has_secret(record, presenter)) return Admission::kWrongSecret;
  switch (record.status) {
    case domain::TokenStatus::kActive: break;
    case domain::TokenStatus::kDisabled: return Admission::kDisabled;
    // No other number is a status.
    case domain::TokenStatus::kDeleted:
    default: return Admission::kDeleted;
  }
  if (record.not_before && !has_come(record.not_before, presenter.now)) return Admission::kNotYetValid;
  if (has_come(record.expires_at, presenter.now)) return Admission::kExpired;
  if (record.addresses.size() > 0 &&
      (presenter.address == nullptr || !record.addresses.allow(*presenter.address))) {
    return Admission::kAddressRefused;
  }
  return Admission::kAdmitted;
}

}  // namespace jeton::replica
