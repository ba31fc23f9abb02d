#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/text.h"
#include "net/percent.h"
#include "net/query.h"

namespace {

using jeton::base::count_code_points;

void check(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

// Every part is well-formed UTF-8 within its limit, an error names a part, and paths normalize once for all.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view input{reinterpret_cast<const char*>(bytes), size};
  const auto parts = jeton::net::split_query(input);
  if (parts.has_error()) {
    const auto path = parts.error().fields().front().path;
    check(path == "select" || path == "order" || path == "limit" || path == "offset" || path == "filter");
  } else {
    check(count_code_points(parts->filter).has_value());
    for (const auto& part : {parts->select, parts->order, parts->limit, parts->offset}) {
      check(!part || count_code_points(*part).has_value());
    }
  }
  if (const auto path = jeton::net::normalize_path(input)) check(jeton::net::normalize_path(*path) == path);
  return 0;
}
