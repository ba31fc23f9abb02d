#include "api/stream_slots.h"

#include <fmt/format.h>

namespace jeton::api {

using base::Error;
using base::ErrorKind;

base::Result<StreamSlots::Slot> StreamSlots::take(const std::string& owner) const {
  const std::lock_guard lock{taken_->mutex};
  const auto own = taken_->by_owner.find(owner);
  if (own != taken_->by_owner.end() && own->second >= bounds_.per_owner) {
    return Error{
        ErrorKind::kTooManyRequests,
        fmt::format("The account already streams as many lists as it may at once: {}.", bounds_.per_owner)};
  }
  if (taken_->count >= bounds_.all) {
    return Error::unavailable("every slot for streamed lists is taken");
  }
  ++taken_->count;
  ++taken_->by_owner[owner];
  return Slot{taken_.get(), [taken = taken_, owner](void*) {
                const std::lock_guard given_back{taken->mutex};
                --taken->count;
                const auto held = taken->by_owner.find(owner);
                if (--held->second == 0) taken->by_owner.erase(held);
              }};
}

std::string slot_owner(const domain::Caller& caller) {
  return caller.account ? "account " + caller.account->str() : "address " + caller.origin.ip;
}

}  // namespace jeton::api
