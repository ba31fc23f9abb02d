#pragma once

#include <boost/json/object.hpp>
#include <vector>

#include "api/select.h"
#include "app/audit/audit_records.h"
#include "base/result.h"
#include "domain/audit_submission.h"
#include "domain/event_type.h"

/// Audit records and event types in JSON (spec, section 12).
namespace jeton::api {

/// Fields in the order of the schema. Lists leave out more than a single read does (spec A-053d).
const std::vector<FieldDefault>& audit_record_list_fields();
const std::vector<FieldDefault>& audit_record_fields();
const std::vector<FieldDefault>& event_type_fields();

/// The complete representations: everything that has a value (spec R-020).
boost::json::object to_json(const app::AuditRecordView& view);
boost::json::object to_json(const domain::EventType& event_type);

/// The body of a submission, secrets in its documents masked (spec ). Errors: invalid at the
/// member whose JSON type is wrong, and at `id` when it has one (spec R-155).
base::Result<domain::AuditSubmission> audit_submission_from_json(const boost::json::object& body);

/// The body of an update (spec R-172). Errors: invalid at the member whose JSON type is wrong.
base::Result<domain::EventTypeChange> event_type_change_from_json(const boost::json::object& body);

}  // namespace jeton::api
