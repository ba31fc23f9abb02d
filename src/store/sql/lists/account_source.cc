#include "store/sql/lists/account_source.h"

namespace jeton::store::sql {
namespace {

constexpr ColumnSource kAccountColumnSources[] = {
    {.path = "id", .column = "a.id"},
    {.path = "revision", .column = "a.revision"},
    {.path = "type", .column = "a.type"},
    {.path = "status", .column = "a.status"},
    {.path = "name", .column = "a.name", .folded = "a.name_folded"},
    {.path = "description",
     .column = "a.description",
     .folded = "a.description_folded",
     .presence = Presence::kEmptyIsNull},
    {.path = "website",
     .column = "a.website",
     .folded = "a.website_folded",
     .presence = Presence::kEmptyIsNull},
    {.path = "technicalSupportEmail",
     .column = "a.technical_support_email",
     .folded = "a.technical_support_email_folded",
     .presence = Presence::kEmptyIsNull},
    {.path = "address.addressLine1",
     .column = "a.address_line1",
     .folded = "a.address_line1_folded",
     .presence = Presence::kEmptyIsNull},
    {.path = "address.addressLine2",
     .column = "a.address_line2",
     .folded = "a.address_line2_folded",
     .presence = Presence::kEmptyIsNull},
    {.path = "address.postCode",
     .column = "a.address_post_code",
     .folded = "a.address_post_code_folded",
     .presence = Presence::kEmptyIsNull},
    {.path = "address.city",
     .column = "a.address_city",
     .folded = "a.address_city_folded",
     .presence = Presence::kEmptyIsNull},
    {.path = "address.state",
     .column = "a.address_state",
     .folded = "a.address_state_folded",
     .presence = Presence::kEmptyIsNull},
    {.path = "address.country",
     .column = "a.address_country",
     .folded = "a.address_country_folded",
     .presence = Presence::kEmptyIsNull},
    {.path = "defaultLanguageCode",
     .column = "a.default_language_code",
     .folded = "a.default_language_code_folded",
     .presence = Presence::kEmptyIsNull},
    {.path = "externalId",
     .column = "a.external_id",
     .folded = "a.external_id_folded",
     .presence = Presence::kEmptyIsNull},
    {.path = "eligibility.client", .column = "a.eligible_client", .presence = Presence::kNullable},
    {.path = "eligibility.partner", .column = "a.eligible_partner", .presence = Presence::kNullable},
    {.path = "revealTokens", .column = "a.reveal_tokens"},
    {.path = "audit.created.at", .column = "a.created_at"},
    {.path = "audit.created.by.id", .column = "a.created_by_id", .presence = Presence::kEmptyIsNull},
    {.path = "audit.created.by.name",
     .column = "a.created_by_name",
     .folded = "a.created_by_name_folded",
     .presence = Presence::kEmptyIsNull},
    {.path = "audit.updated.at", .column = "a.updated_at", .presence = Presence::kNullable},
    {.path = "audit.updated.by.id", .column = "a.updated_by_id", .presence = Presence::kNullableOrEmpty},
    {.path = "audit.updated.by.name",
     .column = "a.updated_by_name",
     .folded = "a.updated_by_name_folded",
     .presence = Presence::kNullableOrEmpty},
    {.path = "audit.enabled.at", .column = "a.enabled_at", .presence = Presence::kNullable},
    {.path = "audit.enabled.by.id", .column = "a.enabled_by_id", .presence = Presence::kNullableOrEmpty},
    {.path = "audit.enabled.by.name",
     .column = "a.enabled_by_name",
     .folded = "a.enabled_by_name_folded",
     .presence = Presence::kNullableOrEmpty},
    {.path = "audit.disabled.at", .column = "a.disabled_at", .presence = Presence::kNullable},
    {.path = "audit.disabled.by.id", .column = "a.disabled_by_id", .presence = Presence::kNullableOrEmpty},
    {.path = "audit.disabled.by.name",
     .column = "a.disabled_by_name",
     .folded = "a.disabled_by_name_folded",
     .presence = Presence::kNullableOrEmpty},
    {.path = "audit.activated.at", .column = "a.activated_at", .presence = Presence::kNullable},
    {.path = "audit.activated.by.id", .column = "a.activated_by_id", .presence = Presence::kNullableOrEmpty},
    {.path = "audit.activated.by.name",
     .column = "a.activated_by_name",
     .folded = "a.activated_by_name_folded",
     .presence = Presence::kNullableOrEmpty},
};

constexpr ColumnSource kAccountGroupColumnSources[] = {
    {.path = "id", .column = "g.id"},
    {.path = "name", .column = "g.name", .folded = "g.name_folded"},
    {.path = "isDefault", .column = "g.is_default"},
};

constexpr CollectionSource kAccountCollectionSources[] = {
    {.path = "groups",
     .owner = "g.account_id = a.id",
     .elements = {.name = "user_groups",
                  .from = "user_groups g",
                  .key = "g.id",
                  .columns = kAccountGroupColumnSources}},
};

constexpr QuerySource kAccountSource{.name = "accounts",
                                     .from = "accounts a",
                                     .key = "a.id",
                                     .columns = kAccountColumnSources,
                                     .collections = kAccountCollectionSources};

}  // namespace

const QuerySource& account_source() noexcept {
  return kAccountSource;
}

Condition condition_of(const domain::AccountScope& scope) {
  Condition condition;
  if (scope.all_accounts) return condition;
  if (!scope.own_account) return {.sql = "1 = 0"};
  condition.sql = "a.id = ?";
  condition.parameters.add(*scope.own_account);
  return condition;
}

}  // namespace jeton::store::sql
