#include "net/client_address.h"

#include <gtest/gtest.h>

namespace jeton::net {
namespace {

TrustedProxies trust(const std::vector<std::string>& networks) {
  std::vector<base::IpNetwork> parsed;
  for (const auto& network : networks) parsed.push_back(base::IpNetwork::parse(network).value());
  return TrustedProxies{std::move(parsed)};
}

std::string client(const TrustedProxies& proxies, std::string_view peer, const Headers& headers) {
  return proxies.client_of(peer, headers, false).address;
}

TEST(TrustedProxiesTest, KnowNetworksAndSingleAddresses) {
  const auto proxies = trust({"10.0.0.0/8", "192.0.2.7", "fd00::/8", "2001:db8::1"});
  for (const auto* address :
       {"10.0.0.0", "10.255.255.255", "192.0.2.7", "fd12::1", "2001:db8::1", "::ffff:10.1.2.3"}) {
    EXPECT_TRUE(proxies.contains(base::IpAddress::parse(address).value())) << address;
  }
  for (const auto* address : {"11.0.0.0", "9.255.255.255", "192.0.2.8", "fe00::1", "2001:db8::2"}) {
    EXPECT_FALSE(proxies.contains(base::IpAddress::parse(address).value())) << address;
  }
  EXPECT_FALSE(TrustedProxies{}.contains(base::IpAddress::loopback()));
}

TEST(TrustedProxiesTest, AreReplacedInEveryCopy) {
  auto proxies = trust({"10.0.0.0/8"});
  const auto copy = proxies;
  proxies.replace({*base::IpNetwork::parse("192.0.2.0/24")});
  const Headers headers{{"X-Forwarded-For", "203.0.113.9"}};
  EXPECT_EQ(client(copy, "10.0.0.1", headers), "10.0.0.1");
  EXPECT_EQ(client(copy, "192.0.2.1", headers), "203.0.113.9");
}

TEST(TrustedProxiesTest, NobodyElseIsBelieved) {
  const Headers headers{{"X-Forwarded-For", "203.0.113.9"}, {"X-Forwarded-Proto", "https"}};
  EXPECT_EQ(client({}, "192.0.2.1", headers), "192.0.2.1");
  EXPECT_FALSE(trust({"10.0.0.0/8"}).client_of("192.0.2.1", headers, false).is_https);
  EXPECT_TRUE(trust({"10.0.0.0/8"}).client_of("192.0.2.1", {}, true).is_https);
}

TEST(TrustedProxiesTest, TheLastHopThatIsNoProxyIsTheClient) {
  const auto proxies = trust({"10.0.0.0/8", "fd00::/8"});
  EXPECT_EQ(client(proxies, "10.0.0.1", {}), "10.0.0.1");
  EXPECT_EQ(client(proxies, "10.0.0.1", {{"X-Forwarded-For", "203.0.113.9"}}), "203.0.113.9");
  // What stands further left was written by the client.
  EXPECT_EQ(client(proxies, "10.0.0.1", {{"X-Forwarded-For", "127.0.0.1, 203.0.113.9, 10.0.0.2"}}),
            "203.0.113.9");
  EXPECT_EQ(
      client(proxies, "10.0.0.1", {{"X-Forwarded-For", "203.0.113.9"}, {"x-forwarded-for", "198.51.100.4"}}),
      "198.51.100.4");
  EXPECT_EQ(client(proxies, "10.0.0.1", {{"X-Forwarded-For", "10.0.0.3,10.0.0.2"}}), "10.0.0.3");
}

TEST(TrustedProxiesTest, StopAtWhatIsNoAddress) {
  const auto proxies = trust({"10.0.0.0/8"});
  EXPECT_EQ(client(proxies, "10.0.0.1", {{"X-Forwarded-For", "203.0.113.9, unknown"}}), "10.0.0.1");
  EXPECT_EQ(client(proxies, "10.0.0.1", {{"X-Forwarded-For", ""}}), "10.0.0.1");
}

// Whoever reads the log learns that a proxy is missing in the settings.
TEST(TrustedProxiesTest, NameTheHeaderThatAStrangerSent) {
  const auto ignored = [](std::string_view peer, const Headers& headers) {
    return trust({"10.0.0.0/8"}).client_of(peer, headers, false).ignored_header;
  };
  for (const std::string name : {"X-Forwarded-For", "X-Forwarded-Proto", "Forwarded"}) {
    EXPECT_EQ(ignored("192.0.2.1", {{name, "x"}}), name);
    EXPECT_EQ(ignored("10.0.0.1", {{name, "x"}}), "") << name;
  }
  EXPECT_EQ(ignored("192.0.2.1", {{"x-forwarded-for", ""}}), "X-Forwarded-For");
  EXPECT_EQ(ignored("192.0.2.1", {{"X-Forwarded-Host", "x"}, {"Via", "1.1 x"}}), "");
}

TEST(TrustedProxiesTest, ShowAddressesWithoutPortAndIpv6Clothes) {
  const auto proxies = trust({"10.0.0.0/8"});
  EXPECT_EQ(client(proxies, "::ffff:10.0.0.1", {{"X-Forwarded-For", "203.0.113.9:4711"}}), "203.0.113.9");
  EXPECT_EQ(client(proxies, "10.0.0.1", {{"X-Forwarded-For", "[2001:DB8::1]:80"}}), "2001:db8::1");
  EXPECT_EQ(client(proxies, "::ffff:192.0.2.1", {}), "192.0.2.1");
}

TEST(TrustedProxiesTest, TellWhetherTheClientCameOverTls) {
  const auto proxies = trust({"10.0.0.0/8"});
  EXPECT_TRUE(proxies.client_of("10.0.0.1", {{"X-Forwarded-Proto", "HTTPS"}}, false).is_https);
  EXPECT_FALSE(proxies.client_of("10.0.0.1", {{"X-Forwarded-Proto", "https, http"}}, false).is_https);
  EXPECT_FALSE(proxies.client_of("10.0.0.1", {{"X-Forwarded-Proto", "http"}}, true).is_https);
}

}  // namespace
}  // namespace jeton::net
