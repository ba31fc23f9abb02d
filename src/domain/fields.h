#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "domain/property.h"
#include "domain/stamp.h"

/// What resources consist of, each field stated once: what representations call it, what stores call it, and
/// where it is in the type. Such a table is a `std::tuple` of the shapes below, beside its type
/// (`token_fields.h`). Everything else follows from it: the properties that lists are filtered and ordered by
/// (`property_list.h`), and in a store the columns, and how a row is read and written.
namespace jeton::domain {

/// What a text is, when lists sort and match it.
enum class TextKind : std::uint8_t {
  kWords,  ///< Written by people: without case first.
  kCode,   ///< Of ASCII, such as an id: as it is.
};

/// One value.
template <class Owner, class Value>
struct Field {
  std::string_view path;  ///< As in representations: `lastAccessAt`. Empty: lists do not know it.
  std::string_view name;  ///< As in stores: `last_access`.
  Value Owner::*member;
  TextKind text = TextKind::kCode;
  /// Of a text: an empty one is none (spec R-020).
  bool may_be_empty = false;
  /// A statement of its own moves it; an update of the row must not write back what it read before.
  bool moves_by_itself = false;
  PropertyUse use = PropertyUse::kFilterAndOrder;

  /// The same field, which moves by itself.
  [[nodiscard]] constexpr Field moving_by_itself() const noexcept {
    auto field = *this;
    field.moves_by_itself = true;
    return field;
  }
  /// The same field, shown but not asked about.
  [[nodiscard]] constexpr Field shown_alone() const noexcept {
    auto field = *this;
    field.use = PropertyUse::kNeither;
    return field;
  }
};

/// Of one event in `audit` (spec R-022): a `Stamp`, optional unless it happened to every object.
template <class Owner, class Value>
struct StampField {
  std::string_view event;  ///< As in representations: `created`, for `audit.created`.
  std::string_view name;   ///< As in stores: `created`, for `created_at` and so on.
  Value Owner::*member;
  /// Lists know when it was, and not by whom.
  bool time_alone = false;
  /// By whom is for Operations alone: the actor may belong to another account.
  bool actor_for_operations = false;

  /// The same event, of which lists know the time alone, as `event` of `audit`.
  [[nodiscard]] constexpr StampField at_alone(std::string_view shown_as) const noexcept {
    auto stamp = *this;
    stamp.event = shown_as;
    stamp.time_alone = true;
    return stamp;
  }
  [[nodiscard]] constexpr StampField by_for_operations() const noexcept {
    auto stamp = *this;
    stamp.actor_for_operations = true;
    return stamp;
  }
};

/// A value with fields of its own, which are stored beside the owner's.
template <class Owner, class Value, class... Fields>
struct Part {
  std::string_view path;  ///< `address`, for `address.city`. Empty: lists know nothing of it.
  Value Owner::*member;
  std::tuple<Fields...> fields;
  bool may_be_empty = false;  ///< It is left out where all of its fields are empty.
};

/// Another object, by its id: `AccountId`, optional if there may be none. Representations show more of it.
template <class Owner, class Value, class... Fields>
struct Reference {
  std::string_view path;  ///< `account`, for `account.id` and `account.name`.
  std::string_view name;  ///< Of the id, as in stores: `account_id`.
  Value Owner::*member;
  std::tuple<Fields...> shown;  ///< What is shown of it, with its id.
  bool operations_only = false;

  [[nodiscard]] constexpr Reference for_operations() const noexcept {
    auto reference = *this;
    reference.operations_only = true;
    return reference;
  }
};

/// An id, a number, a truth, an instant, an enumerator, a list, or a text of ASCII.
template <class Owner, class Value>
constexpr Field<Owner, Value> field(std::string_view path, std::string_view name, Value Owner::*member) {
  return {path, name, member};
}

/// The same of a text that may be empty.
template <class Owner>
constexpr Field<Owner, std::string> optional_code(std::string_view path, std::string_view name,
                                                  std::string Owner::*member) {
  return {.path = path, .name = name, .member = member, .may_be_empty = true};
}

/// A text that people write and that is never empty.
template <class Owner>
constexpr Field<Owner, std::string> text(std::string_view path, std::string_view name,
                                         std::string Owner::*member) {
  return {.path = path, .name = name, .member = member, .text = TextKind::kWords};
}

/// The same of a text that may be empty.
template <class Owner>
constexpr Field<Owner, std::string> optional_text(std::string_view path, std::string_view name,
                                                  std::string Owner::*member) {
  return {.path = path, .name = name, .member = member, .text = TextKind::kWords, .may_be_empty = true};
}

/// What is stored, and neither shown nor asked about under a name of its own.
template <class Owner, class Value>
constexpr Field<Owner, Value> unlisted(std::string_view name, Value Owner::*member) {
  return {.path = {}, .name = name, .member = member};
}

template <class Owner, class Value>
constexpr StampField<Owner, Value> stamp(std::string_view event, Value Owner::*member) {
  return {.event = event, .name = event, .member = member};
}

template <class Owner, class Value, class... Fields>
constexpr Part<Owner, Value, Fields...> part(std::string_view path, Value Owner::*member,
                                             const std::tuple<Fields...>& fields) {
  return {.path = path, .member = member, .fields = fields};
}

template <class Owner, class Value, class... Fields>
constexpr Part<Owner, Value, Fields...> optional_part(std::string_view path, Value Owner::*member,
                                                      const std::tuple<Fields...>& fields) {
  return {.path = path, .member = member, .fields = fields, .may_be_empty = true};
}

template <class Owner, class Value, class... Fields>
constexpr Reference<Owner, Value, Fields...> reference(std::string_view path, std::string_view name,
                                                       Value Owner::*member,
                                                       const std::tuple<Fields...>& shown) {
  return {.path = path, .name = name, .member = member, .shown = shown};
}

template <class T>
struct WithoutOptional {
  using Type = T;
};
template <class T>
struct WithoutOptional<std::optional<T>> {
  using Type = T;
};

/// Whether there may be none of a value of this type.
template <class Value>
inline constexpr bool kOptional = !std::is_same_v<typename WithoutOptional<Value>::Type, Value>;

/// Calls `visit` with each of `fields`, in their order.
template <class Visitor, class... Fields>
constexpr void for_each_field(const std::tuple<Fields...>& fields, Visitor&& visit) {
  std::apply([&visit](const auto&... each) { (visit(each), ...); }, fields);
}

}  // namespace jeton::domain
