#include "domain/property.h"

#include <algorithm>

namespace jeton::domain {
namespace {

char lower(char c) noexcept {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

}  // namespace

const Property* find_property(std::span<const Property> properties, std::string_view path) noexcept {
  const auto found = std::find_if(properties.begin(), properties.end(), [path](const Property& property) {
    return std::equal(property.path.begin(), property.path.end(), path.begin(), path.end(),
                      [](char a, char b) { return lower(a) == lower(b); });
  });
  return found == properties.end() ? nullptr : &*found;
}

const Property* PropertyTable::find(std::string_view path) const noexcept {
  return find_property(properties, path);
}

}  // namespace jeton::domain
