#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/text.h"
#include "net/form.h"
#include "net/percent.h"

namespace {

void check(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

// What is taken is well-formed, no longer than it came, and comes out again as it is written.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using jeton::net::parse_form;
  using jeton::net::percent_encode;
  const std::string_view input{reinterpret_cast<const char*>(bytes), size};
  const auto fields = parse_form(input);
  if (fields.has_error()) return 0;
  std::string written;
  std::size_t length = 0;
  for (const auto& field : *fields) {
    check(jeton::base::count_code_points(field.name).has_value());
    check(jeton::base::count_code_points(field.value).has_value());
    length += field.name.size() + field.value.size();
    if (!written.empty()) written += '&';
    written += percent_encode(field.name) + "=" + percent_encode(field.value);
  }
  check(length <= size);
  const auto again = parse_form(written);
  check(again.has_value());
  if (!written.empty()) check(*again == *fields);
  return 0;
}
