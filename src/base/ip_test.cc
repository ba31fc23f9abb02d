#include "base/ip.h"

#include <gtest/gtest.h>

namespace jeton::base {
namespace {

IpAddress address(std::string_view text) {
  return IpAddress::parse(text).value();
}

TEST(IpAddressTest, EveryTextOfAnAddressIsTheSameAddress) {
  EXPECT_EQ(address("0:0:0:0:0:0:0:1"), address("::1"));
  EXPECT_EQ(address("2001:DB8:0:0::1"), address("2001:db8::1"));
  EXPECT_EQ(address("::ffff:192.0.2.1"), address("192.0.2.1"));
  EXPECT_EQ(address("::ffff:c000:201"), address("192.0.2.1"));
  EXPECT_NE(address("::"), address("0.0.0.0"));
  EXPECT_NE(address("192.0.2.1"), address("192.0.2.2"));
  EXPECT_EQ(address("2001:DB8:0:0::1").text(), "2001:db8::1");
  EXPECT_EQ(address("::ffff:192.0.2.1").text(), "192.0.2.1");
  EXPECT_EQ(address("192.0.2.1").host_text(), "192.0.2.1");
  EXPECT_EQ(address("::1").host_text(), "[::1]");
}

TEST(IpAddressTest, LoopbackIsKnownInEveryText) {
  for (const auto* text : {"127.0.0.1", "127.255.255.255", "127.0.0.0", "::1", "0:0:0:0:0:0:0:1",
                           "::ffff:127.0.0.1", "::0.0.0.1"}) {
    EXPECT_TRUE(address(text).is_loopback()) << text;
  }
  for (const auto* text : {"126.255.255.255", "128.0.0.0", "0.0.0.0", "::", "::2", "::101", "1::1",
                           "::ffff:128.0.0.1", "10.0.0.1"}) {
    EXPECT_FALSE(address(text).is_loopback()) << text;
  }
  EXPECT_EQ(IpAddress::loopback(), address("127.0.0.1"));
}

TEST(IpAddressTest, UnspecifiedIsZeroInEitherFamily) {
  for (const auto* text : {"0.0.0.0", "::", "0::0", "::ffff:0.0.0.0"}) {
    EXPECT_TRUE(address(text).is_unspecified()) << text;
  }
  for (const auto* text : {"0.0.0.1", "::1", "127.0.0.1"})
    EXPECT_FALSE(address(text).is_unspecified()) << text;
}

TEST(IpAddressTest, RefusesWhatIsNoAddress) {
  for (const auto* text :
       {"", "localhost", "127.1", "127.0.0.1:80", "[::1]", "::1%lo", "fe80::1%eth0", "256.0.0.1", "010.0.0.1",
        "1.2.3.4.5", ":::", "1:2:3:4:5:6:7:8:9", " 127.0.0.1", "127.0.0.1 ", "0x7f.0.0.1", "2130706433"}) {
    EXPECT_FALSE(IpAddress::parse(text)) << text;
  }
  EXPECT_FALSE(IpAddress::parse(std::string_view{"127.0.0.1\0", 10}));
}

TEST(IpNetworkTest, HoldsItsFirstAndItsLastAddressAndNoOther) {
  struct Case {
    const char* network;
    const char* first;
    const char* last;
    const char* below;
    const char* above;
  };
  for (const auto& [text, first, last, below, above] :
       {Case{"10.0.0.0/8", "10.0.0.0", "10.255.255.255", "9.255.255.255", "11.0.0.0"},
        Case{"192.0.2.128/25", "192.0.2.128", "192.0.2.255", "192.0.2.127", "192.0.3.0"},
        Case{"192.0.2.7", "192.0.2.7", "192.0.2.7", "192.0.2.6", "192.0.2.8"},
        Case{"192.0.2.7/32", "192.0.2.7", "192.0.2.7", "192.0.2.6", "192.0.2.8"},
        Case{"10.1.2.3/15", "10.0.0.0", "10.1.255.255", "9.255.255.255", "10.2.0.0"},
        Case{"::ffff:10.0.0.0/104", "10.0.0.0", "10.255.255.255", "9.255.255.255", "11.0.0.0"},
        Case{"fd00::/8", "fd00::", "fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "fcff::", "fe00::"},
        Case{"2001:db8::1", "2001:db8::1", "2001:db8::1", "2001:db8::", "2001:db8::2"}}) {
    const auto network = IpNetwork::parse(text);
    ASSERT_TRUE(network) << text;
    EXPECT_TRUE(network->contains(address(first))) << text;
    EXPECT_TRUE(network->contains(address(last))) << text;
    EXPECT_FALSE(network->contains(address(below))) << text;
    EXPECT_FALSE(network->contains(address(above))) << text;
  }
  EXPECT_TRUE(IpNetwork::parse("0.0.0.0/0")->contains(address("203.0.113.9")));
  EXPECT_FALSE(IpNetwork::parse("0.0.0.0/0")->contains(address("::1")));
  EXPECT_TRUE(IpNetwork::parse("::/0")->contains(address("2001:db8::1")));
  EXPECT_FALSE(IpNetwork::parse("::/0")->contains(address("203.0.113.9")));
}

TEST(IpNetworkTest, HasAFirstAddressAndALength) {
  EXPECT_EQ(IpNetwork::parse("10.1.2.3/15")->address(), address("10.0.0.0"));
  EXPECT_EQ(IpNetwork::parse("10.1.2.3/15")->prefix_length(), 15U);
  EXPECT_EQ(IpNetwork::parse("::ffff:10.0.0.0/104")->prefix_length(), 8U);
  EXPECT_EQ(IpNetwork::parse("2001:db8::1")->prefix_length(), 128U);
}

TEST(IpAddressTest, IsAnIpv6AddressInBytes) {
  EXPECT_EQ(address("192.0.2.7").mapped_bytes(),
            (std::array<std::uint8_t, 16>{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 192, 0, 2, 7}));
  EXPECT_EQ(address("2001:db8::1").mapped_bytes(),
            (std::array<std::uint8_t, 16>{0x20, 0x01, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}));
}

TEST(IpNetworkTest, RefusesWhatIsNoNetwork) {
  for (const auto* text : {"", "/8", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/x", "10.0.0.0/-1", "10.0.0.0/8x",
                           "10.0.0.0/+8", "10.0.0.0/4294967296", "proxy", "fd00::/129", "10.0.0/8",
                           "10.0.0.0/8/8", "::ffff:10.0.0.0/95", "::ffff:10.0.0.0/8", "fe80::1%lo/64"}) {
    EXPECT_FALSE(IpNetwork::parse(text)) << text;
  }
}

TEST(IpNetworkTest, ShowsItselfAsItCanBeReadAgain) {
  EXPECT_EQ(IpNetwork::parse("10.1.2.3/8")->text(), "10.0.0.0/8");
  EXPECT_EQ(IpNetwork::parse("192.0.2.7/32")->text(), "192.0.2.7");
  EXPECT_EQ(IpNetwork::parse("fd00::/8")->text(), "fd00::/8");
  EXPECT_EQ(IpNetwork::parse("::1/128")->text(), "::1");
}

}  // namespace
}  // namespace jeton::base
