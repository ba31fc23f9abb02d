#include "store/sql/engine/address.h"

#include <gtest/gtest.h>

namespace jeton::store::sql {
namespace {

std::string rule_broken_by(std::string_view text) {
  const auto parsed = parse_address(text);
  if (parsed.has_value()) return "";
  EXPECT_EQ(parsed.error().kind(), base::ErrorKind::kInvalid);
  return parsed.error().fields().at(0).message;
}

TEST(StoreAddress, TakesASqlitePath) {
  for (const auto* path : {"data/jeton.db", "/var/lib/jeton/jeton.db", "a b=c'd.db", "?mode=ro"}) {
    const auto address = parse_address(std::string{"sqlite:"} + path);
    ASSERT_TRUE(address.has_value()) << path;
    EXPECT_EQ(address->engine, Engine::kSqlite);
    EXPECT_EQ(address->path, path);
    EXPECT_EQ(address->display(), std::string{"sqlite:"} + path);
  }
}

TEST(StoreAddress, TakesAPostgresAddressApart) {
  const auto address =
      parse_address("postgres://jet%40on:p%3A%2F%20%40w%22'd@db.example:6432/tok%20ens?sslmode=require");
  ASSERT_TRUE(address.has_value());
  EXPECT_EQ(address->engine, Engine::kPostgres);
  EXPECT_EQ(address->user, "jet@on");
  EXPECT_EQ(address->password.reveal(), "p:/ @w\"'d");
  EXPECT_EQ(address->host, "db.example");
  EXPECT_EQ(address->port, "6432");
  EXPECT_EQ(address->database, "tok ens");
  EXPECT_EQ(address->settings.at("sslmode"), "require");
}

TEST(StoreAddress, TakesAUnixSocketAndAnIpv6Address) {
  const auto socket = parse_address("postgresql:///jeton?host=/var/run/postgresql&port=5433");
  ASSERT_TRUE(socket.has_value());
  EXPECT_EQ(socket->host, "/var/run/postgresql");
  EXPECT_EQ(socket->port, "5433");
  EXPECT_EQ(parse_address("postgres://[::1]:5432/jeton")->host, "::1");
}

TEST(StoreAddress, TakesSeveralHosts) {
  const auto address = parse_address(
      "postgres://jeton:a,b%40c@h1.example:5432,[::1]:6432,h3/tokens?target_session_attrs=read-write");
  ASSERT_TRUE(address.has_value());
  EXPECT_EQ(address->user, "jeton");
  EXPECT_EQ(address->password.reveal(), "a,b@c");
  EXPECT_EQ(address->host, "h1.example,::1,h3");
  EXPECT_EQ(address->port, "5432,6432,");
  EXPECT_EQ(address->settings.at("target_session_attrs"), "read-write");
  EXPECT_EQ(address->display(), "postgres://jeton:***@h1.example:5432,[::1]:6432,h3/tokens");

  const auto default_ports = parse_address("postgres://h1,h2/tokens");
  EXPECT_EQ(default_ports->host, "h1,h2");
  EXPECT_EQ(default_ports->port, "");
  EXPECT_EQ(default_ports->display(), "postgres://h1,h2/tokens");
  EXPECT_EQ(parse_address("postgres:///tokens?host=/a,/b&port=5433")->display(),
            "postgres:///a:5433,/b:5433/tokens");
}

TEST(StoreAddress, TakesAsManyHostsAsItSaysAndNoMore) {
  std::string sixteen = "h";
  for (int i = 1; i < 16; ++i) sixteen += ",h";
  EXPECT_TRUE(parse_address("postgres://" + sixteen + "/d").has_value());
  EXPECT_NE(rule_broken_by("postgres://" + sixteen + ",h/d").find("up to 16 hosts"), std::string::npos);
}

TEST(StoreAddress, PassesOnWhatIsForLibpq) {
  const auto address = parse_address(
      "postgres://h/d?options=-c%20search_path%3Djeton&application_name=tokens&connect_timeout=2"
      "&sslmode=verify-full&sslrootcert=/etc/ca.pem&ssl_min_protocol_version=TLSv1.3");
  ASSERT_TRUE(address.has_value());
  EXPECT_EQ(address->settings.at("options"), "-c search_path=jeton");
  EXPECT_EQ(address->settings.at("application_name"), "tokens");
  EXPECT_EQ(address->settings.at("connect_timeout"), "2");
  EXPECT_EQ(address->settings.at("sslrootcert"), "/etc/ca.pem");
  EXPECT_EQ(address->settings.at("ssl_min_protocol_version"), "TLSv1.3");
}

TEST(StoreAddress, ShowsNoPassword) {
  const auto address = parse_address("postgres://jeton:canary@db.example/tokens");
  EXPECT_EQ(address->display(), "postgres://jeton:***@db.example/tokens");
}

TEST(StoreAddress, RefusesWithARuleThatNeverRepeatsTheAddress) {
  for (const auto* text : {"",
                           "canary",
                           "mysql://u:canary@h/d",
                           "sqlite:",
                           "sqlite::memory:",
                           "sqlite://canary",
                           "sqlite:a\"canary",
                           "postgres://u:can ary@h/d",
                           "postgres://u:can%ary@h/d",
                           "postgres://u:canary@h",
                           "postgres://u:canary@h/",
                           "postgres://u:canary@h/a/b",
                           "postgres://u:canary@h/d#x",
                           "postgres://u:canary@h/d?passfile=/canary",
                           "postgres://u:canary@h:port/d",
                           "postgres://u:canary@h/d?password=canary",
                           "postgres://u:canary@h/d?service=canary",
                           "postgres://u:canary@h,h:port/d",
                           "postgres://u:canary@h1:1,h 2/d",
                           "postgres://u@canary@h/d"}) {
    const auto rule = rule_broken_by(text);
    EXPECT_NE(rule, "") << text;
    EXPECT_EQ(rule.find("canary"), rule.npos) << rule;
  }
}

}  // namespace
}  // namespace jeton::store::sql
