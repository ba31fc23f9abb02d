#include "domain/audit_submission.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/ascii.h"
#include "base/limits.h"
#include "domain/text_rule.h"

namespace jeton::domain {
namespace {

using base::Error;
using base::FieldError;
using base::Result;

constexpr std::string_view kNamespace = "extensions.";

bool is_name_character(char c) noexcept {
  return base::is_ascii_letter_or_digit(c) || c == '-' || c == '_';
}

void check_text(const std::string& text, std::string_view path, const TextRule& rule,
                std::vector<FieldError>& broken) {
  if (auto words = broken_text_rule(text, rule)) broken.push_back({std::string{path}, *std::move(words)});
}

/// Nothing after adding what is wrong to `broken`.
std::optional<SubmissionTarget> find_target(const AuditSubmission& submission,
                                            std::vector<FieldError>& broken) {
  if (submission.object && !submission.object->id.empty()) {
    const auto type = object_type_of_id(submission.object->id);
    if (type) return SubmissionTarget{*submission.object, *type};
    broken.push_back({"object.id", "Records cannot be about this kind of object."});
    return std::nullopt;
  }
  std::optional<SubmissionTarget> only;
  for (const auto& object : submission.documented) {
    const auto type = object_type_of_id(object.id);
    // Two documents of one object, before and after, are one object.
    if (!type || (only && only->object.id == object.id)) continue;
    if (only) {
      broken.push_back({"object.id", "The documents show several objects: name the one that is meant."});
      return std::nullopt;
    }
    only = SubmissionTarget{object, *type};
  }
  if (!only) {
    broken.push_back({"object.id", "The object is required, or one document with the id of an object."});
  } else if (submission.object && !submission.object->name.empty()) {
    only->object.name = submission.object->name;
  }
  return only;
}

}  // namespace

bool is_extension_event(std::string_view key) noexcept {
  if (!key.starts_with(kNamespace)) return false;
  key.remove_prefix(kNamespace.size());
  if (!std::all_of(key.begin(), key.end(), [](char c) { return is_name_character(c) || c == '.'; })) {
    return false;
  }
  return key.find('.') != key.npos && key.front() != '.' && key.back() != '.' && key.find("..") == key.npos;
}

Result<SubmissionTarget> validate_submission(const AuditSubmission& submission) {
  std::vector<FieldError> broken;
  if (!is_extension_event(submission.event)) {
    broken.push_back({"event", "The event must have the form extensions.<extension>.<event>."});
  } else if (submission.event.size() > base::kAuditEventLengthMax) {
    broken.push_back(
        {"event", fmt::format("The event may have at most {} characters.", base::kAuditEventLengthMax)});
  }
  check_text(submission.summary, "summary",
             {.label = "summary",
              .length_max = base::kAuditSummaryLengthMax,
              .presence = TextRule::Presence::kRequired},
             broken);
  check_text(submission.details, "details",
             {.label = "details",
              .length_max = base::kAuditDetailsLengthMax,
              .presence = TextRule::Presence::kRequired,
              .lines = TextRule::Lines::kMany},
             broken);
  if (submission.documents.size() > base::kAuditDocumentsBytesMax) {
    broken.push_back({"documents", fmt::format("The documents may have at most {} bytes.",
                                               base::kAuditDocumentsBytesMax)});
  }
  if (submission.visibility && submission.visibility != to_string(AuditVisibility::kPrivate) &&
      submission.visibility != to_string(AuditVisibility::kPublic)) {
    broken.push_back({"type", "The type must be Public or Private."});
  }
  auto target = find_target(submission, broken);
  if (target) {
    check_text(target->object.name, "object.name",
               {.label = "object's name", .length_max = base::kAuditObjectNameLengthMax}, broken);
    target->forces_private = submission.visibility == to_string(AuditVisibility::kPrivate);
  }
  if (!broken.empty()) return Error::invalid(std::move(broken));
  return *std::move(target);
}

}  // namespace jeton::domain
