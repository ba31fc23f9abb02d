#include "server/prune_changes.h"

namespace jeton::server {

base::Result<void> prune_changes(domain::Store& store, std::int64_t kept, std::int64_t at_once) {
  std::int64_t last = 0;
  {
    JETON_TRY(const auto reader, store.begin_read());
    JETON_TRY(last, reader->changes().position_behind(kept));
  }
  if (last == 0) return {};
  for (auto removed = at_once; removed == at_once;) {
    JETON_TRY(const auto unit, store.begin_write());
    JETON_TRY(removed, unit->changes().prune(last, at_once));
    JETON_CHECK(unit->commit());
  }
  return {};
}

}  // namespace jeton::server
