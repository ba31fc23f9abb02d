#include "domain/membership_properties.h"

#include "domain/enumeration_names.h"
#include "domain/group_properties.h"
#include "domain/membership_fields.h"
#include "domain/module_properties.h"
#include "domain/property_list.h"
#include "domain/user_fields.h"

namespace jeton::domain {
namespace {

/// In both views, beside the fields that both have.
void add_shared(PropertyList& list) {
  list.add({.path = "audit.access", .type = PropertyType::kReference, .nullable = true});
  list.add({.path = "groups", .type = PropertyType::kCollection, .elements = group_reference_properties()});
  list.add({.path = "modules", .type = PropertyType::kCollection, .elements = module_reference_properties()});
  list.add({.path = "invitation", .type = PropertyType::kReference});
  list.add(
      {.path = "invitation.status", .type = PropertyType::kEnumeration, .values = kMembershipStatusNames});
  list.add({.path = "invitation.url", .use = PropertyUse::kNeither});
}

}  // namespace

const PropertyTable& membership_properties() noexcept {
  static const PropertyList kProperties = [] {
    PropertyList list{kMembershipFields,
                      {{.path = "user", .type = PropertyType::kReference},
                       {.path = "user.name"},
                       {.path = "lastLoginAt", .type = PropertyType::kInstant, .nullable = true}}};
    list.add(kPersonFields, "user");
    add_shared(list);
    return list;
  }();
  static const PropertyTable kTable{.resource = "account user", .properties = kProperties.list()};
  return kTable;
}

const PropertyTable& member_properties() noexcept {
  static const PropertyList kProperties = [] {
    PropertyList list{kPersonFields,
                      {{.path = "id"},
                       {.path = "revision", .type = PropertyType::kInteger, .use = PropertyUse::kNeither},
                       {.path = "name"},
                       {.path = "settings", .type = PropertyType::kReference, .use = PropertyUse::kNeither},
                       {.path = "icon", .use = PropertyUse::kNeither}}};
    list.add(std::tuple{kPhone, kSignIn});
    list.add(kSharedMembershipFields);
    list.add({.path = "audit.login", .type = PropertyType::kReference, .nullable = true});
    add_shared(list);
    return list;
  }();
  static const PropertyTable kTable{.resource = "user of an account", .properties = kProperties.list()};
  return kTable;
}

}  // namespace jeton::domain
