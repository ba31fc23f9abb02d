#pragma once

#include "domain/account_fields.h"
#include "domain/fields.h"
#include "domain/group.h"

namespace jeton::domain {

/// What is shown of a user group where something else refers to it.
inline constexpr auto kGroupReferenceFields = std::tuple{
    field("id", "id", &Group::id),
    text("name", "name", &Group::name),
    field("isDefault", "is_default", &Group::is_default),
};

/// A user group without its modules.
inline constexpr auto kGroupFields = std::tuple_cat(
    kGroupReferenceFields, std::tuple{
                               field("revision", "revision", &Group::revision),
                               optional_text("description", "description", &Group::description),
                               optional_text("logo", "logo", &Group::logo),
                               reference("account", "account_id", &Group::account, kAccountReferenceFields),
                               field("extensions", "extensions", &Group::extensions).shown_alone(),
                               stamp("created", &Group::created),
                               stamp("updated", &Group::updated),
                           });

}  // namespace jeton::domain
