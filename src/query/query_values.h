#pragma once

#include <optional>
#include <string_view>

#include "base/clock.h"
#include "domain/property.h"
#include "domain/query.h"

/// What the literals of the query language are worth (spec rql section 5).
namespace jeton::query {

/// `YYYY-MM-DD`, or `YYYY-MM-DDTHH:mm[:ss[.f]]` with one to seven digits `f`, of which three count, and
/// `Z`, `+hh:mm`, `-hh:mm` or nothing, which is UTC (spec Q-040). Nothing for every other text.
std::optional<base::Timestamp> parse_instant(std::string_view text);

/// `text` as a value of `property`, a text, an enumeration, a number, a truth or an instant. Nothing when it
/// is none, or the property is of another type.
std::optional<domain::QueryValue> convert(const domain::Property& property, std::string_view text);

}  // namespace jeton::query
