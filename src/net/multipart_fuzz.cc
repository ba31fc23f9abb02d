#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/limits.h"
#include "net/multipart.h"

// Parts lie inside the body, in order, and none holds the boundary. The first line is the Content-Type.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view input{reinterpret_cast<const char*>(bytes), size};
  const auto line = input.find('\n');
  if (line == std::string_view::npos) return 0;
  const auto body = input.substr(line + 1);
  const auto parts = jeton::net::parse_multipart(input.substr(0, line), body);
  if (parts.has_error()) return 0;
  if (parts->size() > jeton::base::kMultipartPartsMax) std::abort();
  const char* at = body.data();
  for (const auto& part : *parts) {
    const char* end = part.body.data() + part.body.size();
    if (part.body.data() < at || end > body.data() + body.size()) std::abort();
    at = end;
  }
  return 0;
}
