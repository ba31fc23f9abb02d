#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "domain/module.h"
#include "verify/request_path.h"

/// Which modules a request belongs to.
namespace jeton::verify {

/// The owners of a path, one for each of its readings.
struct ModuleRoute {
  enum class Outcome : std::uint8_t {
    kNotOwned,         ///< Under some reading no module has a prefix of the path.
    kMethodNotListed,  ///< Under some reading the owner does not list the method.
    kOwned,
  };

  Outcome outcome = Outcome::kNotOwned;
  /// Each once, the owner of the plain reading first. A token needs all of them. Empty unless owned.
  std::vector<const domain::Module*> modules;
};

/// The modules whose prefixes are longest under the readings of `path`. The longest prefix owns the path even
/// if it does not list the method: a shorter one is not considered.
ModuleRoute route_to_modules(const std::vector<domain::Module>& catalogue, const RequestPath& path,
                             std::string_view method);

/// Whether a module has a prefix of `path`, whatever the method and the reading.
bool is_owned(const std::vector<domain::Module>& catalogue, const RequestPath& path);

}  // namespace jeton::verify
