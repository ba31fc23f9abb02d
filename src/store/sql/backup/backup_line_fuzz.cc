#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/check.h"
#include "store/sql/backup/backup_line.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using jeton::store::sql::parse_backup_line;
  const auto line = parse_backup_line({reinterpret_cast<const char*>(data), size});
  if (line.has_error()) return 0;
  // What was read is written so that it is read as the same.
  const auto again = parse_backup_line(to_text(*line));
  JETON_ASSERT(again.has_value() && *again == *line);
  return 0;
}
