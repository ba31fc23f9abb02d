#pragma once

#include <map>
#include <ostream>
#include <string>
#include <vector>

#include "authz/platform.h"

/// Who may call what: every operation of the contract, as each role (spec table 3.1, A-066).
namespace jeton::tests {

/// What a call needs around it.
struct Surroundings {
  /// Makes what is asked about ready for those who may: with it they succeed. The others are refused without
  /// it.
  void (*prepare)(Platform&) = nullptr;
  /// Puts back what the next call needs as it was, whether or not anything was changed.
  void (*undo)(Platform&) = nullptr;
  bool ends_session = false;  ///< Of the caller.
};

/// The statuses that one operation answers to each role, asked about what belongs to the first client
/// account.
struct Route {
  const char* operation;
  const char* method;
  /// With the placeholders of `Platform`, in the body too.
  std::string target;
  std::string body;
  std::map<std::string, int> expected;
  Surroundings around = {};
};

inline void PrintTo(const Route& route, std::ostream* to) {
  *to << route.operation;
}

const std::vector<Route>& routes();

/// Roles. `clerk` holds Billing alone; `bare token` holds nothing; `managing token` holds Access Management;
/// `operator` holds both administration modules of Operations, `platform token` only the platform's. `own
/// token` is the one that is asked about.
inline const std::vector<std::string> kRoles{"nobody",   "clerk",         "bare token",   "managing token",
                                             "admin",    "own token",     "other tenant", "vendor",
                                             "operator", "platform token"};

}  // namespace jeton::tests
