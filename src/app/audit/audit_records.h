#pragma once

#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "app/command/services.h"
#include "app/command/view_stream.h"
#include "base/result.h"
#include "domain/account.h"
#include "domain/audit_record.h"
#include "domain/audit_submission.h"
#include "domain/caller.h"
#include "domain/query.h"
#include "domain/store.h"

/// What a caller can do with the audit trail (spec section 11). Nothing in it is ever changed or removed
/// (spec R-150).
namespace jeton::app {

/// A record with what its references resolve to.
struct AuditRecordView {
  domain::AuditRecord record;
  std::optional<domain::Account> actor_account;
  std::vector<domain::Account> account_links;
};

/// Whether summary and details are returned as stored, or with their placeholders replaced (spec
///
enum class AuditTexts : std::uint8_t { kRaw, kRendered };

/// Whether the caller reads any records at all. One who does not is denied before any look-up.
bool reaches_audit_records(const domain::Caller& caller);
/// Whether the caller may submit records, as far as that can be decided without reading one (spec R-155).
bool may_submit_audit_records(const domain::Caller& caller);

/// Errors: denied; not found for an id that is unknown or whose record the caller does not see,
/// indistinguishably.
base::Result<AuditRecordView> get_audit_record(const Services& services, const domain::Caller& caller,
                                               std::string_view id, AuditTexts texts);

/// A page of the records that the caller sees; `query` is of `domain::audit_record_properties`. Errors:
/// denied.
base::Result<domain::Page<AuditRecordView>> list_audit_records(const Services& services,
                                                               const domain::Caller& caller,
                                                               const domain::Query& query, AuditTexts texts);
/// All of them, whatever the page (spec A-080).
base::Result<std::unique_ptr<ViewStream<AuditRecordView>>> stream_audit_records(const Services& services,
                                                                                const domain::Caller& caller,
                                                                                const domain::Query& query,
                                                                                AuditTexts texts);

/// Adds a record of an extension's event (spec ). It takes visibility and links from the newest
/// record of its object; if the object has none, only Operations see it. Errors: denied for a Client, for
/// an object that no record links to the Vendor's account (an unknown one among them), and for `Private` from
/// anyone but Operations; invalid at the field.
base::Result<AuditRecordView> submit_audit_record(const Services& services, const domain::Caller& caller,
                                                  const domain::AuditSubmission& submission,
                                                  AuditTexts texts);

/// The same inside `unit`, which the caller commits.
base::Result<AuditRecordView> submit_audit_record(const Services& services, domain::UnitOfWork& unit,
                                                  const domain::Caller& caller,
                                                  const domain::AuditSubmission& stated, AuditTexts texts);

}  // namespace jeton::app
