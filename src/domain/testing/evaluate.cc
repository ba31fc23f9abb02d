#include "domain/testing/evaluate.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "base/text.h"

namespace jeton::domain::testing {
namespace {

const QueryValue* find_value(const Row& row, const Property& property) {
  const auto found = row.values.find(property.path);
  return found == row.values.end() ? nullptr : &found->second;
}

std::string_view text_of(const QueryValue& value) {
  return std::get<std::string>(value);
}

/// Below, at or above 0.
int compare(const Property& property, const QueryValue& a, const QueryValue& b) {
  if (property.type == PropertyType::kEnumeration) {
    const auto index = [&](const QueryValue& value) {
      return std::find(property.values.begin(), property.values.end(), text_of(value)) -
             property.values.begin();
    };
    return static_cast<int>(index(a) - index(b));
  }
  // Texts by bytes: std::string compares characters as unsigned.
  if (a < b) return -1;
  return a == b ? 0 : 1;
}

bool holds(Comparison comparison, int compared) {
  switch (comparison) {
    case Comparison::kEqual: return compared == 0;
    case Comparison::kNotEqual: return compared != 0;
    case Comparison::kGreater: return compared > 0;
    case Comparison::kGreaterOrEqual: return compared >= 0;
    case Comparison::kLess: return compared < 0;
    case Comparison::kLessOrEqual: return compared <= 0;
  }
  return false;
}

bool matches(const Predicate& predicate, std::string_view value) {
  const auto fold = [&](std::string_view text) {
    return predicate.ignore_case ? base::fold_case(text) : std::string{text};
  };
  const auto text = fold(value);
  const auto pattern = fold(text_of(predicate.values.at(0)));
  switch (predicate.match) {
    case TextMatch::kEquals: return text == pattern;
    case TextMatch::kStartsWith: return text.starts_with(pattern);
    case TextMatch::kEndsWith: return text.ends_with(pattern);
    case TextMatch::kContains: return text.find(pattern) != std::string::npos;
    case TextMatch::kAny: return true;
  }
  return false;
}

const std::vector<Row>& elements_of(const Row& row, const Property& property) {
  static const std::vector<Row> kNone;
  const auto found = row.collections.find(property.path);
  return found == row.collections.end() ? kNone : found->second;
}

/// The key that an order compares: no value before any, texts without case and then as they are.
struct SortKey {
  bool present = false;
  std::string folded;
  QueryValue value;

  bool operator<(const SortKey& other) const {
    return std::tie(present, folded, value) < std::tie(other.present, other.folded, other.value);
  }
};

SortKey sort_key(const Row& row, const Property& property) {
  const auto* value = find_value(row, property);
  if (value == nullptr) return {};
  const auto* text = std::get_if<std::string>(value);
  return {true, text == nullptr ? std::string{} : base::fold_case(*text), *value};
}

}  // namespace

void Row::set(std::string_view path, std::optional<QueryValue> value) {
  if (!value) return;
  if (const auto* text = std::get_if<std::string>(&*value); text != nullptr && text->empty()) return;
  values.insert_or_assign(std::string{path}, *std::move(value));
}

bool evaluate(const Predicate& predicate, const Row& row) {
  const auto& children = predicate.children;
  const auto holds_for = [&row](const Predicate& child) { return evaluate(child, row); };
  const auto element_satisfies = [&children](const Row& element) {
    return children.empty() || evaluate(children.front(), element);
  };
  switch (predicate.kind) {
    case Predicate::Kind::kAll: return std::all_of(children.begin(), children.end(), holds_for);
    case Predicate::Kind::kAny: return std::any_of(children.begin(), children.end(), holds_for);
    case Predicate::Kind::kNot: return !evaluate(children.at(0), row);
    case Predicate::Kind::kHasElement: {
      const auto& elements = elements_of(row, *predicate.property);
      return std::any_of(elements.begin(), elements.end(), element_satisfies);
    }
    case Predicate::Kind::kEveryElement: {
      const auto& elements = elements_of(row, *predicate.property);
      return std::all_of(elements.begin(), elements.end(), element_satisfies);
    }
    default: break;
  }
  const auto* value = find_value(row, *predicate.property);
  if (predicate.kind == Predicate::Kind::kIsNull) return value == nullptr;
  if (value == nullptr) return false;
  switch (predicate.kind) {
    case Predicate::Kind::kCompare:
      return holds(predicate.comparison, compare(*predicate.property, *value, predicate.values.at(0)));
    case Predicate::Kind::kCompareProperties: {
      const auto* other = find_value(row, *predicate.other);
      return other != nullptr && holds(predicate.comparison, compare(*predicate.property, *value, *other));
    }
    case Predicate::Kind::kIn:
      return std::find(predicate.values.begin(), predicate.values.end(), *value) != predicate.values.end();
    case Predicate::Kind::kMatch: return matches(predicate, text_of(*value));
    default: break;
  }
  return false;
}

std::vector<std::string> evaluate(const Query& query, const std::vector<Row>& rows) {
  std::vector<const Row*> found;
  for (const auto& row : rows) {
    if (evaluate(query.filter, row)) found.push_back(&row);
  }
  std::sort(found.begin(), found.end(), [&query](const Row* a, const Row* b) {
    for (const auto& order : query.order) {
      const auto left = sort_key(*a, *order.property);
      const auto right = sort_key(*b, *order.property);
      if (left < right) return !order.descending;
      if (right < left) return order.descending;
    }
    return text_of(a->values.at("id")) < text_of(b->values.at("id"));
  });
  std::vector<std::string> ids;
  for (const auto* row : found) ids.emplace_back(text_of(row->values.at("id")));
  return ids;
}

}  // namespace jeton::domain::testing
