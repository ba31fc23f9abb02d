#include "net/ignored_proxies.h"

#include <gtest/gtest.h>

#include "base/limits.h"

namespace jeton::net {
namespace {

using std::chrono::milliseconds;

constexpr base::Timestamp kStart{milliseconds{1'767'323'045'678}};

TEST(IgnoredProxiesTest, EachPeerIsDueOnceAnHour) {
  IgnoredProxies proxies;
  EXPECT_TRUE(proxies.is_due("192.0.2.1", kStart));
  EXPECT_FALSE(proxies.is_due("192.0.2.1", kStart));
  EXPECT_TRUE(proxies.is_due("192.0.2.2", kStart));
  EXPECT_FALSE(proxies.is_due("192.0.2.1", kStart + base::kUntrustedProxyLogInterval - milliseconds{1}));
  EXPECT_TRUE(proxies.is_due("192.0.2.1", kStart + base::kUntrustedProxyLogInterval));
  EXPECT_FALSE(proxies.is_due("192.0.2.1", kStart + base::kUntrustedProxyLogInterval));
}

// Somebody with a network of addresses must not write the log full.
TEST(IgnoredProxiesTest, SoManyAreLoggedAnHourAndNoMore) {
  IgnoredProxies proxies;
  for (std::size_t i = 0; i < base::kUntrustedProxiesRememberedMax; ++i) {
    ASSERT_TRUE(proxies.is_due(std::to_string(i), kStart)) << i;
  }
  EXPECT_FALSE(proxies.is_due("one more", kStart));
  EXPECT_FALSE(proxies.is_due("0", kStart));
  EXPECT_TRUE(proxies.is_due("one more", kStart + base::kUntrustedProxyLogInterval));
}

}  // namespace
}  // namespace jeton::net
