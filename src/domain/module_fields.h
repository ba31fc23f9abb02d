#pragma once

#include "domain/fields.h"
#include "domain/module.h"

namespace jeton::domain {

/// What lists know of a module where something else refers to it.
inline constexpr auto kModuleReferenceFields = std::tuple{
    field("id", "id", &Module::id),
    text("name", "name", &Module::name),
    field("code", "code", &Module::code),
};

/// A module without its paths, and without the types that it is for and of.
inline constexpr auto kModuleFields =
    std::tuple_cat(kModuleReferenceFields,
                   std::tuple{
                       field("revision", "revision", &Module::revision),
                       optional_text("description", "description", &Module::description),
                       field("settings.configurable", "configurable", &Module::configurable),
                       field("settings.default", "is_default", &Module::is_default),
                       field("settings.paid", "paid", &Module::paid),
                       field("settings.obsolete", "obsolete", &Module::obsolete),
                       field("settings.eligibility.multi", "multi_account", &Module::multi_account),
                       field("settings.eligibility.single", "single_account", &Module::single_account),
                       stamp("created", &Module::created),
                       stamp("updated", &Module::updated),
                   });

}  // namespace jeton::domain
