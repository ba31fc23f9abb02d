#include "base/client_network.h"

#include <gtest/gtest.h>

namespace jeton::base {
namespace {

TEST(ClientNetworks, OfIpv4AreTheAddressAlone) {
  EXPECT_EQ(networks_of("203.0.113.7").own, "203.0.113.7");
  EXPECT_EQ(networks_of("203.0.113.7").site, "");
  EXPECT_NE(networks_of("203.0.113.7").own, networks_of("203.0.113.8").own);
}

TEST(ClientNetworks, OfIpv6AreTheOnesThatASubscriberAndASiteHave) {
  EXPECT_EQ(networks_of("2001:db8:1:2:3:4:5:6").own, "2001:db8:1:2::/64");
  EXPECT_EQ(networks_of("2001:db8:1:2:ffff:ffff:ffff:ffff").own, "2001:db8:1:2::/64");
  EXPECT_EQ(networks_of("2001:db8:1:3::1").own, "2001:db8:1:3::/64");
  EXPECT_EQ(networks_of("2001:db8:1:2::1").site, "2001:db8:1::/48");
  EXPECT_EQ(networks_of("2001:db8:1:ffff::1").site, "2001:db8:1::/48");
  EXPECT_EQ(networks_of("2001:db8:2::1").site, "2001:db8:2::/48");
}

TEST(ClientNetworks, OfAnIpv4AddressWrittenAsIpv6AreItsOwn) {
  EXPECT_EQ(networks_of("::ffff:203.0.113.7").own, "203.0.113.7");
  EXPECT_EQ(networks_of("::ffff:cb00:7107").own, "203.0.113.7");
  EXPECT_EQ(networks_of("::ffff:203.0.113.7").site, "");
  // Not mapped: the zeros in front alone do not make it one.
  EXPECT_EQ(networks_of("::203.0.113.7").own, "::/64");
}

TEST(ClientNetworks, LeaveOutTheZone) {
  EXPECT_EQ(networks_of("fe80::1%eth0").own, networks_of("fe80::2%eth1").own);
}

TEST(ClientNetworks, OfATextThatIsNoAddressAreTheText) {
  EXPECT_EQ(networks_of("").own, "");
  EXPECT_EQ(networks_of("unix socket").own, "unix socket");
  EXPECT_EQ(networks_of("unix socket").site, "");
}

}  // namespace
}  // namespace jeton::base
