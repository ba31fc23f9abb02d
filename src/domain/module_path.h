#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "domain/module.h"

/// The rules of module paths.
namespace jeton::domain {

/// Whether requests with `method` belong to `path`. HEAD goes with GET (RFC 9110 section 9.3.2: it is GET
/// without the content). Methods are case-sensitive.
bool lists_method(const ModulePath& path, std::string_view method) noexcept;

/// Whether a request could belong to both: the same prefix, whatever its case, and a method of both.
bool is_stated_by_both(const ModulePath& a, const ModulePath& b) noexcept;

/// The rules that `paths` breaks, at `paths[i].prefix` and `paths[i].methods[j]`. A path is plain text that
/// owns everything below it: anything that looks like a pattern, or could match no request, is refused.
std::vector<base::FieldError> broken_path_rules(const std::vector<ModulePath>& paths);

/// A path of one module that another one has as well.
struct SharedPath {
  std::size_t path = 0;  ///< Its place in `Module::paths`.
  const Module* other = nullptr;
};

/// The first path of `module` that another module of `catalogue` has for one of the same methods: its owner
/// would depend on the order of the modules.
std::optional<SharedPath> find_shared_path(const Module& module, const std::vector<Module>& catalogue);

}  // namespace jeton::domain
