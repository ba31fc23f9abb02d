#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "domain/audit_record.h"

/// Part of the port to the database; `domain/store.h` says what holds for every call.
namespace jeton::domain {

/// One entry of the change feed.
struct ChangeEntry {
  std::int64_t position = 0;
  ObjectType object_type = ObjectType::kApiToken;
  std::string object_id;
  std::int64_t revision = 0;
};

class ChangeFeed {
 public:
  virtual ~ChangeFeed() = default;
  /// Up to `limit` committed entries after `position`, in commit order, none skipped.
  virtual base::Result<std::vector<ChangeEntry>> read_after(std::int64_t position, std::int64_t limit) = 0;
};

}  // namespace jeton::domain
