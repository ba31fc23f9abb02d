#pragma once

#include "base/clock.h"
#include "base/log.h"
#include "base/random.h"
#include "crypto/sealer.h"
#include "domain/store.h"
#include "domain/token_access.h"

namespace jeton::app {

/// What every command needs from outside. All of it outlives the calls and is safe from any thread.
struct Services {
  domain::Store& store;
  const base::Clock& clock;
  base::RandomSource& random;
  const crypto::Sealer& sealer;
  const base::Log& log;
  domain::TokenAccessRecorder& accesses;
};

}  // namespace jeton::app
