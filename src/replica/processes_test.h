#pragma once

#include <gtest/gtest.h>
#include <sys/mman.h>
#include <unistd.h>

#include <functional>
#include <new>

#include "replica/replica_fixture_test.h"

/// For tests in which several processes use one replica.
namespace jeton::replica {

/// An object that children share. `T` consists of atomics.
template <class T>
class SharedByProcesses {
 public:
  SharedByProcesses()
      : object_{new (::mmap(nullptr, sizeof(T), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0))
                    T{}} {}
  ~SharedByProcesses() { ::munmap(object_, sizeof(T)); }
  SharedByProcesses(const SharedByProcesses&) = delete;
  SharedByProcesses& operator=(const SharedByProcesses&) = delete;

  T& operator*() const noexcept { return *object_; }

 private:
  T* object_;
};

/// Ends with 1 if an expectation failed.
inline pid_t in_child(const std::function<void()>& run) {
  const pid_t child = ::fork();
  if (child != 0) return child;
  run();
  ::_exit(::testing::Test::HasFailure() ? 1 : 0);
}

/// Every field follows from the token and the revision, so that a mixture of two versions shows.
inline TokenEntry version_of(std::uint64_t number, std::uint64_t revision) {
  auto entry = revision % 3 == 0 ? full_entry(number) : entry_of(number);
  const auto both = number * 1'000'003 + revision;
  entry.account = account_id(number % 7);
  entry.account_status = domain::AccountStatus::kActive;
  entry.revision = static_cast<std::int64_t>(revision);
  entry.status = static_cast<domain::TokenStatus>(both % 3);
  entry.digest = numbered_digest(both);
  entry.modules = {module_id(both % 50)};
  if (entry.second) entry.second->digest = numbered_digest(~both);
  entry.expires_at = at_ms(static_cast<std::int64_t>(both + 1));
  entry.rate_class = static_cast<std::uint32_t>(both % 5);
  return entry;
}

}  // namespace jeton::replica
