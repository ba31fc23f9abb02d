#pragma once

#include <string_view>

#include "app/testing/platform.h"
#include "credential/token_text.h"

namespace jeton::verify {

/// A token of Alder with the module Billing, of which nothing but the digest of `opaque` was imported.
inline domain::TokenId imported_token(app::testing::TestPlatform& platform, std::string_view opaque,
                                      domain::TokenStatus status = domain::TokenStatus::kActive) {
  auto unit = *platform.store().begin_write();
  const domain::Stamp stamp{.at = platform.clock.now(), .by = {}};
  for (int number = 1;; ++number) {
    const auto digits = std::to_string(number);
    const auto id = *domain::TokenId::parse("TKN-7777-" + std::string(4 - digits.size(), '0') + digits);
    domain::Token token{
        .id = id, .account = platform.alder.id, .name = "Imported", .description = {}, .icon = {}};
    token.status = status;
    token.modules = {platform.billing};
    token.created = stamp;
    if (!*unit->tokens().insert(token, {id, credential::digest_of(opaque), {}, platform.clock.now()}))
      continue;
    EXPECT_TRUE(unit->commit().has_value());
    return id;
  }
}

}  // namespace jeton::verify
