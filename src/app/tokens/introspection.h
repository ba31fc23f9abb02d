#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "app/command/services.h"
#include "base/result.h"
#include "domain/account.h"
#include "domain/caller.h"
#include "domain/module.h"
#include "domain/token.h"

/// What services ask that take tokens themselves, without a gateway in front (RFC 7662).
namespace jeton::app {

struct IntrospectedToken {
  domain::Token token;
  domain::Account account;
  std::vector<domain::Module> modules;  ///< By id.
};

/// The token whose text is `text`, if it is active and the caller may ask about it
/// (`domain::introspectable_tokens`); it has been used then (spec R-125). Nothing otherwise, whatever the
/// reason (spec A-193). Errors: those of the store.
base::Result<std::optional<IntrospectedToken>> introspect_token(const Services& services,
                                                                const domain::Caller& caller,
                                                                std::string_view text);

}  // namespace jeton::app
