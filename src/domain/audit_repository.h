#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "domain/audit_access.h"
#include "domain/audit_record.h"
#include "domain/query.h"
#include "domain/row_stream.h"
#include "domain/token.h"

/// Part of the port to the database; `domain/store.h` says what holds for every call.
namespace jeton::domain {

/// A record with the SHA-256 of its canonical form.
struct DigestedRecord {
  AuditRecord record;
  Digest digest;
};

/// Append-only.
class AuditRepository {
 public:
  virtual ~AuditRepository() = default;
  /// Stores the record with the SHA-256 of its canonical form (`digest`). False if the id is taken.
  virtual base::Result<bool> append(const AuditRecord& record, const Digest& digest) = 0;
  /// The same for many, whose ids differ, in a number of statements that hardly grows with the number of
  /// records. Returns the ids that are taken: those are not written.
  virtual base::Result<std::vector<AuditRecordId>> append_many(
      const std::vector<DigestedRecord>& records) = 0;
  /// Of one object, oldest first.
  virtual base::Result<std::vector<AuditRecord>> list_of_object(std::string_view object_id) = 0;
  /// A page of those inside `scope`; `query` is of `audit_record_properties`.
  virtual base::Result<Page<AuditRecord>> list(const AuditScope& scope, const Query& query) = 0;
  /// All of them in pieces of at most `batch` rows, whatever the page. A bug in a write unit.
  virtual base::Result<std::unique_ptr<RowStream<AuditRecord>>> stream(const AuditScope& scope,
                                                                       const Query& query,
                                                                       std::size_t batch) = 0;
  virtual base::Result<std::optional<AuditRecord>> find(const AuditRecordId& id) = 0;
  /// The record if it is inside `scope`. One outside costs the same as an unknown one.
  virtual base::Result<std::optional<AuditRecord>> find_within(const AuditScope& scope,
                                                               const AuditRecordId& id) = 0;
  /// The newest of one object, among the `Public` ones of `linked_to` if that is stated: what a submission
  /// inherits from (spec R-156).
  virtual base::Result<std::optional<AuditRecord>> find_latest_of_object(
      std::string_view object_id, const std::optional<AccountId>& linked_to = std::nullopt) = 0;
  /// Whether some `Public` record of the object is linked to the account (spec R-155).
  virtual base::Result<bool> is_linked(std::string_view object_id, const AccountId& account) = 0;
  virtual base::Result<std::int64_t> approximate_count() = 0;
};

}  // namespace jeton::domain
