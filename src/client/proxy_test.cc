#include "client/proxy.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace jeton::client {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

/// `host:port`, `none`, or the variable that is wrong.
std::string chosen(const ProxySettings& settings, std::string_view scheme = "https") {
  const auto proxy = proxy_for(settings, {scheme, "tokens.example", scheme == "https" ? "443" : "80"});
  if (proxy.has_error()) return proxy.error().fields().front().path;
  return *proxy ? (*proxy)->authority : "none";
}

bool is_passed_by(std::string_view list, std::string_view host, std::string_view port = "443") {
  return is_excepted(list, {"https", host, port});
}

TEST(Proxy, IsTheOneOfTheSchemeAndElseTheOneForAll) {
  EXPECT_EQ(chosen({}), "none");
  EXPECT_EQ(chosen({.http = "http://h:1", .https = "http://s:2", .all = "http://a:3"}), "s:2");
  EXPECT_EQ(chosen({.http = "http://h:1", .https = "http://s:2", .all = "http://a:3"}, "http"), "h:1");
  EXPECT_EQ(chosen({.http = "http://h:1", .all = "http://a:3"}), "a:3");
  EXPECT_EQ(chosen({.https = "http://s:2", .all = "http://a:3"}, "http"), "a:3");
  EXPECT_EQ(chosen({.http = "http://h:1"}), "none");
  EXPECT_EQ(chosen({.https = "http://s:2"}, "http"), "none");
  EXPECT_EQ(chosen({.https = " \n"}), "none");
  EXPECT_EQ(chosen({.https = "http://s:2", .none = "tokens.example"}), "none");
}

TEST(Proxy, IsWrittenWithAndWithoutSchemeAndPort) {
  EXPECT_EQ(chosen({.https = "proxy.example:3128"}), "proxy.example:3128");
  EXPECT_EQ(chosen({.https = "proxy.example"}), "proxy.example:80");
  EXPECT_EQ(chosen({.https = " HTTP://proxy.example/\n"}), "proxy.example:80");
  EXPECT_EQ(chosen({.https = "http://[::1]:3128"}), "[::1]:3128");
  EXPECT_EQ(chosen({.https = "http://10.0.0.1:65535"}), "10.0.0.1:65535");
}

TEST(Proxy, WhoseAddressIsNoneIsRefusedAtItsVariableAndNotRepeated) {
  for (const auto* address : {"http://", "http://zqx jkv", "http://zqxjkv:0", "http://zqxjkv:65536",
                              "http://zqxjkv/path", "http://zqxjkv?q", "http://zqxjkv#f",
                              "https://zqxjkv:3128", "socks5://zqxjkv:1080", "http://u:zqxjkv@:80"}) {
    const auto proxy = proxy_for({.https = address}, {"https", "tokens.example", "443"});
    ASSERT_TRUE(proxy.has_error()) << address;
    const auto error = proxy.error();
    EXPECT_EQ(error.kind(), base::ErrorKind::kInvalid);
    EXPECT_EQ(error.fields().front().path, "HTTPS_PROXY");
    EXPECT_THAT(error.fields().front().message, Not(HasSubstr("zqxjkv")));
  }
  EXPECT_EQ(chosen({.http = "ftp://h"}, "http"), "HTTP_PROXY");
  EXPECT_EQ(chosen({.all = "ftp://h"}), "ALL_PROXY");
}

TEST(Proxy, TakesUserAndPasswordDecodedAndKeepsThemOutOfItsName) {
  const auto credentials = [](const std::string& address) {
    auto proxy = proxy_for({.https = address}, {"https", "tokens.example", "443"});
    EXPECT_TRUE(proxy.has_value() && proxy->has_value()) << address;
    EXPECT_EQ((*proxy)->authority, "proxy.example:3128");
    return std::string{(*proxy)->credentials.reveal()};
  };
  EXPECT_EQ(credentials("http://proxy.example:3128"), "");
  EXPECT_EQ(credentials("http://ada:secret@proxy.example:3128"), "Basic YWRhOnNlY3JldA==");
  EXPECT_EQ(credentials("ada:secret@proxy.example:3128"), "Basic YWRhOnNlY3JldA==");
  EXPECT_EQ(credentials("http://a%40b:p%3Aq%2F@proxy.example:3128"), "Basic YUBiOnA6cS8=");
  EXPECT_EQ(credentials("http://ada@proxy.example:3128"), "Basic YWRhOg==");
}

TEST(NoProxy, NamesHostsWithTheirSubdomains) {
  for (const auto* list : {"tokens.example", "TOKENS.Example", ".tokens.example", "*.tokens.example",
                           "example", "other.example,tokens.example", " other.example , tokens.example ",
                           "other.example tokens.example", ",,tokens.example,", "*", "a,*"}) {
    EXPECT_TRUE(is_passed_by(list, "tokens.example")) << list;
    EXPECT_TRUE(is_passed_by(list, "eu.Tokens.example.")) << list;
  }
  for (const auto* list : {"", " ", ",", "kens.example", "tokens", "eu.tokens.example", "tokens.example.org",
                           ".", "*.", "t*", "10.0.0.0/8", "tokens.example/8"}) {
    EXPECT_FALSE(is_passed_by(list, "tokens.example")) << list;
  }
}

TEST(NoProxy, NamesPorts) {
  EXPECT_TRUE(is_passed_by("tokens.example:8443", "tokens.example", "8443"));
  EXPECT_FALSE(is_passed_by("tokens.example:8443", "tokens.example", "443"));
  EXPECT_TRUE(is_passed_by("*:8443", "tokens.example", "8443"));
  EXPECT_FALSE(is_passed_by("*:8443", "tokens.example", "443"));
  EXPECT_TRUE(is_passed_by("[::1]:8443", "::1", "8443"));
  EXPECT_FALSE(is_passed_by("[::1]:8443", "::1", "443"));
  EXPECT_TRUE(is_passed_by("127.0.0.1:8443", "127.0.0.1", "8443"));
}

TEST(NoProxy, NamesAddressesAndNetworks) {
  EXPECT_TRUE(is_passed_by("127.0.0.1", "127.0.0.1"));
  EXPECT_FALSE(is_passed_by("127.0.0.1", "127.0.0.2"));
  EXPECT_FALSE(is_passed_by("0.0.1", "127.0.0.1"));
  for (const auto* list : {"::1", "[::1]", "0:0:0:0:0:0:0:1", "::/120"})
    EXPECT_TRUE(is_passed_by(list, "::1")) << list;
  EXPECT_TRUE(is_passed_by("10.0.0.0/8", "10.255.0.1"));
  EXPECT_TRUE(is_passed_by("10.1.2.3/8", "10.255.0.1"));
  EXPECT_FALSE(is_passed_by("10.0.0.0/8", "11.0.0.1"));
  EXPECT_FALSE(is_passed_by("10.0.0.0/8", "::1"));
  EXPECT_FALSE(is_passed_by("fd00::/8", "10.0.0.1"));
  EXPECT_FALSE(is_passed_by("10.0.0.0/33", "10.0.0.1"));
  EXPECT_FALSE(is_passed_by("10.0.0.0/8x", "10.0.0.1"));
}

}  // namespace
}  // namespace jeton::client
