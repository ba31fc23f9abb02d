#include "store/contract/predicates.h"

#include <stdexcept>
#include <string>
#include <utility>

#include "domain/token_properties.h"

namespace jeton::store::contract {

using domain::Predicate;

const domain::Property& property(const domain::PropertyTable& table, std::string_view path) {
  const auto* found = table.find(path);
  if (found == nullptr) throw std::runtime_error{"no property " + std::string{path}};
  return *found;
}

const domain::Property& token_property(std::string_view path) {
  return property(domain::token_properties(), path);
}

Predicate compare(const domain::Property& property, domain::Comparison comparison, domain::QueryValue value) {
  return {.kind = Predicate::Kind::kCompare,
          .property = &property,
          .comparison = comparison,
          .values = {std::move(value)}};
}

Predicate equal(const domain::Property& property, domain::QueryValue value) {
  return compare(property, domain::Comparison::kEqual, std::move(value));
}

Predicate is_null(const domain::Property& property) {
  return {.kind = Predicate::Kind::kIsNull, .property = &property};
}

Predicate negated(Predicate predicate) {
  return {.kind = Predicate::Kind::kNot, .children = {std::move(predicate)}};
}

Predicate all_of(std::vector<Predicate> predicates) {
  return {.kind = Predicate::Kind::kAll, .children = std::move(predicates)};
}

Predicate has_element(const domain::Property& collection, std::vector<Predicate> condition) {
  return {.kind = Predicate::Kind::kHasElement, .children = std::move(condition), .property = &collection};
}

domain::Query query_of(Predicate filter, std::vector<domain::Order> order) {
  return {.filter = std::move(filter), .order = std::move(order), .limit = 100};
}

}  // namespace jeton::store::contract
