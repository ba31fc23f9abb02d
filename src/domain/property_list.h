#pragma once

#include <cstdint>
#include <deque>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "domain/enumeration_names.h"
#include "domain/fields.h"
#include "domain/property.h"

namespace jeton::domain {

/// The properties of a resource, from its fields. Owns what their paths point into.
class PropertyList {
 public:
  /// Of what `fields` say, and of `others`, which no field has.
  template <class... Fields>
  explicit PropertyList(const std::tuple<Fields...>& fields, std::initializer_list<Property> others = {}) {
    add(fields);
    for (const auto& other : others) add(other);
  }
  PropertyList(PropertyList&&) = default;
  PropertyList& operator=(PropertyList&&) = default;
  PropertyList(const PropertyList&) = delete;
  PropertyList& operator=(const PropertyList&) = delete;
  ~PropertyList() = default;

  /// More fields, below `path` unless it is empty.
  template <class... Fields>
  void add(const std::tuple<Fields...>& fields, std::string_view path = {}) {
    const Place place{path, false, false};
    for_each_field(fields, [&](const auto& each) { add(each, place); });
  }
  void add(const Property& property) { properties_.push_back(property); }

  [[nodiscard]] std::span<const Property> list() const noexcept { return properties_; }

 private:
  /// Where fields are: what they are below, and what is said of that holds for them.
  struct Place {
    std::string_view path;
    bool nullable = false;
    bool operations_only = false;
  };

  template <class Value>
  static constexpr PropertyType type_of() noexcept {
    using Plain = typename WithoutOptional<Value>::Type;
    if constexpr (std::is_same_v<Plain, bool>)
      return PropertyType::kBoolean;
    else if constexpr (std::is_integral_v<Plain>)
      return PropertyType::kInteger;
    else if constexpr (std::is_enum_v<Plain>)
      return PropertyType::kEnumeration;
    else if constexpr (std::is_same_v<Plain, base::Timestamp>)
      return PropertyType::kInstant;
    else if constexpr (std::is_same_v<Plain, std::vector<std::string>>)
      return PropertyType::kCollection;
    else
      return PropertyType::kText;
  }

  template <class Owner, class Value>
  void add(const Field<Owner, Value>& field, const Place& place) {
    using Plain = typename WithoutOptional<Value>::Type;
    if (field.path.empty()) return;
    Property property{.path = path_of(place, field.path),
                      .type = type_of<Value>(),
                      .nullable = kOptional<Value> || field.may_be_empty || place.nullable,
                      .use = field.use,
                      .operations_only = place.operations_only};
    if constexpr (std::is_enum_v<Plain>) property.values = names_of(Plain{});
    add(property);
  }

  template <class Owner, class Value>
  void add(const StampField<Owner, Value>& stamp, const Place& place) {
    add_stamp(path_of(place, "audit"), stamp.event, kOptional<Value>, stamp.time_alone,
              stamp.actor_for_operations);
  }

  template <class Owner, class Value, class... Fields>
  void add(const Part<Owner, Value, Fields...>& part, const Place& place) {
    if (part.path.empty()) return;
    add({.path = path_of(place, part.path), .type = PropertyType::kReference, .nullable = part.may_be_empty});
    const Place inside{properties_.back().path, place.nullable, place.operations_only};
    for_each_field(part.fields, [&](const auto& each) { add(each, inside); });
  }

  template <class Owner, class Value, class... Fields>
  void add(const Reference<Owner, Value, Fields...>& reference, const Place& place) {
    add({.path = path_of(place, reference.path),
         .type = PropertyType::kReference,
         .nullable = kOptional<Value>,
         .operations_only = reference.operations_only});
    const Place inside{properties_.back().path, kOptional<Value>, reference.operations_only};
    for_each_field(reference.shown, [&](const auto& each) { add(each, inside); });
  }

  void add_stamp(std::string_view audit, std::string_view event, bool nullable, bool time_alone,
                 bool actor_for_operations);
  /// `path` below that of `place`, for as long as the list lives.
  std::string_view path_of(const Place& place, std::string_view path);

  std::deque<std::string> texts_;
  std::vector<Property> properties_;
};

}  // namespace jeton::domain
