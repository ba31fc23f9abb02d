#pragma once

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <string>
#include <string_view>

#include "cli/command.h"
#include "cli/io.h"

/// Objects of the API as a person reads them.
namespace jeton::cli {

/// `value` in one cell: a reference as `Billing (MOD-5231)`, elements separated by commas, nothing for null.
std::string text_of(const boost::json::value& value);

/// The value at a dotted path; for a collection on the way, each element's. Empty when there is none.
std::string text_at(const boost::json::object& object, std::string_view path);

/// The whole object: its fields one below the other, or JSON.
void print_object(const Io& io, OutputFormat format, const boost::json::object& object);

}  // namespace jeton::cli
