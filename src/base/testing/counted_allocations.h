#pragma once

#include <cstddef>
#include <cstdlib>
#include <new>

/// Replaces the program's `new` and `delete`, to count. For one file of a program.
namespace jeton::base::testing {

/// By this thread, so far.
inline thread_local std::size_t allocations = 0;

inline void* allocate_counted(std::size_t size) {
  ++allocations;
  if (void* memory = std::malloc(size)) return memory;
  throw std::bad_alloc{};
}

}  // namespace jeton::base::testing

// In a library they would take the place of everybody's.
// NOLINTBEGIN(misc-definitions-in-headers)
void* operator new(std::size_t size) {
  return jeton::base::testing::allocate_counted(size);
}
void* operator new[](std::size_t size) {
  return jeton::base::testing::allocate_counted(size);
}
// Where they are inlined, GCC takes them for mismatched.
[[gnu::noinline]] void operator delete(void* memory) noexcept {
  std::free(memory);
}
[[gnu::noinline]] void operator delete[](void* memory) noexcept {
  std::free(memory);
}
[[gnu::noinline]] void operator delete(void* memory, std::size_t) noexcept {
  std::free(memory);
}
[[gnu::noinline]] void operator delete[](void* memory, std::size_t) noexcept {
  std::free(memory);
}
// NOLINTEND(misc-definitions-in-headers)
