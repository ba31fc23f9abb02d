#include "verify/decision.h"

namespace jeton::verify {

std::string_view to_string(Reason reason) noexcept {
  switch (reason) {
    case Reason::kAllowed: return "allowed";
    case Reason::kPreflight: return "preflight";
    case Reason::kNoCredential: return "no_credential";
    case Reason::kMalformed: return "malformed";
    case Reason::kUnknown: return "unknown";
    case Reason::kWrongSecret: return "wrong_secret";
    case Reason::kDisabled: return "disabled";
    case Reason::kDeleted: return "deleted";
    case Reason::kNotYetValid: return "not_yet_valid";
    case Reason::kExpired: return "expired";
    case Reason::kAddressRefused: return "address_refused";
    case Reason::kAmbiguousPath: return "ambiguous_path";
    case Reason::kNoModule: return "no_module";
    case Reason::kMethodNotOwned: return "method_not_owned";
    case Reason::kModuleNotGranted: return "module_not_granted";
    case Reason::kStale: return "stale";
    case Reason::kUnavailable: return "unavailable";
  }
  return "unavailable";
}

Verdict verdict_of(Reason reason) noexcept {
  switch (reason) {
    case Reason::kAllowed:
    case Reason::kPreflight: return Verdict::kAllow;
    case Reason::kNoCredential:
    case Reason::kMalformed:
    case Reason::kUnknown:
    case Reason::kWrongSecret:
    case Reason::kDisabled:
    case Reason::kDeleted:
    case Reason::kNotYetValid:
    case Reason::kExpired: return Verdict::kUnauthenticated;
    case Reason::kAddressRefused:
    case Reason::kAmbiguousPath:
    case Reason::kNoModule:
    case Reason::kMethodNotOwned:
    case Reason::kModuleNotGranted: return Verdict::kForbidden;
    case Reason::kStale:
    case Reason::kUnavailable: return Verdict::kUnavailable;
  }
  return Verdict::kUnavailable;
}

}  // namespace jeton::verify
