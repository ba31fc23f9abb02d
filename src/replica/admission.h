#pragma once

#include <cstdint>

#include "base/clock.h"
#include "base/ip.h"
#include "domain/token.h"
#include "replica/token_record.h"

namespace jeton::replica {

/// What a token in the replica says of a request, apart from its modules.
enum class Admission : std::uint8_t {
  kAdmitted,
  kWrongSecret,
  kDisabled,
  kDeleted,
  kNotYetValid,
  kExpired,
  kAddressRefused,
};

/// Somebody who presents a token.
struct Presenter {
  domain::Digest digest{};  ///< Of the opaque part that was presented.
  base::Timestamp now;
  /// Null if it is unknown: then a token with address rules is refused.
  const base::IpAddress* address = nullptr;
};

/// The one place that obeys what a record says. A digest is compared in constant time; how many there are is
/// no secret. Of several reasons to refuse it is the first in the order above (spec R-124). The status of the
/// account decides nothing (spec R-043).
Admission admit(const TokenRecord& record, const Presenter& presenter) noexcept;

}  // namespace jeton::replica
