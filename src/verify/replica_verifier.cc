#include "verify/replica_verifier.h"

#include <thread>
#include <utility>

namespace jeton::verify {
namespace {

/// Numbers the threads that decide, each for as long as it lives.
std::size_t number_of_this_thread() noexcept {
  static std::atomic<std::size_t> next{0};
  thread_local const auto kNumber = next.fetch_add(1, std::memory_order_relaxed);
  return kNumber;
}

}  // namespace

/// A decider for one decision.
class ReplicaVerifier::Borrowed {
 public:
  explicit Borrowed(ReplicaVerifier& verifier) : place_{verifier.take()} {}
  ~Borrowed() { place_.is_taken.store(false, std::memory_order_release); }
  Borrowed(const Borrowed&) = delete;
  Borrowed& operator=(const Borrowed&) = delete;

  ReplicaDecider* operator->() const noexcept { return place_.owned.get(); }

 private:
  Place& place_;
};

ReplicaVerifier::ReplicaVerifier(ReplicaSource source, const CurrentCatalogue& catalogue,
                                 const base::Clock& clock)
    : source_{std::move(source)}, catalogue_{catalogue}, clock_{clock} {}

ReplicaVerifier::Place& ReplicaVerifier::take() {
  for (auto number = number_of_this_thread();; ++number) {
    auto& place = places_[number % kDeciders];
    if (place.is_taken.exchange(true, std::memory_order_acquire)) {
      std::this_thread::yield();
      continue;
    }
    if (place.owned == nullptr) {
      place.owned = std::make_unique<ReplicaDecider>(source_, catalogue_);
      place.decider.store(place.owned.get(), std::memory_order_release);
    }
    return place;
  }
}

Decision ReplicaVerifier::decide(const AccessRequest& request) {
  return Borrowed {
    *this
    } -> decide(request).unpacked();
}

std::vector<domain::TokenAccess> ReplicaVerifier::take_accesses() {
  std::vector<domain::TokenAccess> accesses;
  for (auto& place : places_) {
    if (auto* const decider = place.decider.load(std::memory_order_acquire))
      decider->accesses().take(accesses);
  }
  return accesses;
}

std::uint64_t ReplicaVerifier::dropped_accesses() const noexcept {
  std::uint64_t dropped = 0;
  for (const auto& place : places_) {
    if (auto* const decider = place.decider.load(std::memory_order_acquire)) {
      dropped += decider->accesses().dropped();
    }
  }
  return dropped;
}

Decision ReplicaVerifier::decide_preflight(std::string_view target) {
  return Borrowed {
    *this
    } -> decide_preflight(target, clock_.now()).unpacked();
}

}  // namespace jeton::verify
