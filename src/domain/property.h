#pragma once

#include <cstdint>
#include <span>
#include <string_view>

/// What can be asked about a kind of object: the properties that filters and orders name (spec rql section
/// 5). One table per resource; the stores map each property to a column, and a test checks that none
/// is missing.
namespace jeton::domain {

enum class PropertyType : std::uint8_t {
  kText,
  kEnumeration,  ///< By name, ignoring case; ordered as declared.
  kInteger,
  kBoolean,
  kInstant,
  kReference,   ///< Has properties of its own, is none (spec: go on with a dotted path).
  kCollection,  ///< For `any` and `all`.
  kTokenText,   ///< A whole token: equality alone, compared by digest (spec A-105).
};

enum class PropertyUse : std::uint8_t {
  kFilterAndOrder,
  kFilterOnly,
  kNeither,  ///< Shown, but cannot be queried.
};

struct Property {
  std::string_view path;  ///< As in representations: `audit.created.by.name`. Empty: the element itself.
  PropertyType type = PropertyType::kText;
  /// Whether it may have no value. Texts are always taken to (spec Q-051).
  bool nullable = false;
  PropertyUse use = PropertyUse::kFilterAndOrder;
  /// Only Operations know it (spec section 7, `accounts`); for others it does not exist.
  bool operations_only = false;
  std::span<const std::string_view> values{};  ///< Of an enumeration, as declared.
  std::span<const Property> elements{};        ///< Of a collection: of each element, relative to it.
};

/// Of one resource. Lives as long as the program; predicates point into it.
struct PropertyTable {
  std::string_view resource;  ///< For messages of bugs: `api token`.
  std::span<const Property> properties;

  /// By path, ignoring ASCII case (spec Q-043). Null when there is none.
  [[nodiscard]] const Property* find(std::string_view path) const noexcept;
};

/// Among `properties`, as `PropertyTable::find`.
const Property* find_property(std::span<const Property> properties, std::string_view path) noexcept;

}  // namespace jeton::domain
