#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "domain/ids.h"

/// "May this token do this?": the question and its answer.
namespace jeton::verify {

/// The reason for a decision. For logs and metrics; the caller of the platform learns less.
enum class Reason : std::uint8_t {
  kAllowed,
  kPreflight,  ///< A CORS preflight, which carries no credential, for a path of some module.
  kNoCredential,
  kMalformed,    ///< Wrong shape; or no match, and a wrong checksum.
  kUnknown,      ///< No such token.
  kWrongSecret,  ///< The token exists, the opaque part is another.
  kDisabled,
  kDeleted,
  kNotYetValid,       ///< The token's time has not come.
  kExpired,           ///< The token's time is over.
  kAddressRefused,    ///< The token may not be used from there.
  kAmbiguousPath,     ///< The target is outside the closed description (`..`, `%2f`, `//`).
  kNoModule,          ///< No module owns the path, as sent or decoded.
  kMethodNotOwned,    ///< A module that owns the path under some reading does not list the method.
  kModuleNotGranted,  ///< The token lacks a module that owns the path under some reading (spec R-111).
  kStale,             ///< What is known is too old to decide on: refuse.
  kUnavailable,       ///< Cannot be decided now: refuse.
};

/// The stable, lower-case name of a reason.
std::string_view to_string(Reason reason) noexcept;

enum class Verdict : std::uint8_t {
  kAllow,            ///< 200
  kUnauthenticated,  ///< 401: the credential is missing or invalid.
  kForbidden,        ///< 403: the credential is valid but does not cover the request.
  kUnavailable,      ///< 503
};

Verdict verdict_of(Reason reason) noexcept;

/// A request to the platform, described. Views are read during the call only.
struct AccessRequest {
  std::string_view credential;  ///< What follows `Bearer`; empty when there is none.
  std::string_view method;      ///< As sent: methods are case-sensitive.
  std::string_view target;      ///< Path as sent, with or without a query.
  std::string_view client_address;
  base::Timestamp now;
};

/// The answer. Ids are set as far as the decision got; for an allowed request all of them, and
/// the module is the one that owns the path as it is plainly read.
struct Decision {
  Reason reason = Reason::kUnavailable;
  std::optional<domain::TokenId> token;
  std::optional<domain::AccountId> account;
  std::optional<domain::ModuleId> module;

  [[nodiscard]] Verdict verdict() const noexcept { return verdict_of(reason); }
};

/// Decides. Safe from any thread.
class Verifier {
 public:
  virtual ~Verifier() = default;
  virtual Decision decide(const AccessRequest& request) = 0;
  /// Whether a CORS preflight for `target` may pass: it may when a module owns the path. It names no token,
  /// so the answer has no ids, and a stranger learns no more from it than from `kNoCredential`.
  virtual Decision decide_preflight(std::string_view target) = 0;
};

}  // namespace jeton::verify
