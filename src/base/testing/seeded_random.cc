#include "base/testing/seeded_random.h"

#include <gtest/gtest.h>

#include <charconv>
#include <cstdlib>
#include <iostream>
#include <string_view>

#include "base/check.h"

namespace jeton::base::testing {
namespace {

std::uint64_t seed_in_force(std::uint64_t given) {
  const char* const variable = std::getenv("JETON_TEST_SEED");
  if (variable == nullptr) return given;
  const std::string_view text{variable};
  std::uint64_t seed = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), seed);
  JETON_ASSERT(read.ec == std::errc{} && read.ptr == text.data() + text.size());
  return seed;
}

}  // namespace

SeededRandom::SeededRandom(std::uint64_t seed) : seed_{seed_in_force(seed)}, engine_{seed_} {}

SeededRandom::~SeededRandom() {
  if (::testing::Test::HasFailure()) {
    std::cerr << "random seed: " << seed_ << " (again with JETON_TEST_SEED=" << seed_ << ")\n";
  }
}

void SeededRandom::fill(std::span<std::byte> bytes) {
  const std::lock_guard lock{mutex_};
  // One draw a byte: what comes does not depend on how the reader divides it.
  for (auto& byte : bytes) byte = static_cast<std::byte>(engine_() & 0xff);
}

}  // namespace jeton::base::testing
