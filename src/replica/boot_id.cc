#include "replica/boot_id.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/hex.h"
#include "base/read_file.h"

namespace jeton::replica {

base::Result<BootId> read_boot_id(const std::string& file) {
  constexpr std::size_t kTextBytesMax = 64;
  auto text = base::read_file(file, kTextBytesMax);
  if (text.has_error()) {
    return base::Error::unavailable(fmt::format("{} {}", file, base::words_of(text.error())));
  }
  // A UUID and a line end.
  auto digits = *std::move(text);
  std::erase_if(digits, [](char c) { return c == '-' || c == '\n'; });
  BootId id{};
  if (!base::from_hex(digits, id)) return base::Error::unavailable(file + " holds no boot id");
  return id;
}

}  // namespace jeton::replica
