#include "credential/token_text.h"

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/check.h"

// What is accepted is exactly the text of its own parts: no two spellings of one credential.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view text{reinterpret_cast<const char*>(bytes), size};
  const auto parts = jeton::credential::take_apart(text);
  const auto presented = jeton::credential::parse(text);
  JETON_ASSERT(parts.has_value() || !presented.has_value());
  if (!presented) return 0;
  JETON_ASSERT(parts->id == presented->id.str() && parts->opaque == presented->opaque);
  JETON_ASSERT(jeton::credential::assemble(presented->id, jeton::base::Secret{presented->opaque}).reveal() ==
               text);
  JETON_ASSERT(presented->opaque.data() >= text.data() &&
               presented->opaque.data() + presented->opaque.size() == text.data() + text.size());
  return 0;
}
