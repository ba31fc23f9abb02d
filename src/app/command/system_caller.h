#pragma once

#include "domain/caller.h"

namespace jeton::app {

/// The operator at the machine: the system actor, with every module and no account.
domain::Caller system_caller();

}  // namespace jeton::app
