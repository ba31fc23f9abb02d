#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli/resource/resource.h"

namespace jeton::cli {

/// The columns of a list for which `select` was stated: those that it leaves, and one for each field that it
/// names in addition.
std::vector<Column> columns_for(const std::vector<Column>& usual, std::string_view select);

/// `stated` after what a resource hides. What is named both ways is shown (spec A-052).
std::string select_with(std::string_view hidden, std::string_view stated);

}  // namespace jeton::cli
