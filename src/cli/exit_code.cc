#include "cli/exit_code.h"

#include <ostream>

#include "cli/printable.h"

namespace jeton::cli {

using base::ErrorKind;

ExitCode exit_code(ErrorKind kind) noexcept {
  switch (kind) {
    case ErrorKind::kUnauthenticated: return ExitCode::kNotAuthenticated;
    case ErrorKind::kDenied: return ExitCode::kDenied;
    case ErrorKind::kNotFound: return ExitCode::kNotFound;
    case ErrorKind::kInvalid:
    case ErrorKind::kConflict:
    case ErrorKind::kPreconditionFailed:
    case ErrorKind::kMethodNotAllowed:
    case ErrorKind::kNotAcceptable:
    case ErrorKind::kPayloadTooLarge:
    case ErrorKind::kUnsupportedMediaType:
    case ErrorKind::kTooManyRequests:
    case ErrorKind::kUnavailable:
    case ErrorKind::kInternal: return ExitCode::kError;
  }
  return ExitCode::kError;
}

ExitCode report(const Io& io, const base::Error& error) {
  // One broken field says it all; the sentence before several says nothing more.
  const auto& fields = error.fields();
  if (fields.size() != 1 || error.kind() != ErrorKind::kInvalid) {
    io.err << "jeton: " << printable(error.message()) << '\n';
  }
  const char* indent = fields.size() == 1 && error.kind() == ErrorKind::kInvalid ? "jeton: " : "  ";
  for (const auto& field : fields) {
    if (field.message == error.message()) continue;
    io.err << indent << printable(field.path) << (field.path.empty() ? "" : ": ") << printable(field.message)
           << '\n';
  }
  // The detail is for the operator, who is the one running the command.
  if (!error.detail().empty()) io.err << "  (" << printable(error.detail()) << ")\n";
  return exit_code(error.kind());
}

ExitCode report_usage(const Io& io, const base::Error& error) {
  report(io, error);
  return ExitCode::kUsage;
}

}  // namespace jeton::cli
