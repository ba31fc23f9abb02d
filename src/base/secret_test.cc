#include "base/secret.h"

#include <gtest/gtest.h>

#include <concepts>
#include <cstddef>
#include <cstdlib>
#include <new>
#include <string>
#include <type_traits>
#include <utility>

namespace {

/// Where the next array to be freed is looked at, and what it held then.
thread_local const void* watched = nullptr;
thread_local std::string last_seen;

void free_array(void* block) noexcept {
  if (block != nullptr && block == watched) {
    watched = nullptr;
    last_seen.assign(static_cast<const char*>(block), last_seen.size());
  }
  std::free(block);
}

}  // namespace

// Memory that was freed cannot be looked at, so the look is taken on the way.
void* operator new[](std::size_t size) {
  void* const block = std::malloc(size == 0 ? 1 : size);
  if (block == nullptr) throw std::bad_alloc{};
  return block;
}
void operator delete[](void* block) noexcept {
  free_array(block);
}
void operator delete[](void* block, std::size_t) noexcept {
  free_array(block);
}

namespace jeton::base {
namespace {

void watch(const Secret& secret) {
  watched = secret.reveal().data();
  last_seen.assign(secret.size(), '?');
}

static_assert(!std::is_copy_constructible_v<Secret>);
static_assert(!std::is_copy_assignable_v<Secret>);
static_assert(!std::equality_comparable<Secret>);
static_assert(!std::is_convertible_v<Secret, std::string>);
static_assert(!std::is_convertible_v<Secret, std::string_view>);
static_assert(!std::is_convertible_v<std::string, Secret>);
static_assert(std::is_nothrow_move_constructible_v<Secret>);

TEST(Secret, HoldsItsBytesZerosIncluded) {
  const Secret secret{std::string_view{"a\0b", 3}};
  EXPECT_EQ(secret.reveal(), (std::string_view{"a\0b", 3}));
  EXPECT_EQ(secret.size(), 3u);
  EXPECT_FALSE(secret.empty());
  EXPECT_TRUE(Secret{}.empty());
  EXPECT_TRUE(Secret{std::string_view{}}.empty());
}

TEST(Secret, IsACopyOfTheTextItWasMadeFrom) {
  std::string text = "opaque";
  const Secret secret{text};
  text[0] = 'X';
  EXPECT_EQ(secret.reveal(), "opaque");
}

TEST(Secret, MovesLeaveNothingBehind) {
  Secret from{"opaque"};
  Secret to{std::move(from)};
  EXPECT_EQ(to.reveal(), "opaque");
  EXPECT_TRUE(from.empty());  // NOLINT(bugprone-use-after-move): what it leaves is the claim
  EXPECT_EQ(from.reveal(), "");
  Secret third{"other"};
  third = std::move(to);
  EXPECT_EQ(third.reveal(), "opaque");
  EXPECT_TRUE(to.empty());  // NOLINT(bugprone-use-after-move)
}

TEST(Secret, IsWipedWhenItDies) {
  {
    const Secret secret{"opaque"};
    watch(secret);
  }
  EXPECT_EQ(watched, nullptr);
  EXPECT_EQ(last_seen, std::string(6, '\0'));
}

TEST(Secret, IsWipedWhenAnotherTakesItsPlace) {
  Secret secret{"opaque"};
  watch(secret);
  secret = Secret{"other"};
  EXPECT_EQ(watched, nullptr);
  EXPECT_EQ(last_seen, std::string(6, '\0'));
  EXPECT_EQ(secret.reveal(), "other");
}

TEST(Secret, DuplicatesStandOnTheirOwn) {
  Secret first{"opaque"};
  const Secret second = first.duplicate();
  first = Secret{};
  EXPECT_EQ(second.reveal(), "opaque");
}

}  // namespace
}  // namespace jeton::base
