#include "query/query_binding.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <string>
#include <utility>

#include "base/hex.h"
#include "base/limits.h"
#include "base/text.h"
#include "credential/token_text.h"
#include "crypto/digest.h"
#include "query/query_values.h"
#include "rql/syntax.h"

namespace jeton::query {
namespace {

using base::FieldError;
using base::Result;
using domain::Comparison;
using domain::Predicate;
using domain::Property;
using domain::PropertyType;
using domain::PropertyUse;
using domain::TextMatch;
using rql::Node;
using rql::NodeKind;

/// The key of what no property is to blame for (spec A-064).
constexpr std::string_view kFilter = "filter";

struct ComparisonName {
  std::string_view function;
  std::string_view name;  ///< In messages (spec Q-041).
  Comparison comparison;
};

constexpr std::array<ComparisonName, 6> kComparisons{{{"eq", "Eq", Comparison::kEqual},
                                                      {"ne", "Ne", Comparison::kNotEqual},
                                                      {"gt", "Gt", Comparison::kGreater},
                                                      {"ge", "Ge", Comparison::kGreaterOrEqual},
                                                      {"lt", "Lt", Comparison::kLess},
                                                      {"le", "Le", Comparison::kLessOrEqual}}};

struct TextFormName {
  TextMatch match;
  std::string_view name;
};

TextFormName name_of(rql::TextForm form) {
  switch (form) {
    case rql::TextForm::kEquals: return {TextMatch::kEquals, "Eq"};
    case rql::TextForm::kStartsWith: return {TextMatch::kStartsWith, "StartsWith"};
    case rql::TextForm::kEndsWith: return {TextMatch::kEndsWith, "EndsWith"};
    case rql::TextForm::kContains: return {TextMatch::kContains, "Contains"};
    case rql::TextForm::kAny: break;
  }
  return {TextMatch::kAny, "Contains"};
}

bool is_call(const Node& node, std::string_view name) {
  return node.kind == NodeKind::kCall && node.text == name;
}

/// Whether values of the type can be compared at all (spec section 5, the last column).
bool has_value(PropertyType type) {
  return type != PropertyType::kReference && type != PropertyType::kCollection;
}

bool permits(PropertyType type, Comparison comparison) {
  const bool equality = comparison == Comparison::kEqual || comparison == Comparison::kNotEqual;
  if (type == PropertyType::kTokenText) return comparison == Comparison::kEqual;
  return has_value(type) && (equality || type != PropertyType::kBoolean);
}

/// Whether values of both can be compared with each other.
bool comparable(const Property& a, const Property& b) {
  return a.type == b.type && a.type != PropertyType::kTokenText && a.values.data() == b.values.data();
}

Predicate never() {
  return {.kind = Predicate::Kind::kAny};
}

Predicate negated(Predicate predicate) {
  Predicate outer{.kind = Predicate::Kind::kNot};
  outer.children.push_back(std::move(predicate));
  return outer;
}

class Binder {
 public:
  Binder(const domain::PropertyTable& table, Audience audience) : table_{table}, audience_{audience} {}

  Predicate bind_filter(const Node& node) { return condition(node, {table_.properties, {}}); }
  std::vector<domain::Order> bind_order(const std::vector<rql::OrderItem>& items);

  std::vector<FieldError> errors;
  std::vector<std::string_view> fields;

 private:
  /// What paths are relative to: the resource, or the element of a collection (spec Q-070).
  struct Level {
    std::span<const Property> properties;
    std::string prefix;  ///< The collection as written (spec Q-073).

    [[nodiscard]] std::string full_path(std::string_view path) const {
      if (prefix.empty()) return std::string{path};
      return path.empty() ? prefix : fmt::format("{}.{}", prefix, path);
    }
  };

  struct Operand {
    const Property* property;
    std::string path;  ///< In full, as written.
  };

  Predicate condition(const Node& node, const Level& level);
  Predicate group(const Node& node, const Level& level);
  Predicate call(const Node& node, const Level& level);
  Predicate junction(Predicate::Kind kind, const Node& node, const Level& level);
  Predicate negation(const Node& node, const Level& level);
  Predicate comparison(const ComparisonName& name, const Node& node, const Level& level);
  Predicate comparison_with_null(Comparison comparison, const Operand& left);
  Predicate comparison_with_property(Comparison comparison, const Operand& left, const Operand& right,
                                     const Level& level);
  Predicate comparison_with_text(Comparison comparison, const Operand& left, std::string_view text);
  Predicate token_text(const Operand& left, std::string_view text);
  Predicate text_match(const Node& node, const Level& level);
  Predicate membership(const Node& node, const Level& level);
  Predicate quantifier(const Node& node, const Level& level);

