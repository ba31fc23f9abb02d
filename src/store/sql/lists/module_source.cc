#include "store/sql/lists/module_source.h"

#include "domain/module_fields.h"
#include "store/sql/lists/source_columns.h"

namespace jeton::store::sql {
namespace {

constexpr JoinSource kModuleLinkJoins[] = {{.alias = "m", .sql = "JOIN modules m ON m.id = l.module_id"}};

SourceColumns module_columns() {
  auto columns = columns_of(domain::kModuleFields, "m");
  columns.put({.path = "settings.sharedAccount", .column = "m.multi_account"});
  return columns;
}

SourceColumns linked_module_columns() {
  SourceColumns columns;
  columns.add(domain::kModuleReferenceFields, {.alias = "m", .join = "m"});
  columns.put({.path = "id", .column = "l.module_id"});
  return columns;
}

}  // namespace

const QuerySource& module_source() noexcept {
  static const auto kColumns = module_columns();
  static const QuerySource kSource{
      .name = "modules", .from = "modules m", .key = "m.id", .columns = kColumns.list()};
  return kSource;
}

QuerySource linked_modules(std::string_view name, std::string_view from) noexcept {
  static const auto kColumns = linked_module_columns();
  return {.name = name,
          .from = from,
          .key = "l.module_id",
          .joins = kModuleLinkJoins,
          .columns = kColumns.list()};
}

}  // namespace jeton::store::sql
