#pragma once

#include <fmt/format.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "base/text.h"
#include "domain/enumeration_names.h"
#include "domain/fields.h"
#include "store/sql/engine/rows.h"
#include "store/sql/engine/statement.h"

/// How the row of a resource is selected, read and written, from its fields. The order of columns is that of
/// the fields, for all three.
namespace jeton::store::sql {

/// The names of the columns that `fields` are stored in.
template <class... Fields>
std::vector<std::string> stored_names(const std::tuple<Fields...>& fields) {
  std::vector<std::string> names;
  domain::for_each_field(fields, [&names]<class Each>(const Each& each) {
    if constexpr (requires { each.fields; }) {
      for (auto& name : stored_names(each.fields)) names.push_back(std::move(name));
    } else if constexpr (requires { each.event; }) {
      for (const auto* part : {"at", "by_kind", "by_id", "by_name", "of"}) {
        names.push_back(fmt::format("{}_{}", each.name, part));
      }
    } else {
      names.emplace_back(each.name);
    }
  });
  return names;
}

/// What a column is selected as, instead of itself.
struct SelectedInstead {
  std::string_view name;
  std::string expression;
};

/// The columns of `fields` in the table `alias`, as a statement selects them.
template <class... Fields>
std::string selected(const std::tuple<Fields...>& fields, std::string_view alias,
                     const SelectedInstead& instead = {}) {
  std::vector<std::string> columns;
  for (const auto& name : stored_names(fields)) {
    columns.push_back(name == instead.name ? instead.expression : fmt::format("{}.{}", alias, name));
  }
  return fmt::format("{}", fmt::join(columns, ", "));
}

template <class Value>
Value read_value(RowReader& row) {
  using Plain = typename domain::WithoutOptional<Value>::Type;
  constexpr bool kOptional = domain::kOptional<Value>;
  if constexpr (std::is_same_v<Plain, std::string>) {
    if constexpr (kOptional)
      return row.optional_text();
    else
      return row.text();
  } else if constexpr (std::is_same_v<Plain, bool>) {
    static_assert(!kOptional);
    return row.flag();
  } else if constexpr (std::is_integral_v<Plain>) {
    if constexpr (kOptional)
      return row.optional_integer();
    else
      return row.integer();
  } else if constexpr (std::is_same_v<Plain, base::Timestamp>) {
    if constexpr (kOptional)
      return row.optional_time();
    else
      return row.time();
  } else if constexpr (std::is_same_v<Plain, std::vector<std::string>>) {
    if constexpr (kOptional)
      return row.optional_list();
    else
      return row.list();
  } else if constexpr (std::is_same_v<Plain, domain::Stamp>) {
    if constexpr (kOptional)
      return row.optional_stamp();
    else
      return row.stamp();
  } else if constexpr (std::is_enum_v<Plain>) {
    if constexpr (kOptional) {
      const auto name = row.optional_text();
      return name ? domain::enumerator_of<Plain>(*name) : std::nullopt;
    } else {
      return row.enumerator(domain::enumerator_of<Plain>);
    }
  } else {
    if constexpr (kOptional)
      return row.template optional_id<Plain>();
    else
      return row.template id<Plain>();
  }
}

/// Reads into `owner` what `selected` of the same fields selected.
template <class Owner, class... Fields>
void read_fields(RowReader& row, Owner& owner, const std::tuple<Fields...>& fields) {
  domain::for_each_field(fields, [&]<class Each>(const Each& each) {
    auto& member = owner.*each.member;
    if constexpr (requires { each.fields; })
      read_fields(row, member, each.fields);
    else
      member = read_value<std::remove_reference_t<decltype(member)>>(row);
  });
}

/// How a value is stored.
template <class Value>
auto stored_value(const Value& value) {
  if constexpr (domain::kOptional<Value>) {
    using Stored = decltype(stored_value(*value));
    return value ? std::optional<Stored>{stored_value(*value)} : std::nullopt;
  } else if constexpr (std::is_enum_v<Value>) {
    return std::string{domain::name_of(value)};
  } else if constexpr (std::is_same_v<Value, std::vector<std::string>>) {
    return to_list_text(value);
  } else {
    return value;
  }
}

/// Which fields are written.
enum class WrittenFields : std::uint8_t {
  kOfUpdates,  ///< All but those that move by themselves.
  kOfInserts,
};

/// Sets the columns of `owner`.
template <class Owner, class... Fields>
void set_fields(Assignments& columns, const Owner& owner, const std::tuple<Fields...>& fields,
                WrittenFields written) {
  domain::for_each_field(fields, [&]<class Each>(const Each& each) {
    const auto& member = owner.*each.member;
    if constexpr (requires { each.fields; }) {
      set_fields(columns, member, each.fields, written);
    } else if constexpr (requires { each.event; }) {
      if (each.time_alone)
        columns.set_stamp(each.name, member);
      else
        columns.set_listed_stamp(each.name, member);
    } else if constexpr (requires { each.shown; }) {
      columns.set(each.name, member);
    } else {
      if (each.moves_by_itself && written == WrittenFields::kOfUpdates) return;
      columns.set(each.name, stored_value(member));
      if constexpr (std::is_same_v<std::remove_cvref_t<decltype(member)>, std::string>) {
        if (each.text == domain::TextKind::kWords) {
          columns.set(fmt::format("{}_folded", each.name), base::fold_case(member));
        }
      }
    }
  });
}

}  // namespace jeton::store::sql
