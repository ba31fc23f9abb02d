#include "domain/stamp.h"

namespace jeton::domain {

ActorRef system_actor() {
  return {ActorKind::kSystem, {}, "System"};
}

}  // namespace jeton::domain
