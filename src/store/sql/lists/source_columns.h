#pragma once

#include <deque>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "domain/fields.h"
#include "store/sql/lists/query_sql.h"

namespace jeton::store::sql {

/// Where the properties of a resource live, from its fields: `last_access` of the table `t` is
/// `t.last_access`, and a text of words has a column `…_folded` beside it. Owns what its columns point into.
class SourceColumns {
 public:
  /// The table that has the columns of some fields.
  struct Place {
    std::string_view alias;
    std::string_view path{};      ///< What the properties are below: `user`. Empty: nothing.
    std::string_view join{};      ///< The alias, if a join provides the table.
    std::string_view referred{};  ///< The join that provides what references lead to.
    bool nullable = false;        ///< The join may provide nothing.
  };

  SourceColumns() = default;
  SourceColumns(SourceColumns&&) = default;
  SourceColumns& operator=(SourceColumns&&) = default;
  SourceColumns(const SourceColumns&) = delete;
  SourceColumns& operator=(const SourceColumns&) = delete;
  ~SourceColumns() = default;

  /// The columns of `fields`, but for those that lists do not know.
  template <class... Fields>
  void add(const std::tuple<Fields...>& fields, const Place& place) {
    domain::for_each_field(fields, [&](const auto& each) { add(each, place); });
  }
  /// One that no field has, or another one for a property that has one. What it points into outlives the
  /// list.
  void put(const ColumnSource& column);
  /// `QuerySource::counts` has the columns of these properties too.
  void set_counted(std::initializer_list<std::string_view> paths);

  /// Changes columns in place.
  [[nodiscard]] std::vector<ColumnSource>& columns() noexcept { return columns_; }
  /// A text that lives as long as the list.
  std::string_view keep(std::string text) { return texts_.emplace_back(std::move(text)); }

  [[nodiscard]] std::span<const ColumnSource> list() const noexcept { return columns_; }

 private:
  template <class Owner, class Value>
  void add(const domain::Field<Owner, Value>& field, const Place& place) {
    if (field.path.empty() || field.use == domain::PropertyUse::kNeither) return;
    add_column(place, field.path, field.name, field.text, presence_of(field, place));
  }

  template <class Owner, class Value>
  void add(const domain::StampField<Owner, Value>& stamp, const Place& place) {
    add_stamp(place, stamp.event, stamp.name, domain::kOptional<Value>, stamp.time_alone);
  }

  template <class Owner, class Value, class... Fields>
  void add(const domain::Part<Owner, Value, Fields...>& part, const Place& place) {
    if (part.path.empty()) return;
    auto inside = place;
    inside.path = path_of(place, part.path);
    add(part.fields, inside);
  }

  template <class Owner, class Value, class... Fields>
  void add(const domain::Reference<Owner, Value, Fields...>& reference, const Place& place) {
    const auto path = path_of(place, reference.path);
    add(reference.shown, {.alias = place.referred,
                          .path = path,
                          .join = place.referred,
                          .nullable = domain::kOptional<Value>});
    // The row itself has the id, without a join.
    add_column({.alias = place.alias, .path = path, .join = place.join}, "id", reference.name,
               domain::TextKind::kCode, domain::kOptional<Value> ? Presence::kNullable : Presence::kAlways);
  }

  template <class Owner, class Value>
  static Presence presence_of(const domain::Field<Owner, Value>& field, const Place& place) {
    const bool nullable = place.nullable || domain::kOptional<Value>;
    if (field.may_be_empty) return nullable ? Presence::kNullableOrEmpty : Presence::kEmptyIsNull;
    return nullable ? Presence::kNullable : Presence::kAlways;
  }

  void add_column(const Place& place, std::string_view path, std::string_view name, domain::TextKind text,
                  Presence presence);
  void add_stamp(const Place& place, std::string_view event, std::string_view name, bool optional,
                 bool time_alone);
  std::string_view path_of(const Place& place, std::string_view path);

  std::deque<std::string> texts_;
  std::vector<ColumnSource> columns_;
};

/// The columns of what a resource shows of another one.
template <class... Fields>
SourceColumns columns_of(const std::tuple<Fields...>& fields, std::string_view alias) {
  SourceColumns columns;
  columns.add(fields, {.alias = alias});
  return columns;
}

}  // namespace jeton::store::sql
