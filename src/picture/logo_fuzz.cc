#include "picture/logo.h"

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/check.h"
#include "base/limits.h"

// Whatever is sent, what is kept is a PNG that the module itself keeps again.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view sent{reinterpret_cast<const char*>(bytes), size};
  const auto logo = jeton::picture::reencode_logo(sent);
  if (logo.has_error()) {
    JETON_ASSERT(logo.error().kind() != jeton::base::ErrorKind::kInternal);
    return 0;
  }
  JETON_ASSERT(logo->bytes.size() <
               std::size_t{4} * jeton::base::kLogoStoredSidePx * jeton::base::kLogoStoredSidePx * 2);
  JETON_ASSERT(jeton::picture::reencode_logo(logo->bytes).has_value());
  return 0;
}
