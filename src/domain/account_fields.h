#pragma once

#include "domain/account.h"
#include "domain/fields.h"

namespace jeton::domain {

/// What is shown of an account where something else refers to it (spec R-027).
inline constexpr auto kAccountReferenceFields = std::tuple{
    field("id", "id", &Account::id),
    text("name", "name", &Account::name),
    field("type", "type", &Account::type),
    field("status", "status", &Account::status),
};

inline constexpr auto kAddressFields = std::tuple{
    optional_text("addressLine1", "address_line1", &Address::address_line1),
    optional_text("addressLine2", "address_line2", &Address::address_line2),
    optional_text("postCode", "address_post_code", &Address::post_code),
    optional_text("city", "address_city", &Address::city),
    optional_text("state", "address_state", &Address::state),
    optional_text("country", "address_country", &Address::country),
};

/// An account without its eligibility, which has two values or none.
inline constexpr auto kAccountFields = std::tuple_cat(
    kAccountReferenceFields,
    std::tuple{
        field("revision", "revision", &Account::revision),
        optional_text("description", "description", &Account::description),
        optional_text("website", "website", &Account::website),
        optional_text("technicalSupportEmail", "technical_support_email", &Account::technical_support_email),
        part("address", &Account::address, kAddressFields),
        optional_text("defaultLanguageCode", "default_language_code", &Account::default_language_code),
        optional_text("externalId", "external_id", &Account::external_id),
        field("revealTokens", "reveal_tokens", &Account::reveal_tokens),
        unlisted("status_before_disabled", &Account::status_before_disabled),
        stamp("created", &Account::created),
        stamp("updated", &Account::updated),
        stamp("enabled", &Account::enabled),
        stamp("disabled", &Account::disabled),
        stamp("activated", &Account::activated),
    });

}  // namespace jeton::domain
