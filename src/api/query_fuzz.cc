#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "api/token_json.h"

// Whatever stands in filter, order and select: an answer or an error, never more. The three parts are the
// lines of the input.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view input{reinterpret_cast<const char*>(bytes), size};
  const auto first = std::min(input.find('\n'), input.size());
  const auto rest = input.substr(std::min(first + 1, input.size()));
  const auto second = std::min(rest.find('\n'), rest.size());
  (void)jeton::api::token_list_request(input.substr(0, first), rest.substr(0, second),
                                       rest.substr(std::min(second + 1, rest.size())));
  return 0;
}
