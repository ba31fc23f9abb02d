#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/error.h"

/// What the permission sets of groups and of tokens have in common.
namespace jeton::domain {

/// `values` in order, each once (spec R-112).
template <class T>
std::vector<T> sorted_set(std::vector<T> values) {
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
  return values;
}

/// The error for `modules[index]` when it may not be in the set; the same whether it exists or not.
base::FieldError unavailable_module(std::size_t index);

/// The extensions as stored: nothing stays nothing (spec R-180). Adds to `broken`, at `extensions` or
/// `extensions[i].id`, when there are too many, or some are not ids of extensions.
std::optional<std::vector<std::string>> checked_extensions(
    const std::optional<std::vector<std::string>>& stated, std::vector<base::FieldError>& broken);

}  // namespace jeton::domain
