#include "domain/module_properties.h"

namespace jeton::domain {
namespace {

constexpr Property kModuleProperties[] = {
    {.path = "id"},
    {.path = "revision", .type = PropertyType::kInteger},
    {.path = "name"},
    {.path = "code"},
    {.path = "description", .nullable = true},
    {.path = "accountTypes", .type = PropertyType::kCollection, .use = PropertyUse::kNeither},
    {.path = "settings", .type = PropertyType::kReference},
    {.path = "settings.configurable", .type = PropertyType::kBoolean},
    {.path = "settings.default", .type = PropertyType::kBoolean},
    {.path = "settings.paid", .type = PropertyType::kBoolean},
    {.path = "settings.type", .type = PropertyType::kCollection, .use = PropertyUse::kNeither},
    {.path = "settings.obsolete", .type = PropertyType::kBoolean},
    {.path = "settings.eligibility", .type = PropertyType::kReference},
    {.path = "settings.eligibility.multi", .type = PropertyType::kBoolean},
    {.path = "settings.eligibility.single", .type = PropertyType::kBoolean},
    {.path = "settings.sharedAccount", .type = PropertyType::kBoolean},
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
};

constexpr PropertyTable kModuleTable{.resource = "module", .properties = kModuleProperties};

}  // namespace

const PropertyTable& module_properties() noexcept {
  return kModuleTable;
}

}  // namespace jeton::domain
