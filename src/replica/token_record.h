#pragma once

#include <cstdint>
#include <optional>

#include "base/clock.h"
#include "domain/account.h"
#include "domain/token.h"
#include "replica/packed_id.h"
#include "replica/sets.h"
#include "replica/token_entry.h"

namespace jeton::replica {

/// A token as a reader found it, all of one version. Copied out of the file, except for the sets: these point
/// into the file and are valid until the reader is asked again.
struct TokenRecord {
  PackedId token;
  PackedId account;
  domain::TokenStatus status = domain::TokenStatus::kDeleted;
  domain::AccountStatus account_status = domain::AccountStatus::kDisabled;
  std::uint32_t revision = 0;
  std::uint32_t rate_class = 0;
  domain::Digest digest{};
  std::optional<SecondSecret> second;
  std::optional<base::Timestamp> not_before;
  std::optional<base::Timestamp> expires_at;
  ModuleSet modules;
  AddressRules addresses;
};

}  // namespace jeton::replica
