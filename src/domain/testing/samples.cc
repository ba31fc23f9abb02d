#include "domain/testing/samples.h"

#include <fmt/format.h>

#include <utility>

namespace jeton::domain::testing {

ModuleId module_id(int number) {
  return ModuleId::from_stored(fmt::format("MOD-{:04}", number));
}

TokenId token_id(int number) {
  return TokenId::from_stored(fmt::format("TKN-{:04}-1729", number));
}

Account account_of(AccountType type) {
  static constexpr std::string_view kNames[] = {"Birch Retail", "Alder Freight", "Platform Operations"};
  const auto index = static_cast<std::size_t>(type);
  return Account{.id = AccountId::from_stored(fmt::format("ACC-{:04}-0001", index + 1)),
                 .type = type,
                 .status = initial_status(type),
                 .name = std::string{kNames[index]},
                 .description = {},
                 .reveal_tokens = true,
                 .revision = 1,
                 .created = stamp_at(0),
                 .updated = std::nullopt};
}

Module module_of(int number, std::vector<AccountType> types) {
  return Module{.id = module_id(number),
                .code = fmt::format("module-{}", number),
                .name = fmt::format("Module {}", number),
                .description = {},
                .account_types = std::move(types),
                .configurable = true,
                .is_default = false,
                .paid = false,
                .obsolete = false,
                .paths = {},
                .revision = 1,
                .created = stamp_at(0),
                .updated = std::nullopt};
}

Stamp stamp_at(int second) {
  return {base::Timestamp{std::chrono::milliseconds{1'767'323'045'678}} + std::chrono::seconds{second},
          {ActorKind::kUser, "USR-2201-7788", "An Administrator"},
          AccountId::from_stored("ACC-0002-0001")};
}

}  // namespace jeton::domain::testing
