#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "domain/audit_record.h"
#include "domain/token.h"

/// Part of the port to the database; `domain/store.h` says what holds for every call.
namespace jeton::domain {

/// Append-only.
class AuditRepository {
 public:
  virtual ~AuditRepository() = default;
  /// Stores the record with the SHA-256 of its canonical form (`digest`). False if the id is taken.
  virtual base::Result<bool> append(const AuditRecord& record, const Digest& digest) = 0;
  /// Of one object, oldest first.
  virtual base::Result<std::vector<AuditRecord>> list_of_object(std::string_view object_id) = 0;
  virtual base::Result<std::int64_t> approximate_count() = 0;
};

}  // namespace jeton::domain
