#include "domain/membership_properties.h"

#include "base/joined.h"
#include "domain/enumeration_names.h"

namespace jeton::domain {
namespace {

constexpr Property kMembershipGroupProperties[] = {
    {.path = "id"}, {.path = "name"}, {.path = "isDefault", .type = PropertyType::kBoolean}};
constexpr Property kMembershipModuleProperties[] = {{.path = "id"}, {.path = "name"}, {.path = "code"}};

/// In both views.
constexpr Property kSharedMembershipProperties[] = {
    {.path = "account", .type = PropertyType::kReference},
    {.path = "account.id"},
    {.path = "account.name"},
    {.path = "account.type", .type = PropertyType::kEnumeration, .values = kAccountTypeNames},
    {.path = "account.status", .type = PropertyType::kEnumeration, .values = kAccountStatusNames},
    {.path = "groups", .type = PropertyType::kCollection, .elements = kMembershipGroupProperties},
    {.path = "modules", .type = PropertyType::kCollection, .elements = kMembershipModuleProperties},
    {.path = "invitation", .type = PropertyType::kReference},
    {.path = "invitation.status", .type = PropertyType::kEnumeration, .values = kMembershipStatusNames},
    {.path = "invitation.url", .use = PropertyUse::kNeither},
    {.path = "audit", .type = PropertyType::kReference},
    {.path = "audit.created", .type = PropertyType::kReference},
    {.path = "audit.created.at", .type = PropertyType::kInstant},
    {.path = "audit.created.by", .type = PropertyType::kReference, .nullable = true},
    {.path = "audit.created.by.id", .nullable = true},
    {.path = "audit.created.by.name", .nullable = true},
    {.path = "audit.updated", .type = PropertyType::kReference, .nullable = true},
    {.path = "audit.updated.at", .type = PropertyType::kInstant, .nullable = true},
    {.path = "audit.updated.by", .type = PropertyType::kReference, .nullable = true},
    {.path = "audit.updated.by.id", .nullable = true},
    {.path = "audit.updated.by.name", .nullable = true},
    {.path = "audit.invited", .type = PropertyType::kReference, .nullable = true},
    {.path = "audit.invited.at", .type = PropertyType::kInstant, .nullable = true},
    {.path = "audit.invited.by", .type = PropertyType::kReference, .nullable = true},
    {.path = "audit.invited.by.id", .nullable = true},
    {.path = "audit.invited.by.name", .nullable = true},
    {.path = "audit.joined", .type = PropertyType::kReference, .nullable = true},
    {.path = "audit.joined.at", .type = PropertyType::kInstant, .nullable = true},
    {.path = "audit.joined.by", .type = PropertyType::kReference, .nullable = true},
    {.path = "audit.joined.by.id", .nullable = true},
    {.path = "audit.joined.by.name", .nullable = true},
    {.path = "audit.access", .type = PropertyType::kReference, .nullable = true},
    {.path = "audit.access.at", .type = PropertyType::kInstant, .nullable = true},
    {.path = "audit.invitationAcceptedAt", .type = PropertyType::kReference, .nullable = true},
    {.path = "audit.invitationAcceptedAt.at", .type = PropertyType::kInstant, .nullable = true},
};

constexpr Property kOwnMembershipProperties[] = {
    {.path = "id"},
    {.path = "revision", .type = PropertyType::kInteger},
    {.path = "status", .type = PropertyType::kEnumeration, .values = kMembershipStatusNames},
    {.path = "user", .type = PropertyType::kReference},
    {.path = "user.id"},
    {.path = "user.name"},
    {.path = "user.firstName"},
    {.path = "user.lastName"},
    {.path = "user.email"},
    {.path = "user.status", .type = PropertyType::kEnumeration, .values = kUserStatusNames},
    {.path = "user.lastLoginAt", .type = PropertyType::kInstant, .nullable = true},
    {.path = "lastLoginAt", .type = PropertyType::kInstant, .nullable = true},
};
constexpr auto kMembershipProperties = base::joined(kOwnMembershipProperties, kSharedMembershipProperties);

constexpr Property kOwnMemberProperties[] = {
    {.path = "id"},
    {.path = "revision", .type = PropertyType::kInteger, .use = PropertyUse::kNeither},
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
    {.path = "audit.login", .type = PropertyType::kReference, .nullable = true},
    {.path = "audit.login.at", .type = PropertyType::kInstant, .nullable = true},
};
constexpr auto kMemberProperties = base::joined(kOwnMemberProperties, kSharedMembershipProperties);

constexpr PropertyTable kMembershipTable{.resource = "account user", .properties = kMembershipProperties};
constexpr PropertyTable kMemberTable{.resource = "user of an account", .properties = kMemberProperties};

}  // namespace

const PropertyTable& membership_properties() noexcept {
  return kMembershipTable;
}

const PropertyTable& member_properties() noexcept {
  return kMemberTable;
}

}  // namespace jeton::domain
