#include "server/owners.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>

namespace jeton::server {
namespace {

net::Request request(std::string address, net::Headers headers = {}) {
  net::RequestParts parts;
  parts.headers = std::move(headers);
  parts.remote_address = std::move(address);
  return net::Request::create(std::move(parts)).value();
}

net::Request with_token(std::string address, std::string token) {
  return request(std::move(address), {{"Authorization", "Bearer " + std::move(token)}});
}

TEST(OwnersOfRequests, AreAddressesUntilACredentialIsKnown) {
  Owners owners{100};
  EXPECT_EQ(owners.of(with_token("192.0.2.1", "a")), "address 192.0.2.1");
  owners.learn(with_token("192.0.2.1", "a"), "account ACC-1000-0001");
  EXPECT_EQ(owners.of(with_token("192.0.2.1", "a")), "account ACC-1000-0001");
  // From elsewhere it is the same account; another one is not.
  EXPECT_EQ(owners.of(with_token("192.0.2.2", "a")), "account ACC-1000-0001");
  EXPECT_EQ(owners.of(with_token("192.0.2.1", "b")), "address 192.0.2.1");
  EXPECT_EQ(owners.of(request("192.0.2.1")), "address 192.0.2.1");
}

TEST(OwnersOfRequests, KnowABrowserByItsCookieAndATokenBeforeThat) {
  Owners owners{100};
  owners.learn(request("192.0.2.1", {{"Cookie", "jeton=x"}}), "account ACC-1000-0001");
  owners.learn(with_token("192.0.2.1", "a"), "account ACC-1000-0002");
  EXPECT_EQ(owners.of(request("192.0.2.9", {{"Cookie", "jeton=x"}})), "account ACC-1000-0001");
  EXPECT_EQ(owners.of(request("192.0.2.9", {{"Cookie", "jeton=x"}, {"Authorization", "Bearer a"}})),
            "account ACC-1000-0002");
}

TEST(OwnersOfRequests, LearnNothingFromARequestWithoutACredential) {
  Owners owners{100};
  owners.learn(request("192.0.2.1"), "account ACC-1000-0001");
  EXPECT_EQ(owners.of(request("192.0.2.1")), "address 192.0.2.1");
}

// A subscriber of IPv6 has 2^64 addresses.
TEST(OwnersOfRequests, AreNetworksOfIpv6) {
  Owners owners{100};
  EXPECT_EQ(owners.of(request("2001:db8::1")), owners.of(request("2001:db8::ffff")));
  EXPECT_NE(owners.of(request("2001:db8::1")), owners.of(request("2001:db8:0:1::1")));
}

TEST(OwnersOfRequests, KeepWhatIsUsedAndForgetTheRest) {
  Owners owners{2};
  owners.learn(with_token("192.0.2.1", "kept"), "account K");
  owners.learn(with_token("192.0.2.1", "gone"), "account G");
  for (int i = 0; i < 10; ++i) {
    EXPECT_EQ(owners.of(with_token("192.0.2.1", "kept")), "account K") << i;
    owners.learn(with_token("192.0.2.1", std::to_string(i)), "account O");
  }
  EXPECT_EQ(owners.of(with_token("192.0.2.1", "gone")), "address 192.0.2.1");
}

}  // namespace
}  // namespace jeton::server
