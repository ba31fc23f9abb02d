#include "store/sql/lists/module_source.h"

namespace jeton::store::sql {
namespace {

constexpr ColumnSource kModuleColumnSources[] = {
    {.path = "id", .column = "m.id"},
    {.path = "revision", .column = "m.revision"},
    {.path = "name", .column = "m.name", .folded = "m.name_folded"},
    {.path = "code", .column = "m.code"},
    {.path = "description",
     .column = "m.description",
     .folded = "m.description_folded",
     .presence = Presence::kEmptyIsNull},
    {.path = "settings.configurable", .column = "m.configurable"},
    {.path = "settings.default", .column = "m.is_default"},
    {.path = "settings.paid", .column = "m.paid"},
    {.path = "settings.obsolete", .column = "m.obsolete"},
    {.path = "settings.eligibility.multi", .column = "m.multi_account"},
    {.path = "settings.eligibility.single", .column = "m.single_account"},
    {.path = "settings.sharedAccount", .column = "m.multi_account"},
    {.path = "audit.created.at", .column = "m.created_at"},
    {.path = "audit.created.by.id", .column = "m.created_by_id", .presence = Presence::kEmptyIsNull},
    {.path = "audit.created.by.name",
     .column = "m.created_by_name",
     .folded = "m.created_by_name_folded",
     .presence = Presence::kEmptyIsNull},
    {.path = "audit.updated.at", .column = "m.updated_at", .presence = Presence::kNullable},
    {.path = "audit.updated.by.id", .column = "m.updated_by_id", .presence = Presence::kNullableOrEmpty},
    {.path = "audit.updated.by.name",
     .column = "m.updated_by_name",
     .folded = "m.updated_by_name_folded",
     .presence = Presence::kNullableOrEmpty},
};

constexpr QuerySource kModuleSource{
    .name = "modules", .from = "modules m", .key = "m.id", .columns = kModuleColumnSources};

}  // namespace

const QuerySource& module_source() noexcept {
  return kModuleSource;
}

}  // namespace jeton::store::sql
