#include "app/audit/audit_records.h"

#include <algorithm>
#include <map>
#include <utility>

#include "app/audit/audit.h"
#include "app/audit/audit_documents.h"
#include "app/command/references.h"
#include "base/limits.h"
#include "base/text.h"
#include "domain/audit_access.h"
#include "domain/placeholders.h"

namespace jeton::app {
namespace {

using base::Error;
using base::ErrorKind;
using base::Result;
using domain::AuditRecord;
using domain::AuditVisibility;
using domain::Caller;
using domain::UnitOfWork;

bool is_operations(const Caller& caller) {
  return caller.account_type == domain::AccountType::kOperations;
}

void render(AuditRecordView& view) {
  const PlaceholderSource source{view.record, view.actor_account};
  const auto value_of = [&source](std::string_view path) { return source.find(path); };
  view.record.summary = domain::render_placeholders(view.record.summary, value_of);
  view.record.details = domain::render_placeholders(view.record.details, value_of);
}

Result<std::vector<AuditRecordView>> views_of(UnitOfWork& unit, std::vector<AuditRecord> records,
                                              AuditTexts texts) {
  std::vector<domain::AccountId> ids;
  for (const auto& record : records) {
    ids.insert(ids.end(), record.account_links.begin(), record.account_links.end());
    if (record.actor_account) ids.push_back(*record.actor_account);
  }
  JETON_TRY(const auto accounts, accounts_by_id(unit, std::move(ids)));
  std::vector<AuditRecordView> views;
  views.reserve(records.size());
  for (auto& record : records) {
    AuditRecordView view{std::move(record), {}, {}};
    if (view.record.actor_account) {
      const auto account = accounts.find(*view.record.actor_account);
      if (account != accounts.end()) view.actor_account = account->second;
    }
    for (const auto& link : view.record.account_links) {
      const auto account = accounts.find(link);
      if (account != accounts.end()) view.account_links.push_back(account->second);
    }
    if (texts == AuditTexts::kRendered) render(view);
    views.push_back(std::move(view));
  }
  return views;
}

Result<AuditRecordView> view_of(UnitOfWork& unit, AuditRecord record, AuditTexts texts) {
  std::vector<AuditRecord> one;
  one.push_back(std::move(record));
  JETON_TRY(auto views, views_of(unit, std::move(one), texts));
  return std::move(views.front());
}

/// Visibility, links and revision of a submitted record.
Result<void> inherit(UnitOfWork& unit, const Caller& caller, const domain::SubmissionTarget& target,
                     AuditRecord& record) {
  // A vendor's record is about what the vendor sees: the newest of all may be another account's.
  const auto seen_by = is_operations(caller) ? std::nullopt : caller.account;
  JETON_TRY(const auto latest, unit.audit().find_latest_of_object(target.object.id, seen_by));
  // Without a record to inherit from, the object's owner is unknown, so only the platform sees it.
  if (latest) {
    record.visibility = latest->visibility;
    record.account_links = latest->account_links;
    record.revision = latest->revision;
    if (record.object_name.empty()) record.object_name = latest->object_name;
  }
  if (record.object_name.empty()) record.object_name = record.object_id;
  if (target.forces_private) record.visibility = AuditVisibility::kPrivate;
  // the Operations link is always present.
  JETON_TRY(const auto operations, unit.accounts().find_operations());
  auto& links = record.account_links;
  if (operations && std::find(links.begin(), links.end(), operations->id) == links.end()) {
    links.push_back(operations->id);
    std::sort(links.begin(), links.end());
  }
  return {};
}

/// The first record of an event names it, unless its summary is about one object alone.
std::string event_name_of(const domain::AuditSubmission& submission) {
  return submission.summary.find("{{") == submission.summary.npos ? submission.summary : std::string{};
}

}  // namespace

bool reaches_audit_records(const Caller& caller) {
  return domain::readable_audit_records(caller).reaches_any();
}

bool may_submit_audit_records(const Caller& caller) {
  return domain::may_submit_audit_records(caller);
}

Result<AuditRecordView> get_audit_record(const Services& services, const Caller& caller, std::string_view id,
                                         AuditTexts texts) {
  const auto scope = domain::readable_audit_records(caller);
  if (!scope.reaches_any()) return Error::denied();
  const auto parsed = domain::AuditRecordId::parse(id);
  if (!parsed) return Error::not_found();
  JETON_TRY(const auto unit, services.store.begin_read());
  JETON_TRY(auto record, unit->audit().find_within(scope, *parsed));
  if (!record) return Error::not_found();
  return view_of(*unit, *std::move(record), texts);
}

Result<domain::Page<AuditRecordView>> list_audit_records(const Services& services, const Caller& caller,
                                                         const domain::Query& query, AuditTexts texts) {
  const auto scope = domain::readable_audit_records(caller);
  if (!scope.reaches_any()) return Error::denied();
  JETON_TRY(const auto unit, services.store.begin_read());
  JETON_TRY(auto page, unit->audit().list(scope, query));
  domain::Page<AuditRecordView> listing;
  listing.total = page.total;
  JETON_TRY(listing.rows, views_of(*unit, std::move(page.rows), texts));
  return listing;
}

Result<std::unique_ptr<ViewStream<AuditRecordView>>> stream_audit_records(const Services& services,
                                                                          const Caller& caller,
                                                                          const domain::Query& query,
                                                                          AuditTexts texts) {
  const auto scope = domain::readable_audit_records(caller);
  if (!scope.reaches_any()) return Error::denied();
  JETON_TRY(auto unit, services.store.begin_read());
  JETON_TRY(auto rows, unit->audit().stream(scope, query, base::kStreamBatchRows));
  return stream_views<AuditRecordView, AuditRecord>(
      std::move(unit), std::move(rows), [texts](UnitOfWork& of, std::vector<AuditRecord> records) {
        return views_of(of, std::move(records), texts);
      });
}

Result<AuditRecordView> submit_audit_record(const Services& services, const Caller& caller,
                                            const domain::AuditSubmission& submission, AuditTexts texts) {
  if (!domain::may_submit_audit_records(caller)) return Error::denied();
  JETON_TRY(const auto unit, services.store.begin_write());
  JETON_TRY(auto view, submit_audit_record(services, *unit, caller, submission, texts));
  JETON_CHECK(unit->commit());
  return view;
}

Result<AuditRecordView> submit_audit_record(const Services& services, UnitOfWork& unit, const Caller& caller,
                                            const domain::AuditSubmission& stated, AuditTexts texts) {
  if (!domain::may_submit_audit_records(caller)) return Error::denied();
  auto submission = stated;
  for (auto* text : {&submission.summary, &submission.details}) *text = base::normalized(*text);
  if (submission.object) submission.object->name = base::normalized(submission.object->name);
  JETON_TRY(const auto target, domain::validate_submission(submission));
  if (target.forces_private && !is_operations(caller)) {
    return Error{ErrorKind::kDenied, "Only Operations may make a record private."};
  }
  if (!is_operations(caller)) {
    JETON_TRY(const bool linked, unit.audit().is_linked(target.object.id, *caller.account));
    if (!linked) return Error{ErrorKind::kDenied, "No record links the object to the caller's account."};
  }
  AuditRecord record{.id = domain::AuditRecordId::from_stored({}),
                     .event = submission.event,
                     .visibility = AuditVisibility::kPrivate,
                     .summary = submission.summary,
                     .details = submission.details,
                     .object_id = target.object.id,
                     .object_name = target.object.name,
                     .object_type = target.type,
                     .timestamp = services.clock.now(),
                     .actor = caller.actor,
                     .actor_account = caller.account,
                     .account_links = {},
                     .documents = submission.documents,
                     .origin = caller.origin,
                     .revision = 1};
  JETON_CHECK(inherit(unit, caller, target, record));
  JETON_TRY(record, append_audit_record(services, unit, std::move(record), event_name_of(submission)));
  return view_of(unit, std::move(record), texts);
}

}  // namespace jeton::app
