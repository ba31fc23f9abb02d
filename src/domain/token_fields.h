#pragma once

#include "domain/account_fields.h"
#include "domain/fields.h"
#include "domain/token.h"

namespace jeton::domain {

/// A token without its modules.
inline constexpr auto kTokenFields = std::tuple{
    field("id", "id", &Token::id),
    field("revision", "revision", &Token::revision),
    text("name", "name", &Token::name),
    optional_text("description", "description", &Token::description),
    optional_text("icon", "icon", &Token::icon),
    field("status", "status", &Token::status),
    reference("account", "account_id", &Token::account, kAccountReferenceFields),
    field("extensions", "extensions", &Token::extensions).shown_alone(),
    field("lastAccessAt", "last_access", &Token::last_access).moving_by_itself(),
    stamp("created", &Token::created),
    stamp("updated", &Token::updated),
    stamp("enabled", &Token::enabled),
    stamp("disabled", &Token::disabled),
    stamp("deleted", &Token::deleted),
};

}  // namespace jeton::domain
