#include "net/listen_address.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/limits.h"

namespace jeton::net {
namespace {

using ::testing::HasSubstr;

std::string rule_of(std::string_view text) {
  const auto parsed = parse_listen_addresses(text);
  if (parsed) return {};
  EXPECT_EQ(parsed.error().fields().front().path, "listen");
  return parsed.error().fields().front().message;
}

TEST(ParseListenAddressTest, ReadsHostAndPort) {
  EXPECT_EQ(parse_listen_address("127.0.0.1:8080")->text(), "127.0.0.1:8080");
  EXPECT_EQ(parse_listen_address("[::1]:0")->text(), "[::1]:0");
  EXPECT_EQ(parse_listen_address("[0:0:0:0:0:0:0:1]:8080")->text(), "[::1]:8080");
  EXPECT_EQ(parse_listen_address("[::ffff:127.0.0.1]:80")->text(), "127.0.0.1:80");
  EXPECT_EQ(parse_listen_address("localhost:65535")->text(), "127.0.0.1:65535");
}

TEST(ParseListenAddressTest, RefusesWhatIsNeither) {
  for (const auto* text :
       {"", "8080", ":8080", "host:", "host:80", "127.0.0.1:65536", "127.0.0.1:-1", "127.0.0.1:80x",
        "127.0.0.1:", "::1:80", "[]:1", "[::1:80", "::1]:80", "[127.0.0.1]:80", "[::1]80", "localhost.:80",
        "LOCALHOST:80", "::ffff:127.0.0.1:80"}) {
    const auto parsed = parse_listen_address(text);
    ASSERT_TRUE(parsed.has_error()) << text;
    EXPECT_EQ(parsed.error().fields().front().path, "listen");
  }
}

TEST(ParseListenAddressTest, ReadsAList) {
  const auto all = parse_listen_addresses("127.0.0.1:8080, [::1]:8080,127.0.0.1:8081").value();
  ASSERT_EQ(all.size(), 3U);
  EXPECT_EQ(all[1].text(), "[::1]:8080");
  for (const auto* text : {"", ",", "127.0.0.1:1,", ",127.0.0.1:1", "127.0.0.1:1,,127.0.0.1:2",
                           "127.0.0.1:1;127.0.0.1:2", "127.0.0.1:1 127.0.0.1:2"}) {
    EXPECT_THAT(rule_of(text), HasSubstr("must be an IP address and a port")) << text;
  }
}

TEST(ParseListenAddressTest, TakesSoManyAndNoMore) {
  std::string most = "127.0.0.1:0";
  for (std::size_t i = 1; i < base::kListenAddressesMax; ++i) most += ",127.0.0.1:0";
  EXPECT_EQ(rule_of(most), "");
  EXPECT_THAT(rule_of(most + ",127.0.0.1:0"), HasSubstr("at most 16 addresses"));
}

TEST(ParseListenAddressTest, RefusesTwoThatTakeTheSame) {
  EXPECT_THAT(rule_of("127.0.0.1:80,localhost:80"), HasSubstr("127.0.0.1:80 is listed twice"));
  EXPECT_THAT(rule_of("0.0.0.0:80,127.0.0.1:80"), HasSubstr("0.0.0.0:80 takes 127.0.0.1:80 as well"));
  EXPECT_THAT(rule_of("127.0.0.1:80,0.0.0.0:80"), HasSubstr("0.0.0.0:80 takes 127.0.0.1:80 as well"));
  EXPECT_THAT(rule_of("[::1]:80,[::]:80"), HasSubstr("[::]:80 takes [::1]:80 as well"));
  for (const auto* text :
       {"0.0.0.0:80,[::]:80", "[::]:80,0.0.0.0:80", "127.0.0.1:80,[::]:80", "0.0.0.0:80,127.0.0.1:81",
        "0.0.0.0:80,[::1]:80", "127.0.0.1:80,127.0.0.2:80", "0.0.0.0:0,0.0.0.0:0", "0.0.0.0:0,127.0.0.1:0"}) {
    EXPECT_EQ(rule_of(text), "") << text;
  }
}

TEST(ParseListenAddressTest, EveryAddressOfIpv6TakesIpv4UnlessSomebodyElseDoes) {
  const auto alone = [](std::string_view text) {
    const auto all = parse_listen_addresses(text).value();
    return takes_v6_alone(all.front(), all);
  };
  EXPECT_FALSE(alone("[::]:80"));
  EXPECT_FALSE(alone("[::]:0"));
  EXPECT_FALSE(alone("[::]:80,0.0.0.0:81"));
  EXPECT_FALSE(alone("[::]:0,0.0.0.0:0"));
  EXPECT_FALSE(alone("[::]:80,[::1]:81"));
  EXPECT_TRUE(alone("[::]:80,0.0.0.0:80"));
  EXPECT_TRUE(alone("[::]:80,127.0.0.1:80"));
  EXPECT_TRUE(alone("[::1]:80"));
}

}  // namespace
}  // namespace jeton::net
