#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "net/content_type.h"
#include "net/cookie.h"

// What is found lies inside the header and holds no separator.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view header{reinterpret_cast<const char*>(bytes), size};
  if (const auto value = jeton::net::find_cookie(header, "jeton_session")) {
    if (value->find(';') != std::string_view::npos || header.find(*value) == std::string_view::npos)
      std::abort();
  }
  // The other reader of header values with quotes and semicolons.
  if (const auto value = jeton::net::header_parameter(header, "name"); value && value->size() > size)
    std::abort();
  return 0;
}
