#pragma once

#include "domain/caller.h"

namespace jeton::app {

/// The operator at the machine: the system actor, holding everything, in no account.
domain::Caller system_caller();

}  // namespace jeton::app
