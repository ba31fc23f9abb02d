#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "domain/audit_record.h"

/// What extensions submit to the audit trail (spec ).
namespace jeton::domain {

/// An object that a submission names, or holds a document of.
struct SubmittedObject {
  std::string id;
  std::string name;  ///< Empty when none is given.
};

/// A record as it was submitted.
struct AuditSubmission {
  std::string event;
  std::string summary;
  std::string details;
  std::optional<SubmittedObject> object;  ///< As stated.
  /// Those of the documents that have an id.
  std::vector<SubmittedObject> documented;
  std::string documents;                  ///< A JSON object, secrets masked; empty when there is none.
  std::optional<std::string> visibility;  ///< As stated.
};

/// What a valid submission is about.
struct SubmissionTarget {
  SubmittedObject object;
  ObjectType type = ObjectType::kAccount;
  bool forces_private = false;
};

/// Whether `key` is `extensions.<extension>.<event>` (spec ): dot-separated names of ASCII
/// letters, digits, `-` and `_`, none of them empty. The event may itself have dots.
bool is_extension_event(std::string_view key) noexcept;

/// Checks every field. The object is the one given, otherwise the only recognisable one among the documents.
/// Errors: invalid at `event`, `summary`, `details`, `object.id`, `object.name`, `documents`, `type`.
base::Result<SubmissionTarget> validate_submission(const AuditSubmission& submission);

}  // namespace jeton::domain
