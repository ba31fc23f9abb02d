#include "base/check.h"

#include <cstdio>
#include <cstdlib>

namespace jeton::base {

void fail_assertion(const char* condition, const char* file, int line) noexcept {
  // stderr directly: the logger itself may be what is broken.
  std::fprintf(stderr, "%s:%d: assertion failed: %s\n", file, line, condition);
  std::abort();
}

}  // namespace jeton::base