  std::optional<Operand> operand(const Node& node, const Level& level);
  std::optional<Operand> find(std::string_view path, const Level& level);
  std::optional<Operand> pointed_property(const Node& node, const Level& level);
  std::optional<std::string> literal(const Node& node, const Operand& left);
  [[nodiscard]] const Property* visible(std::span<const Property> properties, std::string_view path) const;

  void use(const Property& property, const Level& level);
  /// Notes an error; what is returned goes nowhere.
  Predicate refuse(std::string key, std::string message);
  Predicate refuse_operator(const Operand& left, std::string_view name) {
    return refuse(left.path, fmt::format("Operator '{}' is not permitted", name));
  }
  Predicate refuse_value(const Operand& left, std::string_view text) {
    return refuse(left.path, fmt::format("Cannot convert value: '{}'.", text));
  }

  const domain::PropertyTable& table_;
  Audience audience_;
  std::size_t collections_ = 0;
};

Predicate Binder::refuse(std::string key, std::string message) {
  if (key.empty()) key = kFilter;
  errors.push_back({std::move(key), std::move(message)});
  return {};
}

void Binder::use(const Property& property, const Level& level) {
  // Inside a collection, the collection has been noted. The text of a token never comes into an answer
  // because it was searched for.
  if (!level.prefix.empty() || property.type == PropertyType::kTokenText) return;
  const auto field = property.path.substr(0, property.path.find('.'));
  if (std::find(fields.begin(), fields.end(), field) == fields.end()) fields.push_back(field);
}

const Property* Binder::visible(std::span<const Property> properties, std::string_view path) const {
  const auto* property = domain::find_property(properties, path);
  if (property != nullptr && property->operations_only && audience_ != Audience::kOperations) return nullptr;
  return property;
}

Predicate Binder::condition(const Node& node, const Level& level) {
  switch (node.kind) {
    case NodeKind::kWord: return refuse(node.text, "Expression expected.");
    case NodeKind::kGroup: return group(node, level);
    case NodeKind::kCall: break;
  }
  return call(node, level);
}

/// Spec Q-021.
Predicate Binder::group(const Node& node, const Level& level) {
  if (node.children.empty()) return refuse({}, "Expression group cannot be empty.");
  Predicate either{.kind = Predicate::Kind::kAny};
  for (const auto& alternative : rql::alternatives(node)) {
    Predicate all{.kind = Predicate::Kind::kAll};
    for (const auto* term : alternative) all.children.push_back(condition(*term, level));
    either.children.push_back(all.children.size() == 1 ? std::move(all.children.front()) : std::move(all));
  }
  if (either.children.size() == 1) return std::move(either.children.front());
  return either;
}

Predicate Binder::call(const Node& node, const Level& level) {
  const auto& name = node.text;
  if (name == "and") return junction(Predicate::Kind::kAll, node, level);
  if (name == "or") return junction(Predicate::Kind::kAny, node, level);
  if (name == "not") return negation(node, level);
  if (name == "like" || name == "ilike") return text_match(node, level);
  if (name == "in" || name == "out") return membership(node, level);
  if (name == "any" || name == "all") return quantifier(node, level);
  for (const auto& each : kComparisons) {
    if (name == each.function) return comparison(each, node, level);
  }
  if (name == "null" || name == "empty") {
    if (!node.children.empty()) return refuse({}, "Constant functions cannot have arguments");
    return refuse(name + "()", "Expression expected.");
  }
  if (name == "self") {
    if (node.children.size() > 1) return refuse({}, "Pointer expression must have 0 or 1 argument");
    return refuse(node.children.empty() ? "self()" : node.children.front().text, "Expression expected.");
  }
  return refuse(name, "Unknown expression group.");
}

/// Spec Q-022: the arguments of `and` and `or`.
Predicate Binder::junction(Predicate::Kind kind, const Node& node, const Level& level) {
  if (node.children.empty()) return refuse({}, "Expression group cannot be empty.");
  Predicate joined{.kind = kind};
  for (const auto& child : node.children) joined.children.push_back(condition(child, level));
  return joined;
}

Predicate Binder::negation(const Node& node, const Level& level) {
  if (node.children.size() != 1) return refuse({}, "Unary expression must have 1 argument");
  return negated(condition(node.children.front(), level));
}

std::optional<Binder::Operand> Binder::find(std::string_view path, const Level& level) {
  const auto* property = visible(level.properties, path);
  if (property == nullptr) {
    refuse(level.full_path(path), "Invalid property path.");
    return std::nullopt;
  }
  if (property->use == PropertyUse::kNeither) {
    refuse(level.full_path(path), "Filtering is not permitted.");
    return std::nullopt;
  }
  use(*property, level);
  return Operand{property, level.full_path(path)};
}

/// The left side (spec Q-034): a path, or `self` around one.
std::optional<Binder::Operand> Binder::operand(const Node& node, const Level& level) {
  if (node.kind == NodeKind::kWord) return find(node.text, level);
  if (!is_call(node, "self")) {
    refuse({}, "Unsupported property node.");
    return std::nullopt;
  }
  if (node.children.size() > 1) {
    refuse({}, "Pointer expression must have 0 or 1 argument");
    return std::nullopt;
  }
  return node.children.empty() ? find({}, level) : operand(node.children.front(), level);
}

/// The right side as a property, without an error if it is none (spec Q-035).
std::optional<Binder::Operand> Binder::pointed_property(const Node& node, const Level& level) {
  if (node.kind != NodeKind::kWord || node.quoted) return std::nullopt;
  const auto* property = visible(level.properties, node.text);
  const bool filterable =
      property != nullptr && property->use != PropertyUse::kNeither && has_value(property->type);
  if (!filterable) return std::nullopt;
  return Operand{property, node.text};
}

/// The text of a literal; an error for anything else (spec Q-036). `null()` is for the caller to look at.
std::optional<std::string> Binder::literal(const Node& node, const Operand& left) {
  if (node.kind == NodeKind::kWord) return node.text;
  const bool constant = is_call(node, "null") || is_call(node, "empty");
  if (!constant) {
    refuse(left.path, "Unsupported argument type.");
  } else if (!node.children.empty()) {
    refuse({}, "Constant functions cannot have arguments");
  } else if (is_call(node, "null")) {
    refuse(left.path, "Null values are not supported.");
  } else {
    return std::string{};
  }
  return std::nullopt;
}

Predicate Binder::comparison(const ComparisonName& name, const Node& node, const Level& level) {
  if (node.children.size() != 2) return refuse({}, "Binary expression must have 2 arguments");
  const auto left = operand(node.children[0], level);
  if (!left) return {};
  if (!permits(left->property->type, name.comparison)) return refuse_operator(*left, name.name);
  const auto& right = node.children[1];
  if (is_call(right, "null") && right.children.empty()) return comparison_with_null(name.comparison, *left);
  if (is_call(right, "self")) {
    auto other = operand(right, level);
    if (!other) return {};
    return comparison_with_property(name.comparison, *left, *other, level);
  }
  if (const auto other = pointed_property(right, level)) {
    return comparison_with_property(name.comparison, *left, *other, level);
  }
  const auto text = literal(right, *left);
  if (!text) return {};
  return comparison_with_text(name.comparison, *left, *text);
}

/// Spec.
Predicate Binder::comparison_with_null(Comparison comparison, const Operand& left) {
  if (!left.property->nullable && left.property->type != PropertyType::kText) {
    return refuse(left.path, "Cannot compare non nullable property with null");
  }
  Predicate is_null{.kind = Predicate::Kind::kIsNull, .property = left.property};
  if (comparison == Comparison::kEqual) return is_null;
  if (comparison == Comparison::kNotEqual) return negated(std::move(is_null));
  return never();
}

/// Spec Q-035. Properties of different types have no common order; the right one is then no value of the
/// left.
Predicate Binder::comparison_with_property(Comparison comparison, const Operand& left, const Operand& right,
                                           const Level& level) {
  if (!comparable(*left.property, *right.property)) return refuse_value(left, right.path);
  use(*right.property, level);
  return {.kind = Predicate::Kind::kCompareProperties,
          .property = left.property,
          .other = right.property,
          .comparison = comparison};
}

Predicate Binder::comparison_with_text(Comparison comparison, const Operand& left, std::string_view text) {
  if (left.property->type == PropertyType::kTokenText) return token_text(left, text);
  auto value = convert(*left.property, text);
  if (!value) return refuse_value(left, text);
  return {.kind = Predicate::Kind::kCompare,
          .property = left.property,
          .comparison = comparison,
          .values = {*std::move(value)}};
}

/// the whole text, exactly. Only a digest is kept of the opaque part, so the id is compared beside it.
Predicate Binder::token_text(const Operand& left, std::string_view text) {
  const auto presented = credential::take_apart(text);
  const auto* id = table_.find("id");
  if (!presented || id == nullptr) return never();
  const auto equal = [](const Property* property, std::string value) {
    return Predicate{.kind = Predicate::Kind::kCompare, .property = property, .values = {{std::move(value)}}};
  };
  Predicate both{.kind = Predicate::Kind::kAll};
  both.children.push_back(equal(id, std::string{presented->id}));
  both.children.push_back(equal(left.property, base::to_hex(credential::digest_of(presented->opaque))));
  return both;
}

/// Spec section 7.
Predicate Binder::text_match(const Node& node, const Level& level) {
  if (node.children.size() != 2) return refuse({}, "Binary expression must have 2 arguments");
  const auto left = operand(node.children[0], level);
  if (!left) return {};
  const auto text = literal(node.children[1], *left);
  if (!text) return {};
  auto pattern = rql::parse_pattern(base::normalized(*text));
  const auto form = name_of(pattern.form);
  if (left->property->type != PropertyType::kText) return refuse_operator(*left, form.name);
  return {.kind = Predicate::Kind::kMatch,
          .property = left->property,
          .match = form.match,
          .ignore_case = node.text == "ilike",
          .values = {std::move(pattern.text)}};
}

/// `in` and `out` (spec: what has no value is in no list).
Predicate Binder::membership(const Node& node, const Level& level) {
  if (node.children.size() != 2) return refuse({}, "Binary expression must have 2 arguments");
  const bool out = node.text == "out";
  const auto left = operand(node.children[0], level);
  if (!left) return {};
  const auto type = left->property->type;
  if (!has_value(type) || type == PropertyType::kTokenText) {
    return refuse_operator(*left, out ? "ListOut" : "ListIn");
  }
  const auto& list = node.children[1];
  const auto items = list.kind == NodeKind::kGroup ? std::span{list.children} : std::span{&list, 1};
  if (items.empty()) return refuse(left->path, "Value has to be a non empty array.");
  if (items.size() > base::kFilterListMax) {
    return refuse(left->path, fmt::format("A list may have at most {} values.", base::kFilterListMax));
  }
  Predicate in{.kind = Predicate::Kind::kIn, .property = left->property};
  for (const auto& item : items) {
    const auto text = literal(item, *left);
    if (!text) return {};
    auto value = convert(*left->property, *text);
    if (!value) return refuse_value(*left, *text);
    in.values.push_back(*std::move(value));
  }
  return out ? negated(std::move(in)) : in;
}

/// `any` and `all` (spec section 8).
Predicate Binder::quantifier(const Node& node, const Level& level) {
  const auto count = node.children.size();
  const bool all = node.text == "all";
  if (count == 0) return refuse({}, "Collection expression must have at least 1 argument");
  if (count > 2) return refuse({}, "Collection expression must have at most 2 arguments");
  if (all && count == 1) return refuse({}, "all() function must have 2 arguments");
  if (++collections_ == base::kFilterCollectionsMax + 1) {
    return refuse({},
                  fmt::format("A filter may use any and all at most {} times.", base::kFilterCollectionsMax));
  }
  const auto collection = operand(node.children[0], level);
  if (!collection) return {};
  if (collection->property->type != PropertyType::kCollection) {
    return refuse(collection->path, "Collection property has incompatible type");
  }
  Predicate quantified{.kind = all ? Predicate::Kind::kEveryElement : Predicate::Kind::kHasElement,
                       .property = collection->property};
  if (count == 2) {
    quantified.children.push_back(
        condition(node.children[1], {collection->property->elements, collection->path}));
  }
  return quantified;
}

/// Spec A-055. A property that was a key already decides nothing a second time.
std::vector<domain::Order> Binder::bind_order(const std::vector<rql::OrderItem>& items) {
  std::vector<domain::Order> orders;
  for (const auto& item : items) {
    const auto* property = visible(table_.properties, item.path);
    if (property == nullptr || !has_value(property->type)) {
      refuse(item.path, "Invalid property path.");
      continue;
    }
    if (property->use != PropertyUse::kFilterAndOrder) {
      refuse(item.path, "Ordering is not permitted.");
      continue;
    }
    use(*property, {});
    const bool repeated = std::any_of(orders.begin(), orders.end(), [property](const domain::Order& order) {
      return order.property == property;
    });
    if (!repeated) orders.push_back({property, item.descending});
  }
  return orders;
}

}  // namespace

Audience audience_of(const domain::Caller& caller) noexcept {
  return caller.account_type == domain::AccountType::kOperations ? Audience::kOperations
                                                                 : Audience::kEveryone;
}

Result<BoundQuery> bind_query(const domain::PropertyTable& properties, Audience audience,
                              std::string_view filter, std::string_view order) {
  JETON_TRY(const auto tree, rql::parse_filter(filter));
  JETON_TRY(const auto items, rql::parse_order(order));
  Binder binder{properties, audience};
  BoundQuery bound;
  if (tree) bound.filter = binder.bind_filter(*tree);
  bound.order = binder.bind_order(items);
  if (!binder.errors.empty()) return base::Error::invalid(std::move(binder.errors));
  bound.fields = std::move(binder.fields);
  return bound;
}

}  // namespace jeton::query
