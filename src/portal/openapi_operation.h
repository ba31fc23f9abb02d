#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "yaml/yaml.h"

namespace jeton::portal {

/// What `contract`, an OpenAPI document, says about one operation, as HTML: its summary and description, its
/// parameters, what its body holds and how it answers. Every text of the contract is escaped. Nothing when
/// the contract has no such operation. `method` in any case.
std::optional<std::string> render_operation(const yaml::YamlNode& contract, std::string_view path,
                                            std::string_view method);

}  // namespace jeton::portal
