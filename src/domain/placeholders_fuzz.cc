#include "domain/placeholders.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/check.h"
#include "base/limits.h"

// The input is a text, a line end, and the value of every placeholder whose path does not start with `!`.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view input{reinterpret_cast<const char*>(bytes), size};
  const auto end = input.find('\n');
  const auto text = input.substr(0, end);
  const std::string value{end == input.npos ? std::string_view{} : input.substr(end + 1)};
  const auto rendered =
      jeton::domain::render_placeholders(text, [&value](std::string_view path) -> std::optional<std::string> {
        JETON_ASSERT(path.find("{{") == path.npos && path.find("}}") == path.npos);
        if (path.starts_with('!')) return std::nullopt;
        return value;
      });
  JETON_ASSERT(rendered.find("{{") == rendered.npos && rendered.find("}}") == rendered.npos);
  JETON_ASSERT(rendered.size() <= text.size() + jeton::base::kAuditRenderedBytesMax);
  // Once rendered, there is nothing left to render.
  JETON_ASSERT(
      jeton::domain::render_placeholders(rendered, [](std::string_view) -> std::optional<std::string> {
        JETON_ASSERT(false);
        return std::nullopt;
      }) == rendered);
  return 0;
}
