// Refused: Id\(std::.*string.*\).*is private
#include <optional>
#include <string>

#include "domain/ids.h"

using jeton::domain::AccountId;

std::optional<AccountId> account_of(const std::string& text) {
#ifdef JETON_REFUSED
  return AccountId{text};
#else
  return AccountId::parse(text);
#endif
}
