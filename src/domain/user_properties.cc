#include "domain/user_properties.h"

#include "domain/enumeration_names.h"

namespace jeton::domain {
namespace {

constexpr Property kAccountOfUserProperties[] = {
    {.path = "id"},
    {.path = "name"},
    {.path = "type", .type = PropertyType::kEnumeration, .values = kAccountTypeNames},
    {.path = "status", .type = PropertyType::kEnumeration, .values = kAccountStatusNames},
};

// Who did something to a user may belong to another account, so only Operations filter by it.
constexpr Property kUserProperties[] = {
    {.path = "id"},
    {.path = "revision", .type = PropertyType::kInteger},
    {.path = "email"},
    {.path = "firstName"},
    {.path = "lastName"},
    {.path = "name"},
    {.path = "status", .type = PropertyType::kEnumeration, .values = kUserStatusNames},
    {.path = "phone", .type = PropertyType::kReference, .nullable = true},
    {.path = "phone.prefix", .nullable = true},
    {.path = "phone.number", .nullable = true},
    {.path = "settings", .type = PropertyType::kReference, .use = PropertyUse::kNeither},
    {.path = "icon", .use = PropertyUse::kNeither},
    {.path = "lastLoginAt", .type = PropertyType::kInstant, .nullable = true},
    {.path = "accounts",
     .type = PropertyType::kCollection,
     .operations_only = true,
     .elements = kAccountOfUserProperties},
    {.path = "currentAccount", .type = PropertyType::kReference, .nullable = true, .operations_only = true},
    {.path = "currentAccount.id", .nullable = true, .operations_only = true},
    {.path = "currentAccount.name", .nullable = true, .operations_only = true},
    {.path = "currentAccount.type",
     .type = PropertyType::kEnumeration,
     .nullable = true,
     .operations_only = true,
     .values = kAccountTypeNames},
    {.path = "currentAccount.status",
     .type = PropertyType::kEnumeration,
     .nullable = true,
     .operations_only = true,
     .values = kAccountStatusNames},
    {.path = "audit", .type = PropertyType::kReference},
    {.path = "audit.created", .type = PropertyType::kReference},
    {.path = "audit.created.at", .type = PropertyType::kInstant},
    {.path = "audit.created.by", .type = PropertyType::kReference, .nullable = true, .operations_only = true},
    {.path = "audit.created.by.id", .nullable = true, .operations_only = true},
    {.path = "audit.created.by.name", .nullable = true, .operations_only = true},
    {.path = "audit.updated", .type = PropertyType::kReference, .nullable = true},
    {.path = "audit.updated.at", .type = PropertyType::kInstant, .nullable = true},
    {.path = "audit.updated.by", .type = PropertyType::kReference, .nullable = true, .operations_only = true},
    {.path = "audit.updated.by.id", .nullable = true, .operations_only = true},
    {.path = "audit.updated.by.name", .nullable = true, .operations_only = true},
    {.path = "audit.invitationAcceptedAt", .type = PropertyType::kReference, .nullable = true},
    {.path = "audit.invitationAcceptedAt.at", .type = PropertyType::kInstant, .nullable = true},
};

constexpr PropertyTable kUserTable{.resource = "user", .properties = kUserProperties};

constexpr Property kUserAccountProperties[] = {
    {.path = "id"},
    {.path = "name"},
    {.path = "type", .type = PropertyType::kEnumeration, .values = kAccountTypeNames},
    {.path = "status", .type = PropertyType::kEnumeration, .values = kAccountStatusNames},
    {.path = "icon", .use = PropertyUse::kNeither},
    {.path = "favorite", .use = PropertyUse::kNeither},
    {.path = "invitation", .type = PropertyType::kReference},
    {.path = "invitation.status", .type = PropertyType::kEnumeration, .values = kMembershipStatusNames},
    {.path = "audit", .type = PropertyType::kReference},
    {.path = "audit.access", .type = PropertyType::kReference, .nullable = true},
    {.path = "audit.access.at", .type = PropertyType::kInstant, .nullable = true},
};

constexpr PropertyTable kUserAccountTable{.resource = "account of a user",
                                          .properties = kUserAccountProperties};

}  // namespace

const PropertyTable& user_properties() noexcept {
  return kUserTable;
}

const PropertyTable& user_account_properties() noexcept {
  return kUserAccountTable;
}

}  // namespace jeton::domain
