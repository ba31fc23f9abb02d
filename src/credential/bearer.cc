#include "credential/bearer.h"

#include "base/ascii.h"
#include "base/limits.h"

namespace jeton::credential {

std::optional<std::string_view> bearer_credential(std::string_view authorization) noexcept {
  constexpr std::string_view kScheme = "bearer ";
  if (authorization.size() <= kScheme.size()) return std::nullopt;
  for (std::size_t i = 0; i < kScheme.size(); ++i) {
    const char c = authorization[i];
    if (base::ascii_lower(c) != kScheme[i]) return std::nullopt;
  }
  authorization.remove_prefix(kScheme.size());
  const auto start = authorization.find_first_not_of(' ');
  if (start == std::string_view::npos) return std::nullopt;
  authorization.remove_prefix(start);
  if (authorization.size() > base::kCredentialBytesMax) return std::nullopt;
  return authorization;
}

}  // namespace jeton::credential
