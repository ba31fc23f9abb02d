#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace jeton::base {

/// What kind of failure a caller met. One place (`api/problem`) maps a kind to an HTTP status, one
/// (`cli/exit_code`) to an exit code.
enum class ErrorKind : std::uint8_t {
  kInvalid,             ///< Input breaks a rule; `Error::fields()` names each field.
  kUnauthenticated,     ///< A missing or invalid credential.
  kDenied,              ///< Authenticated, but lacks the module or the account type.
  kNotFound,            ///< Unknown, invisible, or deleted for this caller. Never distinguished.
  kConflict,            ///< The state of the object forbids the transition; a guard or a duplicate.
  kPreconditionFailed,  ///< `If-Match` does not match the revision.
  kMethodNotAllowed,
  kNotAcceptable,
  kPayloadTooLarge,
  kUnsupportedMediaType,
  kTooManyRequests,
  kUnavailable,  ///< A dependency cannot be reached now; the same call may succeed later.
  kInternal,     ///< Should not happen.
};

/// The stable, lower-case name of a kind, for logs and metric labels.
std::string_view to_string(ErrorKind kind) noexcept;

/// One broken rule: where (`name`, `modules[0].id`) and which, in words for the caller.
struct FieldError {
  std::string path;
  std::string message;

  bool operator==(const FieldError&) const = default;
};

/// A failure with two audiences: `message()` and `fields()` may be shown to the caller, `detail()` goes
/// only to the log. Neither may contain a secret.
class Error {
 public:
  /// `kInternal` without a message; `Result` needs one for a caller who asks a success for its error.
  Error() : Error{ErrorKind::kInternal, {}} {}
  Error(ErrorKind kind, std::string message);

  /// Input that breaks the rules named by `fields` (at least one).
  static Error invalid(std::vector<FieldError> fields);
  /// Input that breaks one rule.
  static Error invalid(std::string path, std::string message);
  /// A conflict caused by the property `path`.
  static Error conflict(std::string path, std::string message);
  /// The same, where the message says more than the field's (it names the object, spec A-062).
  static Error conflict(FieldError field, std::string message);
  /// A failure of another kind caused by one field, such as a picture that is too large.
  static Error at_field(ErrorKind kind, FieldError field);
  static Error not_found();
  static Error denied();
  static Error unauthenticated();
  /// A failure whose cause only the log may state.
  static Error internal(std::string detail);
  static Error unavailable(std::string detail);

  [[nodiscard]] ErrorKind kind() const noexcept { return kind_; }
  [[nodiscard]] const std::string& message() const noexcept { return message_; }
  [[nodiscard]] const std::vector<FieldError>& fields() const noexcept { return fields_; }
  [[nodiscard]] const std::string& detail() const noexcept { return detail_; }

  /// The same error with an internal detail.
  [[nodiscard]] Error with_detail(std::string detail) &&;

 private:
  ErrorKind kind_;
  std::string message_;
  std::vector<FieldError> fields_;
  std::string detail_;
};

}  // namespace jeton::base
