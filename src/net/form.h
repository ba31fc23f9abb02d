#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace jeton::net {

struct FormField {
  std::string name;
  std::string value;

  bool operator==(const FormField&) const = default;
};

/// The fields of an `application/x-www-form-urlencoded` body, in its order: `+` is a blank, escapes are
/// decoded once. A field without `=` has an empty value. Errors: invalid at `body` for a broken escape, a
/// character that has to be escaped, and ill-formed UTF-8. No message repeats any of it.
base::Result<std::vector<FormField>> parse_form(std::string_view body);

}  // namespace jeton::net
