#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli/io.h"

namespace jeton::cli {

/// `text` with each control character as `?`: what a server or a file says must not steer a terminal.
std::string printable(std::string_view text);

/// Prints `rows` under `header` in columns as wide as their widest text. Every row has as many cells as the
/// header. Control characters are printed as `?`.
void print_table(const Io& io, const std::vector<std::string>& header,
                 const std::vector<std::vector<std::string>>& rows);

}  // namespace jeton::cli
