#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "verify/module_route.h"

// What is accepted is the path that any service would read: decoding changes nothing more, and no segment
// can climb.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const auto path = jeton::verify::unambiguous_path({reinterpret_cast<const char*>(bytes), size});
  if (!path) return 0;
  if (!path->starts_with('/') || path->find("/../") != std::string::npos ||
      path->find("//") != std::string::npos || path->find('\\') != std::string::npos ||
      path->ends_with("/..")) {
    std::abort();
  }
  return 0;
}
