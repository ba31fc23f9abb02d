#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "domain/ids.h"
#include "domain/lock.h"
#include "domain/module.h"
#include "domain/query.h"
#include "domain/row_stream.h"

/// Part of the port to the database; `domain/store.h` says what holds for every call.
namespace jeton::domain {

class ModuleRepository {
 public:
  virtual ~ModuleRepository() = default;
  virtual base::Result<std::optional<Module>> find(const ModuleId& id, Lock lock = Lock::kNone) = 0;
  virtual base::Result<std::optional<Module>> find_by_code(std::string_view code) = 0;
  /// The whole catalogue with its paths, by id. Hundreds at most.
  virtual base::Result<std::vector<Module>> list() = 0;
  /// `query` is of `module_properties`.
  virtual base::Result<Page<Module>> list(const Query& query) = 0;
  /// All of them in pieces of at most `batch` rows, whatever the page. A bug in a write unit.
  virtual base::Result<std::unique_ptr<RowStream<Module>>> stream(const Query& query, std::size_t batch) = 0;
  /// False if the id or the code is taken.
  virtual base::Result<bool> insert(const Module& module) = 0;
  virtual base::Result<void> update(const Module& module) = 0;
};

}  // namespace jeton::domain
