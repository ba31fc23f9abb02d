#include "credential/masking.h"

#include <algorithm>
#include <cstddef>

#include "credential/base62.h"

namespace jeton::credential {
namespace {

constexpr std::string_view kScheme = "idt:";

/// Of a scheme, an id or an opaque part, imported ones included.
bool is_credential_character(char c) noexcept {
  return is_base62_digit(c) || c == ':' || c == '-' || c == '.' || c == '_' || c == '~';
}

}  // namespace

std::string mask_tokens(std::string_view text) {
  std::string masked;
  for (;;) {
    const auto begin = text.find(kScheme);
    if (begin == text.npos) break;
    masked += text.substr(0, begin);
    text.remove_prefix(begin);
    const auto* const stop = std::find_if_not(text.begin(), text.end(), is_credential_character);
    const auto run = text.substr(0, static_cast<std::size_t>(stop - text.begin()));
    // An id, a colon and something: `idt:` alone is a word that documentation may use.
    const auto colon = run.find(':', kScheme.size());
    const bool has_secret = colon != run.npos && colon + 1 < run.size();
    masked += has_secret ? kMask : run;
    text.remove_prefix(run.size());
  }
  masked += text;
  return masked;
}

}  // namespace jeton::credential
