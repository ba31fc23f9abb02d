#pragma once

#include <boost/assert/source_location.hpp>
#include <boost/system/result.hpp>

#include "base/error.h"

namespace jeton::base {

/// A value, or the `Error` that prevented it. `.value()` on an error is a bug and terminates.
template <class T>
using Result = boost::system::result<T, Error>;

/// Found by `boost::system::result::value()`. Nobody catches it: asking an error for its value is a bug.
[[noreturn]] void throw_exception_from_error(const Error& error, const boost::source_location& where);

}  // namespace jeton::base

// A declaration and an expression cannot be parenthesised.
// NOLINTBEGIN(bugprone-macro-parentheses)
#define JETON_CONCAT_INNER(a, b) a##b
#define JETON_CONCAT(a, b) JETON_CONCAT_INNER(a, b)

/// Evaluates a `Result<void>`; returns its error from the enclosing function.
#define JETON_CHECK(expression)                                         \
  do {                                                                  \
    if (auto jeton_checked = (expression); jeton_checked.has_error()) { \
      return std::move(jeton_checked).error();                          \
    }                                                                   \
  } while (false)

/// Declares `declaration` with the value of a `Result<T>`; returns its error from the enclosing function.
#define JETON_TRY(declaration, expression) \
  JETON_TRY_INNER(JETON_CONCAT(jeton_tried_, __LINE__), declaration, expression)
#define JETON_TRY_INNER(name, declaration, expression)  \
  auto name = (expression);                             \
  if (name.has_error()) return std::move(name).error(); \
  declaration = std::move(*name)
// NOLINTEND(bugprone-macro-parentheses)
