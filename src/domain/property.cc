#include "domain/property.h"

#include <algorithm>

#include "base/ascii.h"

namespace jeton::domain {

const Property* find_property(std::span<const Property> properties, std::string_view path) noexcept {
  const auto found = std::find_if(properties.begin(), properties.end(), [path](const Property& property) {
    return std::equal(property.path.begin(), property.path.end(), path.begin(), path.end(),
                      [](char a, char b) { return base::ascii_lower(a) == base::ascii_lower(b); });
  });
  return found == properties.end() ? nullptr : &*found;
}

const Property* PropertyTable::find(std::string_view path) const noexcept {
  return find_property(properties, path);
}

}  // namespace jeton::domain
