#pragma once

#include <string_view>
#include <vector>

#include "domain/query.h"

/// Predicates and orders by the paths of a property table; an unknown path throws.
namespace jeton::store::contract {

const domain::Property& property(const domain::PropertyTable& table, std::string_view path);
const domain::Property& token_property(std::string_view path);

domain::Predicate compare(const domain::Property& property, domain::Comparison comparison,
                          domain::QueryValue value);
domain::Predicate equal(const domain::Property& property, domain::QueryValue value);
domain::Predicate is_null(const domain::Property& property);
domain::Predicate negated(domain::Predicate predicate);
domain::Predicate all_of(std::vector<domain::Predicate> predicates);
/// Some element of `collection` satisfies `condition`.
domain::Predicate has_element(const domain::Property& collection, std::vector<domain::Predicate> condition);

/// A query that takes everything up to a hundred objects.
domain::Query query_of(domain::Predicate filter = {}, std::vector<domain::Order> order = {});

}  // namespace jeton::store::contract
