#include <fmt/format.h>

#include <map>

#include "domain/module_fields.h"
#include "store/sql/lists/module_source.h"
#include "store/sql/lists/row_stream.h"
#include "store/sql/repositories/repositories.h"
#include "store/sql/repositories/row_fields.h"

namespace jeton::store::sql {
namespace {

using base::Result;
using domain::Module;
using domain::ModuleId;

constexpr std::string_view kModuleTable = "modules";
const std::string& module_columns() {
  static const auto kColumns = selected(domain::kModuleFields, "m") + ", m.account_types, m.types";
  return kColumns;
}

std::optional<std::vector<domain::AccountType>> parse_types(const std::vector<std::string>& names) {
  std::vector<domain::AccountType> types;
  for (const auto& name : names) {
    const auto type = domain::parse_account_type(name);
    if (!type) return std::nullopt;
    types.push_back(*type);
  }
  return types;
}

std::vector<domain::ModuleType> parse_module_types(const std::vector<std::string>& names) {
  std::vector<domain::ModuleType> types;
  for (const auto& name : names) {
    if (const auto type = domain::parse_module_type(name)) types.push_back(*type);
  }
  return types;
}

/// A module without its paths. A type of account that this program does not know is left out: no one can
/// belong to one.
Module read_module(RowReader& row) {
  Module module{.id = ModuleId::from_stored({})};
  read_fields(row, module, domain::kModuleFields);
  module.account_types = parse_types(row.list()).value_or(std::vector<domain::AccountType>{});
  module.types = parse_module_types(row.list());
  return module;
}

Assignments columns_of(const Module& module) {
  std::vector<std::string> types;
  for (const auto type : module.account_types) types.emplace_back(domain::to_string(type));
  std::vector<std::string> generations;
  for (const auto type : module.types) generations.emplace_back(domain::to_string(type));
  Assignments columns;
  set_fields(columns, module, domain::kModuleFields, WrittenFields::kOfUpdates);
  columns.set("account_types", to_list_text(types)).set("types", to_list_text(generations));
  return columns;
}

class SqlModules final : public domain::ModuleRepository {
 public:
  explicit SqlModules(Transaction& transaction) : transaction_{transaction} {}

  Result<std::optional<Module>> find(const ModuleId& id, domain::Lock lock) override {
    // One module. Index: primary key.
    return find_one({"modules.find",
                     fmt::format("SELECT {} FROM modules m WHERE m.id = ?{}", module_columns(),
                                 transaction_.lock_clause(lock, "m")),
                     Parameters::of(id)});
  }

  Result<std::optional<Module>> find_by_code(std::string_view code) override {
    // One module. Index: unique code.
    return find_one({"modules.find_by_code",
                     fmt::format("SELECT {} FROM modules m WHERE m.code = ?", module_columns()),
                     Parameters::of(code)});
  }

  Result<std::vector<Module>> list() override {
    // The catalogue. Index: primary key, for the order.
    JETON_TRY(
        const auto rows,
        transaction_.query(
            {"modules.list", fmt::format("SELECT {} FROM modules m ORDER BY m.id", module_columns()), {}}));
    JETON_TRY(auto modules, read_all(rows, read_module));
    JETON_CHECK(add_paths(modules, all_paths()));
    return modules;
  }

  Result<domain::Page<Module>> list(const domain::Query& query) override {
    // Index: primary key.
    JETON_TRY(const auto statements,
              list_statements(transaction_.dialect(), module_source(), {}, query, module_columns()));
    JETON_TRY(const auto total, transaction_.count(statements.count));
    domain::Page<Module> page{total, {}};
    if (query.limit == 0) return page;
    JETON_TRY(const auto rows, transaction_.query(statements.page));
    JETON_TRY(page.rows, modules_of(rows));
    return page;
  }

  Result<std::unique_ptr<domain::RowStream<Module>>> stream(const domain::Query& query,
                                                            std::size_t batch) override {
    // Index: as `list`.
    JETON_TRY(const auto statements,
              list_statements(transaction_.dialect(), module_source(), {}, query, module_columns()));
    return open_row_stream<Module>(transaction_, statements.all, batch,
                                   [this](const Rows& rows) { return modules_of(rows); });
  }

  Result<bool> insert(const Module& module) override {
    JETON_TRY(const auto inserted, transaction_.execute(columns_of(module).insert_into(kModuleTable)));
    if (inserted == 0) return false;
    JETON_CHECK(insert_paths(module));
    JETON_CHECK(transaction_.add_change(domain::ObjectType::kModule, module.id.str(), module.revision));
    return true;
  }

  Result<void> update(const Module& module) override {
    JETON_CHECK(
        transaction_.update_row(columns_of(module).update(kModuleTable, module.id.str(), module.revision),
                                domain::ObjectType::kModule, module.id.str(), module.revision));
    // Removes the paths of one module. Index: primary key, by its first column.
    JETON_CHECK(transaction_.execute(
        {"module_paths.clear", "DELETE FROM module_paths WHERE module_id = ?", Parameters::of(module.id)}));
    return insert_paths(module);
  }

 private:
  Result<std::vector<Module>> modules_of(const Rows& rows) {
    JETON_TRY(auto modules, read_all(rows, read_module));
    // Those of the whole catalogue: it has hundreds of modules at most.
    JETON_CHECK(add_paths(modules, all_paths()));
    return modules;
  }

  static Statement all_paths() {
    // The paths of the whole catalogue. Index: primary key, for the order.
    return {"module_paths.list",
            "SELECT module_id, prefix, methods FROM module_paths ORDER BY module_id, ordinal",
            {}};
  }

  Result<std::optional<Module>> find_one(const Statement& statement) {
    JETON_TRY(const auto rows, transaction_.query(statement));
    JETON_TRY(auto modules, read_all(rows, read_module));
    if (modules.empty()) return std::optional<Module>{};
    // The paths of one module. Index: primary key.
    JETON_CHECK(add_paths(modules, {"module_paths.find",
                                    "SELECT module_id, prefix, methods FROM module_paths"
                                    " WHERE module_id = ? ORDER BY ordinal",
                                    Parameters::of(modules.front().id)}));
    return std::optional<Module>{std::move(modules.front())};
  }

  Result<void> add_paths(std::vector<Module>& modules, const Statement& statement) {
    std::map<std::string, Module*, std::less<>> by_id;
    for (auto& module : modules) by_id.emplace(module.id.str(), &module);
    JETON_TRY(const auto rows, transaction_.query(statement));
    for (std::size_t row = 0; row < rows.size(); ++row) {
      RowReader reader{rows, row};
      const auto found = by_id.find(reader.text());
      if (found == by_id.end()) continue;
      auto prefix = reader.text();
      found->second->paths.push_back({std::move(prefix), reader.list()});
      if (reader.broken()) return base::Error::internal("a stored module path cannot be read");
    }
    return {};
  }

  Result<void> insert_paths(const Module& module) {
    std::int64_t ordinal = 0;
    for (const auto& path : module.paths) {
      // Adds one path; only the set-up of the platform writes modules. Index: primary key.
      JETON_CHECK(transaction_.execute(
          {"module_paths.insert",
           "INSERT INTO module_paths (module_id, ordinal, prefix, methods) VALUES (?, ?, ?, ?)",
           Parameters::of(module.id, ordinal++, path.prefix, to_list_text(path.methods))}));
    }
    return {};
  }

  Transaction& transaction_;
};

}  // namespace

std::unique_ptr<domain::ModuleRepository> make_modules(Transaction& transaction) {
  return std::make_unique<SqlModules>(transaction);
}

}  // namespace jeton::store::sql
