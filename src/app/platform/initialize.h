#pragma once

#include <string>

#include "app/command/services.h"
#include "base/result.h"
#include "domain/account.h"
#include "domain/user.h"

namespace jeton::app {

struct Initialize {
  std::string operations_name;
  std::string administrator_email;
  std::string administrator_first_name;
  std::string administrator_last_name;
};

struct Initialized {
  bool created = false;  ///< False: there already was an operations account, nothing was changed.
  domain::Account operations;
};

/// Creates the administration modules (spec ), the one operations account with its default group
/// (spec) and its first administrator. Does nothing when an operations account exists.
base::Result<Initialized> initialize(const Services& services, const Initialize& command);

}  // namespace jeton::app
