#pragma once

#include <cstdint>
#include <optional>

#include "domain/account.h"
#include "replica/packed_id.h"
#include "replica/words.h"

/// `docs/formats/replica.md` has the bits.
namespace jeton::replica {

/// What tokens of one account have in common. Written once, before a slot refers to it, except for the
/// account's status.
struct Grant {
  PackedId account;
  domain::AccountStatus account_status = domain::AccountStatus::kActive;
  std::uint32_t rate_class = 0;
  std::uint32_t modules = 0;    ///< The unit of a set of modules.
  std::uint32_t addresses = 0;  ///< The unit of a set of address rules.

  bool operator==(const Grant&) const = default;
};

void write_grant(Words words, const Grant& grant, Word salt) noexcept;
/// Nothing if it is damaged. `salt` as it was written with.
[[nodiscard]] std::optional<Grant> read_grant(Words words, Word salt) noexcept;
/// Changes the status of the account, for every token that refers to the grant at once.
void write_account_status(Words words, domain::AccountStatus status, Word salt) noexcept;

}  // namespace jeton::replica
