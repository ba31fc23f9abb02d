#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "domain/caller.h"
#include "domain/property.h"
#include "domain/query.h"

/// The query language of collections against the properties of one resource (spec rql sections 4 to 10): what
/// functions and words mean, typed and checked.
namespace jeton::query {

/// Whose properties exist: some are only for Operations; for others they are the same as unknown ones.
enum class Audience : std::uint8_t { kEveryone, kOperations };

Audience audience_of(const domain::Caller& caller) noexcept;

struct BoundQuery {
  domain::Predicate filter;
  std::vector<domain::Order> order;  ///< Each property once.
  /// The top-level fields that filter and order use, as in representations: they are shown (spec A-053b).
  /// Never a token's text.
  std::vector<std::string_view> fields;
};

/// Binds the texts of a filter and an order, percent-decoded. `properties` outlives what is bound. Pure, safe
/// from any thread, takes any text. Errors: invalid, with every independent error of both, keyed as spec rql
/// section 9 says; a filter or an order that does not parse is the only error then.
base::Result<BoundQuery> bind_query(const domain::PropertyTable& properties, Audience audience,
                                    std::string_view filter, std::string_view order);

}  // namespace jeton::query
